package org.spatialalign.engine.cli;

import java.io.IOException;
import java.util.List;
import org.spatialalign.engine.cli.BenchCommand.Figure;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.groundingdino.GroundingDinoBenchmark;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.Torch;

/** A frame through a detector of the published size. */
final class DetectorBench {

    private static final int FRAMES = 3;

    private DetectorBench() {}

    static List<Figure> run() throws IOException, WorkbenchException, CancelledException {
        Torch.start();
        try (GroundingDinoBenchmark benchmark = new GroundingDinoBenchmark(Compute.best())) {
            double best = Double.MAX_VALUE;
            for (int i = 0; i < FRAMES; i++) {
                best = Math.min(best, benchmark.frame());
            }
            return List.of(
                    new Figure("detector", best, "s/frame", "", benchmark.description() + ", best of " + FRAMES),
                    new Figure("most memory so far", ModelBench.peakMemory(), "MiB", "", "of the whole process"));
        }
    }
}
