package org.spatialalign.engine.tensor;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;

/**
 * Where a model computes and in which type its matrices are. Norms, modulation, residual sums and the time embedding
 * are float32 everywhere; half precision is for devices that are fast at it (a CPU is forty times slower in it).
 *
 * @param device the CPU or one GPU
 * @param matrices FLOAT32 or FLOAT16
 */
public record Compute(Device device, DataType matrices) {

    public Compute {
        if (matrices != DataType.FLOAT32 && matrices != DataType.FLOAT16) {
            throw new IllegalArgumentException("matrices are FLOAT32 or FLOAT16, not " + matrices);
        }
    }

    public static Compute cpu() {
        return new Compute(Device.cpu(), DataType.FLOAT32);
    }

    /** The type of the matrices as recipes name it. */
    public String precision() {
        return matrices == DataType.FLOAT32 ? "float32" : "float16";
    }

    /** The first GPU in half precision where there is one, else the CPU. */
    public static Compute best() {
        return Torch.gpuCount() > 0 ? new Compute(Device.gpu(), DataType.FLOAT16) : cpu();
    }
}
