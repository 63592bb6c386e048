package org.spatialalign.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spatialalign.engine.cli.BenchCommand.Figure;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.wan.TransformerBenchmark;
import org.spatialalign.engine.train.DpoBenchmark;
import org.spatialalign.engine.train.DpoStep;

/** Training steps of a small video transformer. */
final class ModelBench {

    private static final int WARM_UP = 3;
    private static final int STEPS = 12;

    private ModelBench() {}

    static List<Figure> run() throws IOException, WorkbenchException {
        List<Figure> figures = new ArrayList<>(transformer());
        double plain = figures.get(0).value();
        for (DpoStep.Memory memory : DpoStep.Memory.values()) {
            figures.add(preferences(memory, plain));
        }
        figures.add(new Figure("most memory with these", peakMemory(), "MiB", "", "of the whole process"));
        return figures;
    }

    private static Figure preferences(DpoStep.Memory memory, double plain) throws WorkbenchException {
        try (DpoBenchmark benchmark = new DpoBenchmark(memory)) {
            double best = Double.MAX_VALUE;
            for (int i = 0; i < WARM_UP + STEPS; i++) {
                double step = benchmark.step();
                best = i < WARM_UP ? best : Math.min(best, step);
            }
            return new Figure(
                    "preference step, " + memory.name().toLowerCase(Locale.ROOT),
                    best,
                    "ms",
                    "",
                    String.format(
                            Locale.ROOT, "%.2f times the training step; %s", best / plain, benchmark.description()));
        }
    }

    private static List<Figure> transformer() throws IOException {
        try (TransformerBenchmark benchmark = new TransformerBenchmark()) {
            double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
            for (int i = 0; i < WARM_UP + STEPS; i++) {
                TransformerBenchmark.Step step = benchmark.step();
                if (i >= WARM_UP) {
                    best[0] = Math.min(best[0], step.forward());
                    best[1] = Math.min(best[1], step.backward());
                    best[2] = Math.min(best[2], step.update());
                    best[3] = Math.min(best[3], step.total());
                }
            }
            String of = "best of " + STEPS;
            return List.of(
                    new Figure("transformer, training step", best[3], "ms", "", benchmark.description()),
                    new Figure("transformer, forward", best[0], "ms", "", of),
                    new Figure("transformer, backward", best[1], "ms", "", of),
                    new Figure("transformer, AdamW", best[2], "ms", "", of),
                    new Figure("step's rate", benchmark.operations() / best[3] / 1e6, "GFLOP/s", "", ""),
                    new Figure("matrix product's rate", benchmark.matrixRate() / 1e9, "GFLOP/s", "", "1024 x 1024"),
                    new Figure("most memory so far", peakMemory(), "MiB", "", "of the whole process"));
        }
    }

    /** The largest resident set of this process, where the system tells it. */
    static double peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }
}
