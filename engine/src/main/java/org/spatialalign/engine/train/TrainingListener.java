package org.spatialalign.engine.train;

import org.spatialalign.engine.core.WorkbenchException;

/** Hears how a run goes, on the thread that trains. */
public interface TrainingListener {

    /** Before the first step of this session: 0, or where the run is taken up. */
    default void onStart(long step) throws WorkbenchException {}

    /** After each micro-batch. */
    default void onProgress(long step, int position) {}

    default void onStep(TrainingStep step) throws WorkbenchException {}

    default void onValidation(Validation validation) throws WorkbenchException {}

    default void onCheckpoint(Checkpoints.Checkpoint checkpoint) {}
}
