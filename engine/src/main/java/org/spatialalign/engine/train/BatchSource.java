package org.spatialalign.engine.train;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.spatialalign.engine.core.WorkbenchException;

/** Where a training gets its micro-batches from. Used by the thread that trains. */
@FunctionalInterface
public interface BatchSource {

    /**
     * A micro-batch with the numbers of its pairs, which name them in the log.
     *
     * @param pairs one number per pair
     */
    record Numbered(DpoBatch batch, List<Integer> pairs) {
        public Numbered {
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * The same for the same arguments, whatever was asked before: a training that was stopped is taken up in the middle
     * by asking for what comes next.
     *
     * @param step of the optimiser, from 0
     * @param position within the step, from 0
     * @param manager on the model's device; the tensors may belong to it and are of no use when it is closed
     */
    Numbered batch(long step, int position, NDManager manager) throws WorkbenchException;
}
