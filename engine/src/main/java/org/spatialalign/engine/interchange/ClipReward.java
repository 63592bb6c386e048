package org.spatialalign.engine.interchange;

/**
 * One video's reward out of a result CSV in the paper's format.
 *
 * @param video the clip's file name
 * @param reward the score in [0, 1], or {@link #REFUSED}
 */
public record ClipReward(String promptId, String video, double reward) {

    /** What the paper's script writes when it refuses to score. Exists in files of its format only. */
    public static final double REFUSED = -100;

    public boolean refused() {
        return reward == REFUSED;
    }
}
