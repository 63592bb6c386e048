package org.spatialalign.app.fx;

import org.jspecify.annotations.Nullable;

/** Messages that do not stop work: the status bar, and notes that come up in a corner of the window. */
public interface Notices {

    enum Kind {
        INFO,
        SUCCESS,
        WARNING,
        DANGER
    }

    /** One line in the status bar; the next replaces it. */
    void status(String text);

    /** A note in the corner; it goes by itself after a while, except a danger one, which waits to be closed. */
    default void toast(Kind kind, String text) {
        toast(kind, text, null);
    }

    /** A note with a button that runs {@code action}. */
    void toast(Kind kind, String text, @Nullable Command action);
}
