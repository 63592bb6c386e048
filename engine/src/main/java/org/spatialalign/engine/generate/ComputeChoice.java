package org.spatialalign.engine.generate;

import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.Torch;

/** Where people want to compute. */
public enum ComputeChoice {
    /** A GPU if there is one. */
    AUTO,
    CPU,
    GPU;

    /** @throws WorkbenchException when there is no GPU and one was asked for */
    public Compute compute() throws WorkbenchException {
        if (this == GPU && Torch.gpuCount() == 0) {
            throw new WorkbenchException("there is no GPU that can be used: it needs NVIDIA's driver and the edition"
                    + " of the tensor library for CUDA. Choose the processor instead");
        }
        return this == CPU ? Compute.cpu() : Compute.best();
    }
}
