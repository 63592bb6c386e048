package org.spatialalign.engine.store;

import java.nio.file.Path;

/** Somebody else has the project open for writing. It can still be opened read-only. */
public final class ProjectBusyException extends ProjectException {

    private static final long serialVersionUID = 1L;

    private final String holder;

    public ProjectBusyException(Path folder, String holder) {
        super(
                Reason.BUSY,
                folder + " is open for writing elsewhere: " + holder + ". Close it there, or open it read-only.");
        this.holder = holder;
    }

    /** Who has it: "user@host, process 123, since 2025-01-31 10:15". */
    public String holder() {
        return holder;
    }
}
