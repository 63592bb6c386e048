package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.CodeVersion;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        header = "Measure how fast this machine scores, decodes, tracks and lists clips, and trains a model.",
        description = "Works in a temporary folder; takes about a minute.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign bench",
            "  spatialalign bench --only score --reference-script SpatialAlign/calc_dsr_score.py",
            "  spatialalign bench --only decode,track --clip clip.mp4 --json"
        })
final class BenchCommand extends Helpful implements Callable<Integer> {

    /** What can be measured. */
    enum Part {
        SCORE,
        DECODE,
        TRACK,
        PROJECT,
        MODEL,
        AUTOENCODER,
        DETECTOR,
        PROMPTS,
        PIPELINE
    }

    /**
     * One result.
     *
     * @param target what is aimed at, or empty
     */
    record Figure(String what, double value, String unit, String target, String note) {}

    private final Console console;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description =
                    "One or more of score, decode, track, project, prompts, model, autoencoder, detector, pipeline; all"
                            + " by default.")
    private List<Part> only = new ArrayList<>(List.of(Part.values()));

    @Option(
            names = "--reference-script",
            paramLabel = "PY",
            description =
                    "The paper's calc_dsr_score.py, to time it on the same boxes (needs Python with numpy and pandas).")
    private @Nullable Path referenceScript;

    @Option(
            names = "--python",
            paramLabel = "CMD",
            description = "Python for the reference script; default ${DEFAULT-VALUE}.")
    private String python = "python3";

    @Option(names = "--clip", paramLabel = "FILE", description = "Decode and track this clip instead of a drawn one.")
    private @Nullable Path clip;

    @Option(names = "--model", paramLabel = "DIR", description = "Make a small clip with this model's folder.")
    private @Nullable Path model;

    @Option(
            names = "--clips",
            paramLabel = "N",
            description = "Clips in the project that is listed; default ${DEFAULT-VALUE}.")
    private int clips = 10_000;

    @Option(names = "--json", description = "Print one JSON object per figure.")
    private boolean json;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException, IOException {
        List<Figure> figures = new ArrayList<>();
        try (BenchFolder folder = BenchFolder.make()) {
            for (Part part : only) {
                if (console.interruption().requested()) {
                    throw new CancelledException();
                }
                console.note("measuring: " + part.name().toLowerCase(Locale.ROOT));
                switch (part) {
                    case SCORE -> figures.addAll(new ScoreBench(folder.path()).run(referenceScript, python));
                    case DECODE -> figures.addAll(new MediaBench(folder.path(), clip).decode());
                    case TRACK -> figures.addAll(new MediaBench(folder.path(), clip).track());
                    case PROJECT -> figures.addAll(new ProjectBench(folder.path()).run(clips));
                    case PROMPTS -> figures.addAll(new PromptBench(folder.path()).run());
                    case MODEL -> figures.addAll(ModelBench.run());
                    case AUTOENCODER -> figures.addAll(VaeBench.run());
                    case DETECTOR -> figures.addAll(DetectorBench.run());
                    case PIPELINE -> figures.addAll(new PipelineBench(folder.path()).run(model));
                }
            }
        }
        if (json) {
            figures.forEach(figure -> console.out().println(Json.write(row(figure))));
            return Main.DONE;
        }
        TextTable table = new TextTable("what", ">value", "unit", "target", "");
        for (Figure figure : figures) {
            String value = Double.isNaN(figure.value()) ? "not measured" : number(figure.value());
            table.row(figure.what(), value, figure.unit(), figure.target(), figure.note());
        }
        table.print(console.out());
        console.out().println();
        console.out().println(machine());
        return Main.DONE;
    }

    private static ObjectNode row(Figure figure) {
        ObjectNode row = Json.object();
        row.put("what", figure.what());
        if (Double.isNaN(figure.value())) {
            row.putNull("value");
        } else {
            row.put("value", figure.value());
        }
        return row.put("unit", figure.unit()).put("target", figure.target()).put("note", figure.note());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 1000 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return String.format(
                Locale.ROOT,
                "SpatialAlign Workbench %s, Java %s, %s %s, %d processors, %d MiB for Java",
                CodeVersion.CURRENT,
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                runtime.availableProcessors(),
                runtime.maxMemory() >> 20);
    }
}
