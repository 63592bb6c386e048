package org.spatialalign.app.inspect;

import java.util.function.Function;
import org.spatialalign.engine.prompt.DsrPrompt;

/** A property by which clips are picked with chips; an empty value means that the clip has none. */
enum Facet {
    TYPE("Type", ClipRow::typeCode),
    ANIMAL("Animal", row -> prompted(row, DsrPrompt::animal)),
    OBJECT("Object", row -> prompted(row, DsrPrompt::object)),
    SEED("Seed", row -> {
        Integer seed = row.clip().seed();
        return seed == null ? "" : seed.toString();
    }),
    MODEL("Model", row -> row.clip().model()),
    STATUS("Status", row -> row.status().name());

    private final String title;
    private final Function<ClipRow, String> value;

    Facet(String title, Function<ClipRow, String> value) {
        this.title = title;
        this.value = value;
    }

    String title() {
        return title;
    }

    String valueOf(ClipRow row) {
        return value.apply(row);
    }

    /** How a value is written on a chip. */
    String label(String value) {
        if (value.isEmpty()) {
            return this == MODEL ? "unknown" : "none";
        }
        return this == STATUS ? StatusText.of(value).title() : value;
    }

    private static String prompted(ClipRow row, Function<DsrPrompt, String> part) {
        DsrPrompt prompt = row.prompt();
        return prompt == null ? "" : part.apply(prompt);
    }
}
