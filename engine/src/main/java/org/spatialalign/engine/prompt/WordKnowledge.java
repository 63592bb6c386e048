package org.spatialalign.engine.prompt;

import java.util.List;

/** What a detector or a text encoder makes of words. Implementations are immutable and safe on any thread. */
public interface WordKnowledge {

    /** What a model reads, and what for. */
    enum Role {
        /** A detector: it looks for the nouns alone, and labels each box with those of their pieces that fit. */
        LABELS_BOXES,
        /** The text encoder of a generator: it reads the whole sentence and labels nothing. */
        READS_SENTENCES
    }

    /** Of the model, for people: "Grounding DINO". */
    String model();

    Role role();

    /** The pieces that words are cut into before the model sees them; one piece for a word it knows whole. */
    List<String> pieces(String words);

    /** Whether there is no piece for some of it, so that the model gets the unknown token, or bare bytes, instead. */
    boolean unreadable(String words);
}
