package org.spatialalign.app.inspect;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.NaturalText;

/** A column of the clip table and the order of its values; clips without a value come last in either direction. */
enum ClipColumn {
    SCORE("Score"),
    PROMPT("Clip"),
    TYPE("Type"),
    SEED("Seed"),
    MODEL("Model"),
    STATUS("Status"),
    ANIMAL("Animal"),
    OBJECT("Object"),
    CORRECTED("Corrected"),
    FRAMES("Frames"),
    FILE("File"),
    IMPORTED("Imported");

    /** What a new table shows; the others can be switched on. */
    static final Set<ClipColumn> AT_FIRST =
            Collections.unmodifiableSet(EnumSet.of(SCORE, PROMPT, TYPE, SEED, MODEL, STATUS));

    private final String title;

    ClipColumn(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** What the column sorts by; null for a clip that has no value. Keys of one column compare with each other. */
    @Nullable
    Comparable<?> key(ClipRow row) {
        return switch (this) {
            case SCORE -> row.listing().dsrScore();
            case PROMPT -> NaturalText.of(row.name());
            case TYPE -> blankToNull(row.typeCode());
            case SEED -> row.clip().seed();
            case MODEL -> blankToNull(row.clip().model());
            case STATUS -> row.status();
            case ANIMAL -> blankToNull(Facet.ANIMAL.valueOf(row));
            case OBJECT -> blankToNull(Facet.OBJECT.valueOf(row));
            case CORRECTED -> row.listing().corrected() ? 0 : 1;
            case FRAMES -> row.clip().video().frameCount();
            case FILE -> NaturalText.of(row.clip().fileName());
            case IMPORTED -> row.clip().importedAt();
        };
    }

    /** Orders the keys of this column. */
    @SuppressWarnings("unchecked") // all keys of one column are of one type, see key()
    static Comparator<Comparable<?>> order() {
        return (a, b) -> ((Comparable<Object>) a).compareTo(b);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
