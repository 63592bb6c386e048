package org.spatialalign.engine.workflow;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spatialalign.engine.generate.GenerationListener.Phase;

/**
 * Where a job that generates stands, written as one line for people and read back from it.
 *
 * @param cell which of the clips that are made, from 1
 * @param cells how many are made
 * @param phase what is counted
 * @param done steps or frames
 * @param total of them
 * @param fileName of the clip
 */
public record GenerateProgress(int cell, int cells, Phase phase, int done, int total, String fileName) {

    private static final Pattern LINE =
            Pattern.compile("cell (\\d{1,9}) of (\\d{1,9}), (step|frame) (\\d{1,9}) of (\\d{1,9}), (.+)");

    /** Such as {@code cell 2 of 24, step 3 of 50, 1043_TL_F81_seed00_12ab34cd56ef.mp4}. */
    public String line() {
        String what = phase == Phase.DECODING ? "frame" : "step";
        return "cell " + cell + " of " + cells + ", " + what + " " + done + " of " + total + ", " + fileName;
    }

    /** Empty for what such a job says while it prepares. */
    public static Optional<GenerateProgress> read(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new GenerateProgress(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                matcher.group(3).equals("frame") ? Phase.DECODING : Phase.DENOISING,
                Integer.parseInt(matcher.group(4)),
                Integer.parseInt(matcher.group(5)),
                matcher.group(6)));
    }
}
