package org.spatialalign.engine.interchange.pickle;

import org.jspecify.annotations.Nullable;

/** A pickle that is refused, with the reason for people. */
public final class PickleException extends Exception {

    private static final long serialVersionUID = 1L;

    public PickleException(String message) {
        super(message);
    }

    public PickleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The reason; never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
