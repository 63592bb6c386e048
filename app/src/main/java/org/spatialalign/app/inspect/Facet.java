package org.spatialalign.app.inspect;

import java.util.Objects;
import org.spatialalign.engine.prompt.DsrPrompt;

/** A property by which clips are picked with chips; an empty value means that the clip has none. */
enum Facet {
    TYPE("Type"),
    ANIMAL("Animal"),
    OBJECT("Object"),
    SEED("Seed"),
    MODEL("Model"),
    STATUS("Status");

    private final String title;

    Facet(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    String valueOf(ClipRow row) {
        DsrPrompt prompt = row.prompt();
        return switch (this) {
            case TYPE -> row.typeCode();
            case ANIMAL -> prompt == null ? "" : prompt.animal();
            case OBJECT -> prompt == null ? "" : prompt.object();
            case SEED -> Objects.toString(row.clip().seed(), "");
            case MODEL -> row.clip().model();
            case STATUS -> row.status().name();
        };
    }

    /** How a value is written on a chip. */
    String label(String value) {
        if (value.isEmpty()) {
            return this == MODEL ? "unknown" : "none";
        }
        return this == STATUS ? StatusText.of(value).title() : value;
    }
}
