package org.spatialalign.engine.core;

/** The work stopped because somebody asked for it; not a failure. */
public final class CancelledException extends Exception {

    private static final long serialVersionUID = 1L;

    public CancelledException() {
        super("cancelled");
    }
}
