package org.spatialalign.engine.workflow.imports;

import org.spatialalign.engine.store.ProjectException;

/** Tells troubles of one item, which is skipped, from those that every further item would meet too. */
final class Fatal {

    private Fatal() {}

    /** Returns the message to report, or throws on what ends the import: a full disk, a project that went away. */
    static String orMessage(ProjectException e) throws ProjectException {
        switch (e.reason()) {
            case CONFLICT, NOT_FOUND, IO -> {
                return String.valueOf(e.getMessage());
            }
            default -> throw e;
        }
    }
}
