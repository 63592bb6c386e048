package org.spatialalign.engine.store;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;

/** Something is wrong with a project's folder or database. */
public class ProjectException extends WorkbenchException {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble, for those who can offer a way out. */
    public enum Reason {
        /** The folder holds no project. */
        NOT_A_PROJECT,
        /** A new project was asked for in a folder that holds something. */
        NOT_EMPTY,
        /** Another program, or another window of this one, has it open for writing. */
        BUSY,
        /** Nothing can be written: the folder or disk is read-only, or the project was opened so. */
        READ_ONLY,
        /** Written by a newer version of the program. */
        NEWER_VERSION,
        /** The database is damaged, or says something impossible. */
        DAMAGED,
        DISK_FULL,
        /** The folder vanished, or was replaced, while the project was open. */
        GONE,
        /** The project was closed in the meantime. */
        CLOSED,
        /** What was asked for is not in the project. */
        NOT_FOUND,
        /** What was to be added contradicts what is there. */
        CONFLICT,
        /** The disk or system refused for another reason. */
        IO
    }

    private final Reason reason;

    public ProjectException(Reason reason, String message) {
        this(reason, message, null);
    }

    public ProjectException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether opening the same project read-only would get around it. */
    public boolean readOnlyPossible() {
        return reason == Reason.BUSY || reason == Reason.READ_ONLY;
    }
}
