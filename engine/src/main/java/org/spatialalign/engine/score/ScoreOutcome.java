package org.spatialalign.engine.score;

import java.util.List;

/**
 * What scoring a clip gave: a number with all its terms, or a named reason why there is none. The paper's -100 exists
 * only in files of the paper's format.
 */
public sealed interface ScoreOutcome {

    /** The per-frame values, also of a clip without a score. */
    SsrCurve curve();

    /** Frames that could not be used, and why; may be empty. */
    List<SkippedFrame> skipped();

    /**
     * A DSR-Score in [0, 1].
     */
    record Scored(ScoreTerms terms, SsrCurve curve, List<SkippedFrame> skipped) implements ScoreOutcome {
        public double dsrScore() {
            return terms.dsrScore();
        }
    }

    /**
     * No score.
     *
     * @param reason why
     * @param detail one sentence with the numbers, for people
     */
    record Unscorable(UnscorableReason reason, String detail, SsrCurve curve, List<SkippedFrame> skipped)
            implements ScoreOutcome {}

    /** A frame that did not count. */
    record SkippedFrame(int frame, SkipReason reason) {}

    /** Why a frame did not count. */
    enum SkipReason {
        ANIMAL_MISSING,
        OBJECT_MISSING,
        BOTH_MISSING,
        /** Neither direction nor overlap is defined without an extent. */
        ANIMAL_NO_WIDTH,
        OBJECT_NO_WIDTH,
        NO_HEIGHT
    }
}
