package org.spatialalign.engine.job;

import org.spatialalign.engine.core.WorkbenchException;

/** Makes jobs of specs; the one place that knows every kind. */
@FunctionalInterface
public interface JobKinds {

    /** The lane of jobs that only need the processor. */
    String CPU_LANE = "cpu";

    /** Throws for a kind or version it does not know, and for a config it cannot read. */
    Job create(JobSpec spec) throws WorkbenchException;

    /** Jobs of one lane run one after the other; lanes run beside each other. */
    default String lane(JobSpec spec) {
        return CPU_LANE;
    }
}
