package org.spatialalign.engine.job;

import java.util.EnumSet;
import java.util.Set;

/** Where a job stands. States change only by compare-and-set along {@link #next()}. */
public enum JobState {
    /** Waits for its turn. */
    QUEUED,
    RUNNING,
    /** Was asked to stop, and has not yet. */
    CANCELLING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /** The program ended while it ran; offered for resume. */
    INTERRUPTED;

    /** The states that may follow. Finished jobs may only be queued again, at somebody's wish. */
    public Set<JobState> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED);
            case RUNNING -> EnumSet.of(CANCELLING, SUCCEEDED, FAILED, INTERRUPTED);
            case CANCELLING -> EnumSet.of(CANCELLED, SUCCEEDED, FAILED, INTERRUPTED);
            case FAILED, CANCELLED, INTERRUPTED -> EnumSet.of(QUEUED);
            case SUCCEEDED -> EnumSet.noneOf(JobState.class);
        };
    }

    /** Whether nothing more will happen by itself. */
    public boolean finished() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED || this == INTERRUPTED;
    }

    /** Whether a worker has it. */
    public boolean active() {
        return this == RUNNING || this == CANCELLING;
    }

    /** Throws when {@code to} must not follow; that is a mistake in the program, not in the world. */
    public void requireNext(JobState to) {
        if (!next().contains(to)) {
            throw new IllegalStateException("a job that is " + this + " cannot become " + to);
        }
    }
}
