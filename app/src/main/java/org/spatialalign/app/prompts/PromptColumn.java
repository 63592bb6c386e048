package org.spatialalign.app.prompts;

import org.spatialalign.app.fx.NaturalText;
import org.spatialalign.engine.prompt.DsrPrompt;

/** A column of the table of prompts; all but the last two can be written in. */
enum PromptColumn {
    ID("Id", 92, 70),
    TYPE("Type", 52, 44),
    ANIMAL("Animal", 86, 58),
    VERB("Verb", 80, 44),
    OBJECT("Object", 86, 54),
    SCENE("Scene", 170, 40),
    SENTENCE("Sentence", 250, 44),
    STRUCTURE("Structure", 84, 44),
    GROUP("Group", 64, 44);

    private final String title;
    private final double width;
    private final double minWidth;

    PromptColumn(String title, double width, double minWidth) {
        this.title = title;
        this.width = width;
        this.minWidth = minWidth;
    }

    String title() {
        return title;
    }

    /** At first, in pixels. */
    double width() {
        return width;
    }

    /** What tells one row from another stays readable in a narrow table. */
    double minWidth() {
        return minWidth;
    }

    boolean editable() {
        return this != STRUCTURE && this != GROUP;
    }

    /** Whether few enough different values are expected that a person would pick one from a list. */
    boolean countable() {
        return this == TYPE || this == ANIMAL || this == OBJECT || this == VERB || this == STRUCTURE;
    }

    String of(DsrPrompt prompt) {
        return switch (this) {
            case ID -> prompt.promptId();
            case TYPE -> prompt.type().code();
            case ANIMAL -> prompt.animal();
            case VERB -> prompt.verb();
            case OBJECT -> prompt.object();
            case SCENE -> prompt.scene();
            case SENTENCE -> prompt.sentence();
            case STRUCTURE -> prompt.template();
            case GROUP -> prompt.group();
        };
    }

    /** What the column is sorted by. */
    NaturalText key(String value) {
        return NaturalText.of(value);
    }
}
