package org.spatialalign.engine.evaluate;

import java.util.List;

/** What to do with clips that have no score. Whoever shows a share says which of the two it is. */
public enum Unscorable {
    /** They count as clips below every threshold: the paper's table. */
    AS_FAILURES("failures"),
    /** They are not counted at all. */
    LEFT_OUT("left-out");

    private final String code;

    Unscorable(String code) {
        this.code = code;
    }

    /** As files and the command line write it. */
    public String code() {
        return code;
    }

    boolean counts(ScoredClip clip) {
        return this == AS_FAILURES || clip.score().isPresent();
    }

    /** The clips that are counted. */
    public List<ScoredClip> counted(List<ScoredClip> clips) {
        return clips.stream().filter(this::counts).toList();
    }
}
