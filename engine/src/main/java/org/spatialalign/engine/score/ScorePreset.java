package org.spatialalign.engine.score;

/**
 * The settings a DSR-Score was computed with. Its {@link #id} is stored with every result, so that scores of different
 * settings are never put into one table.
 *
 * @param id stable name; changes whenever a setting changes
 * @param endFrames how many valid frames at each end are averaged
 * @param minimumValidFrames with fewer valid frames a clip is unscorable
 */
public record ScorePreset(String id, int endFrames, int minimumValidFrames) {

    /** The paper's settings (calc_dsr_score.py, version 5): three frames at each end, at least 20 valid. */
    public static final ScorePreset PAPER = new ScorePreset("paper-v5", 3, 20);

    public ScorePreset {
        if (endFrames < 1 || minimumValidFrames < endFrames) {
            throw new IllegalArgumentException(
                    "need 1 <= endFrames <= minimumValidFrames, got " + endFrames + " and " + minimumValidFrames);
        }
    }
}
