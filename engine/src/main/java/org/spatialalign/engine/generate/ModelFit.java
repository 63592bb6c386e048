package org.spatialalign.engine.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.Compute;

/**
 * Whether a machine can make a clip with a model, and how long it would take. Estimates: memory within about a third,
 * time within a factor of two.
 *
 * @param neededBytes memory at the worst moment
 * @param stepSeconds time of one step of the sampler; NaN when the machine's speed was not measured
 * @param clipSeconds time of a clip with all its steps and decoding; likewise
 * @param advice what would make it fit; empty when it does
 */
public record ModelFit(
        VideoSize size,
        Machine machine,
        double neededBytes,
        double stepSeconds,
        double clipSeconds,
        List<String> advice) {

    /** Attention, norms and moves of memory run below the speed of large matrix products. */
    private static final double EFFICIENCY = 0.6;

    public ModelFit {
        advice = List.copyOf(advice);
    }

    /** @throws WorkbenchException when the model cannot make a clip of this size anywhere; says the nearest one */
    public static ModelFit of(ModelConfigs configs, GenerationSettings settings, Compute compute, Machine machine)
            throws WorkbenchException {
        settings.check();
        configs.sizes().check(settings.size());
        Workload load = workload(configs, settings, settings.size(), compute);
        double rate = machine.operationsPerSecond() * EFFICIENCY;
        boolean measured = rate > 0;
        return new ModelFit(
                settings.size(),
                machine,
                load.peakBytes(),
                measured ? load.stepOperations() / rate : Double.NaN,
                measured ? load.operations(settings.steps()) / rate : Double.NaN,
                advice(configs, settings, compute, machine.freeBytes()));
    }

    private static Workload workload(ModelConfigs configs, GenerationSettings settings, VideoSize size, Compute compute)
            throws WorkbenchException {
        return Workload.of(configs, size, settings.guided(), compute.matrices());
    }

    public boolean fits() {
        return neededBytes <= machine.freeBytes();
    }

    /** @throws WorkbenchException when it does not fit, with what to do about it */
    public void require() throws WorkbenchException {
        if (!fits()) {
            throw new WorkbenchException(size.words() + " need about " + gigabytes(neededBytes) + " of memory on "
                    + machine.where() + ", which has " + gigabytes(machine.freeBytes()) + " free; "
                    + String.join("; ", advice));
        }
    }

    private static List<String> advice(
            ModelConfigs configs, GenerationSettings settings, Compute compute, long freeBytes)
            throws WorkbenchException {
        List<String> advice = new ArrayList<>();
        VideoSize size = settings.size();
        if (peak(configs, settings, compute, size) <= freeBytes) {
            return advice;
        }
        SizeRule rule = configs.sizes();
        for (int frames = size.frames() - rule.time(); frames >= 1; frames -= rule.time()) {
            VideoSize shorter = new VideoSize(frames, size.height(), size.width());
            if (peak(configs, settings, compute, shorter) <= freeBytes) {
                advice.add("make it shorter: " + shorter.words() + " would fit");
                break;
            }
        }
        for (int percent = 95; percent >= 5; percent -= 5) {
            VideoSize smaller = rule.nearest(new VideoSize(
                    size.frames(),
                    Math.max(1, size.height() * percent / 100),
                    Math.max(1, size.width() * percent / 100)));
            if (!smaller.equals(size) && peak(configs, settings, compute, smaller) <= freeBytes) {
                advice.add("make it smaller: " + smaller.words() + " would fit");
                break;
            }
        }
        double weights = workload(configs, settings, size, compute).transformerBytes();
        if (advice.isEmpty()) {
            advice.add("the model's weights alone take " + gigabytes(weights)
                    + ": use a smaller model or a machine with more memory");
        }
        advice.add("close other programs that hold memory");
        return advice;
    }

    private static double peak(ModelConfigs configs, GenerationSettings settings, Compute compute, VideoSize size)
            throws WorkbenchException {
        return workload(configs, settings, size, compute).peakBytes();
    }

    /** For people: "3.2 GB". */
    public static String gigabytes(long bytes) {
        return gigabytes((double) bytes);
    }

    /** For people: "3.2 GB". */
    public static String gigabytes(double bytes) {
        if (bytes < 1e6) {
            return String.format(Locale.ROOT, "%.0f kB", bytes / 1e3);
        }
        return bytes < 0.1e9
                ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
