package org.spatialalign.engine.media;

import org.spatialalign.engine.core.WorkbenchException;

/** A video file that cannot be used at all. */
public class MediaException extends WorkbenchException {

    private static final long serialVersionUID = 1L;

    private final transient MediaProblem problem;

    public MediaException(MediaProblem problem) {
        super(problem.message());
        this.problem = problem;
    }

    public MediaException(MediaProblem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    public MediaProblem problem() {
        return problem;
    }
}
