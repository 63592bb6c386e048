package org.spatialalign.engine.workflow.provenance;

import java.util.Optional;
import java.util.stream.Stream;

/** What things come from each other, in the order in which they come about. */
public enum NodeKind {
    /** One version of a named list of prompts; its key is its number. */
    PROMPT_SET("prompt-set", "prompt set"),
    /** Its key is its id. */
    PROMPT("prompt", "prompt"),
    /** Model, LoRA, seed and settings of generated clips; its key is the recipe's hash. */
    RECIPE("recipe", "recipe"),
    /** Its key is its id. */
    CLIP("clip", "clip"),
    /** The boxes of a clip as they count now: the machine's and people's corrections; the key is the clip's id. */
    BOXES("boxes", "boxes"),
    /** A clip's score with one preset; the key is the clip's id, a colon and the preset's. */
    SCORE("score", "score"),
    /** What one person said once of two clips; its key is its uid. */
    VERDICT("verdict", "verdict"),
    /** Two clips of one prompt, judged or in a set; its key is that of {@code PairKey}. */
    PAIR("pair", "pair"),
    /** Its key is its name. */
    PAIR_SET("pair-set", "pair set"),
    /** A training; its key is its job's number. */
    RUN("run", "run"),
    /** A LoRA's file, wherever it lies; its key is the hash of its content. */
    LORA("lora", "LoRA"),
    /** All that evaluations say of the clips of one source model; its key is the model's name. */
    EVALUATION("evaluation", "evaluation");

    private final String code;
    private final String words;

    NodeKind(String code, String words) {
        this.code = code;
        this.words = words;
    }

    /** On the command line and in JSON. */
    public String code() {
        return code;
    }

    /** For people, in the middle of a sentence. */
    public String words() {
        return words;
    }

    /** "1 prompt set", "3 prompt sets", "boxes of 2 clips". */
    public String count(int number) {
        String counted = this == BOXES ? CLIP.words : words;
        return (this == BOXES ? "boxes of " : "") + number + " " + counted + (number == 1 ? "" : "s");
    }

    public static Optional<NodeKind> parse(String code) {
        return Stream.of(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
