package org.spatialalign.engine.generate;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.Torch;

/**
 * What there is to compute with.
 *
 * @param where "the processor" or "GPU 0"
 * @param freeBytes memory that could be had now, on the device that computes
 * @param operationsPerSecond of large matrix products; 0 when it was not measured
 */
public record Machine(String where, long freeBytes, double operationsPerSecond) {

    private static final int SIDE = 1024;
    private static final int PASSES = 4;

    /** Looks at memory only. */
    public static Machine look(Compute compute) {
        return new Machine(where(compute), free(compute), 0);
    }

    /** Looks at memory and times a few matrix products, about a tenth of a second. */
    public static Machine measure(Compute compute) {
        return new Machine(where(compute), free(compute), speed(compute));
    }

    private static String where(Compute compute) {
        return compute.device().isGpu() ? "GPU " + compute.device().getDeviceId() : "the processor";
    }

    private static double speed(Compute compute) {
        try (NDManager manager = Torch.newManager(compute.device());
                GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDArray a = manager.ones(new Shape(SIDE, SIDE), DataType.FLOAT32).toType(compute.matrices(), false);
            double best = Double.MAX_VALUE;
            for (int i = 0; i < PASSES; i++) {
                long start = System.nanoTime();
                // Reading a number waits for the device.
                a.matMul(a).matMul(a).toType(DataType.FLOAT32, false).getFloat(0, 0);
                best = Math.min(best, (System.nanoTime() - start) / 1e9);
            }
            return 2 * 2.0 * SIDE * SIDE * SIDE / best;
        }
    }

    private static long free(Compute compute) {
        Device device = compute.device();
        if (device.isGpu()) {
            MemoryUsage usage = CudaUtils.getGpuMemory(device);
            return usage.getMax() - usage.getCommitted();
        }
        long free = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getFreeMemorySize();
        // Free is not all that could be had: caches of files are given up when somebody asks.
        long available = kilobytes(Path.of("/proc/meminfo"), "MemAvailable:") * 1024;
        long limit = number(Path.of("/sys/fs/cgroup/memory.max"));
        long used = number(Path.of("/sys/fs/cgroup/memory.current"));
        long allowed = limit > 0 ? Math.max(0, limit - used) : Long.MAX_VALUE;
        return Math.min(allowed, available > 0 ? available : free);
    }

    private static long kilobytes(Path file, String key) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | NumberFormatException e) {
            // Another system; what Java says has to do.
            return 0;
        }
    }

    /** 0 when there is no such file, or no number in it ("max"). */
    private static long number(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
