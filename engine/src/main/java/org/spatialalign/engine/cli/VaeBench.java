package org.spatialalign.engine.cli;

import java.io.IOException;
import java.util.List;
import org.spatialalign.engine.cli.BenchCommand.Figure;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.wan.VaeBenchmark;

/** A short clip through the video autoencoder at its published size. */
final class VaeBench {

    private static final int FRAMES = 9;
    private static final int SIDE = 128;
    private static final int PASSES = 2;

    private VaeBench() {}

    static List<Figure> run() throws IOException, WorkbenchException, CancelledException {
        try (VaeBenchmark benchmark = new VaeBenchmark(FRAMES, SIDE, SIDE)) {
            double encode = Double.MAX_VALUE;
            double decode = Double.MAX_VALUE;
            for (int pass = 0; pass < PASSES; pass++) {
                encode = Math.min(encode, benchmark.encode());
                decode = Math.min(decode, benchmark.decode());
            }
            return List.of(
                    new Figure("autoencoder, encode", encode, "s/frame", "", benchmark.description()),
                    new Figure("autoencoder, decode", decode, "s/frame", "", "best of " + PASSES),
                    new Figure("most memory so far", ModelBench.peakMemory(), "MiB", "", "of the whole process"));
        }
    }
}
