package org.spatialalign.engine.generate;

import org.spatialalign.engine.media.Frame;

/** Hears how far a clip has come; called on the thread that works. */
@FunctionalInterface
public interface GenerationListener {

    /** What is being done. */
    enum Phase {
        /** Prompts to vectors. */
        ENCODING("prompts"),
        /** The steps of the sampler. */
        DENOISING("steps"),
        /** Latents to frames of the clip. */
        DECODING("frames");

        private final String unit;

        Phase(String unit) {
            this.unit = unit;
        }

        /** What is counted, plural, for people. */
        public String unit() {
            return unit;
        }
    }

    GenerationListener NONE = (phase, done, total) -> {};

    void onProgress(Phase phase, int done, int total);

    /** Whether to be shown what the clip looks like after this step; each showing costs about a frame's decoding. */
    default boolean wantsPreview(int step, int steps) {
        return false;
    }

    /**
     * Shows the middle of the clip as the model foresees it.
     *
     * @param step steps done
     */
    default void onPreview(int step, Frame frame) {}
}
