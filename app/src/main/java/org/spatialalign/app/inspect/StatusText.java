package org.spatialalign.app.inspect;

import org.spatialalign.engine.store.ClipStatus;

/** What the states of a clip are called, and what a person can do about each. */
enum StatusText {
    NO_PROMPT(ClipStatus.NO_PROMPT, "No prompt", "Match it to a prompt, or import the prompt list."),
    NO_SEED(ClipStatus.NO_SEED, "No seeds", "Draw a box for the animal and one for the object, then track."),
    NOT_TRACKED(ClipStatus.NOT_TRACKED, "To track", "Press Track to follow the seed boxes through the clip."),
    NOT_SCORED(ClipStatus.NOT_SCORED, "To score", "Score it."),
    SCORED(ClipStatus.SCORED, "Scored", ""),
    UNSCORABLE(ClipStatus.UNSCORABLE, "No score", "See the reason; correct the boxes or track again."),
    STALE(ClipStatus.STALE, "Outdated", "Boxes, prompt or preset changed after the score; score it again.");

    private final ClipStatus status;
    private final String title;
    private final String advice;

    StatusText(ClipStatus status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    String title() {
        return title;
    }

    /** What to do next; empty when nothing needs doing. */
    String advice() {
        return advice;
    }

    static StatusText of(ClipStatus status) {
        for (StatusText text : values()) {
            if (text.status == status) {
                return text;
            }
        }
        throw new IllegalArgumentException("no text for " + status);
    }

    static StatusText of(String statusName) {
        return of(ClipStatus.valueOf(statusName));
    }
}
