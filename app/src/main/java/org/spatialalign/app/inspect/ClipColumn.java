package org.spatialalign.app.inspect;

import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A column of the clip table and the order of its values; clips without a value come last in either direction. */
enum ClipColumn {
    SCORE("Score", row -> row.listing().dsrScore()),
    PROMPT("Clip", row -> NaturalText.of(row.name())),
    TYPE("Type", row -> blankToNull(row.typeCode())),
    SEED("Seed", row -> row.clip().seed()),
    MODEL("Model", row -> blankToNull(row.clip().model())),
    STATUS("Status", ClipRow::status),
    ANIMAL("Animal", row -> blankToNull(Facet.ANIMAL.valueOf(row))),
    OBJECT("Object", row -> blankToNull(Facet.OBJECT.valueOf(row))),
    CORRECTED("Corrected", row -> row.listing().corrected() ? 0 : 1),
    FRAMES("Frames", row -> row.clip().video().frameCount()),
    FILE("File", row -> NaturalText.of(row.clip().fileName())),
    IMPORTED("Imported", row -> row.clip().importedAt());

    private final String title;
    private final Function<ClipRow, @Nullable Comparable<?>> key;

    ClipColumn(String title, Function<ClipRow, @Nullable Comparable<?>> key) {
        this.title = title;
        this.key = key;
    }

    String title() {
        return title;
    }

    /** What the column sorts by; null for a clip that has no value. Keys of one column compare with each other. */
    @Nullable
    Comparable<?> key(ClipRow row) {
        return key.apply(row);
    }

    /** Orders the keys of this column. */
    @SuppressWarnings("unchecked") // all keys of one column are of one type, see the constants
    static Comparator<Comparable<?>> order() {
        return (a, b) -> ((Comparable<Object>) a).compareTo(b);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }
}
