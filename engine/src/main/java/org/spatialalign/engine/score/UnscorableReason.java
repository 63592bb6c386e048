package org.spatialalign.engine.score;

import java.util.Locale;

/** Why a clip has no DSR-Score. */
public enum UnscorableReason {
    /** The detector refused the clip, or found nothing. */
    NO_BOXES("No boxes", "No boxes", "Draw a seed box for the animal and the object, then track."),
    /** Fewer frames with both boxes than the preset asks for. */
    TOO_FEW_VALID_FRAMES("Too few valid frames", "Too few", "Correct or re-track the frames without a box."),
    /** No prompt is known, so nobody can say which relations to look for. */
    NO_PROMPT("No prompt", "No prompt", "Import the prompt list, or match the clip to a prompt.");

    private final String title;
    private final String brief;
    private final String advice;

    UnscorableReason(String title, String brief, String advice) {
        this.title = title;
        this.brief = brief;
        this.advice = advice;
    }

    /** How files and the command line's JSON call it; other programs rely on it: {@code too_few_valid_frames}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** The title in a word or two, where a number would stand in a table. */
    public String brief() {
        return brief;
    }

    public String advice() {
        return advice;
    }
}
