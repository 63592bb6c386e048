package org.spatialalign.engine.prompt;

import java.util.List;

/** What a detector or a text encoder makes of a word. Implementations are immutable and safe on any thread. */
public interface WordKnowledge {

    /** Of the model, for people: "Grounding DINO". */
    String model();

    /**
     * The pieces a noun is cut into before the model sees it; one piece for a word it knows whole. Detectors that label
     * by pieces may give a part of a label, or run two labels together that share one.
     */
    List<String> pieces(String noun);

    /** Whether the model cannot read some of the noun at all. */
    boolean unreadable(String noun);
}
