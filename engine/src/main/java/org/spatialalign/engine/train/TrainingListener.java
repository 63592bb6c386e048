package org.spatialalign.engine.train;

import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.lora.LoraInjection;

/** Hears how a run goes, on the thread that trains. */
public interface TrainingListener {

    /** Before the first step of this session: 0, or where the run is taken up. */
    default void onStart(long step) throws WorkbenchException {}

    /** After each micro-batch. */
    default void onProgress(long step, int position) {}

    default void onStep(TrainingStep step) throws WorkbenchException {}

    /** What the held-out pairs say; said again when a run is taken up where it was said. */
    default void onValidation(Validation validation) throws WorkbenchException {}

    default void onCheckpoint(Checkpoints.Checkpoint checkpoint) {}

    /**
     * Time to look at what the model does, before the training goes on from a checkpoint. A run that was stopped in the
     * meantime comes here again when it is taken up.
     *
     * @param adapter on the model, as in the checkpoint's file; to be left as it is
     * @param last whether the training ends here
     */
    default void atCheckpoint(Checkpoints.Checkpoint checkpoint, LoraInjection adapter, boolean last)
            throws WorkbenchException, CancelledException {}
}
