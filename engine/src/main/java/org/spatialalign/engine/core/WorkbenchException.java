package org.spatialalign.engine.core;

import org.jspecify.annotations.Nullable;

/**
 * Something outside the program is not as it should be: a file, a disk, a row somebody wrote. The message is shown to
 * people as it is, so it names the file, the place in it, what was expected, and what to do.
 */
public class WorkbenchException extends Exception {

    private static final long serialVersionUID = 1L;

    public WorkbenchException(String message) {
        super(message);
    }

    public WorkbenchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
