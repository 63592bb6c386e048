package org.spatialalign.engine.interchange;

import java.util.Locale;
import java.util.Optional;

/** The paper's way of naming clips. */
public final class ClipNames {

    private ClipNames() {}

    /** Reads {@code {prompt_id}_F{frames}_seed{NN}.mp4}; empty when the name is of another form. */
    public static Optional<ClipName> parse(String fileName) {
        return NamePattern.PAPER.parse(fileName);
    }

    /** The paper's name of a clip: {@code 1099_RL_F81_seed00.mp4}. */
    public static String of(String promptId, int frames, int seed) {
        return String.format(Locale.ROOT, "%s_F%d_seed%02d.mp4", promptId, frames, seed);
    }
}
