package org.spatialalign.engine.score;

import java.util.Locale;

/** Why a clip has no DSR-Score. */
public enum UnscorableReason {
    /** The detector refused the clip, or found nothing. */
    NO_BOXES("No boxes", "Draw a seed box for the animal and the object, then track."),
    /** Fewer frames with both boxes than the preset asks for. */
    TOO_FEW_VALID_FRAMES("Too few valid frames", "Correct or re-track the frames without a box."),
    /** No prompt is known, so nobody can say which relations to look for. */
    NO_PROMPT("No prompt", "Import the prompt list, or match the clip to a prompt.");

    private final String title;
    private final String advice;

    UnscorableReason(String title, String advice) {
        this.title = title;
        this.advice = advice;
    }

    /** How files and the command line's JSON call it; other programs rely on it: {@code too_few_valid_frames}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    public String advice() {
        return advice;
    }
}
