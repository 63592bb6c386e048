package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ExportFormat;
import org.spatialalign.engine.workflow.ExportSpec;
import org.spatialalign.engine.workflow.WorkSummary;
import org.spatialalign.engine.workflow.WorkflowJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "export",
        header = "Write scores, boxes or pictures of a project into files.",
        description = "Scores are brought up to date first.%n",
        footerHeading = "%nFormats and examples:%n",
        footer = {
            "  paper-csv    one file: the paper's result list, -100 where there is no score",
            "  json         one file: scores with every term and the curves",
            "  mot          a file per clip: boxes as MOT text",
            "  cvat         a file per clip: boxes as CVAT for video 1.1, key frames marked",
            "  coco         one file: boxes of all clips as COCO with videos and tracks, and the scores",
            "  overlay-mp4  a file per clip: the clip with the boxes drawn in",
            "  filmstrip    a file per clip: a row of frames with the curves under it",
            "",
            "  spatialalign export study --format paper-csv --model wan --out wan.csv",
            "  spatialalign export study --format cvat --out boxes",
            "  spatialalign export study --format filmstrip --clip 3f9c0a77b1de --out strip.png"
        })
final class ExportCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatCandidates.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private ExportFormat format = ExportFormat.JSON;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "PATH",
            description = "A file; for formats of one file per clip a folder.")
    private Path out = Path.of("");

    @Option(names = "--clip", paramLabel = "ID", description = "Only this clip; may be repeated.")
    private List<String> clips = new ArrayList<>();

    @Option(names = "--model", paramLabel = "NAME", description = "Only clips of this source model.")
    private @Nullable String model;

    @Option(names = "--json", description = "Print one JSON object: {done, upToDate, leftOut, failed}.")
    private boolean json;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            JobRunner runner = new JobRunner(console);
            ExportSpec spec = new ExportSpec(
                    format, out.toAbsolutePath().normalize(), ClipChoice.ids(project, clips), model, ScorePreset.PAPER);
            WorkSummary summary = WorkSummary.of(runner.run(project, WorkflowJobs.exportSpec(spec)));
            int code = runner.report(summary);
            if (json) {
                console.out().println(Json.write(summary));
            } else {
                console.out()
                        .println(summary.done() + (summary.done() == 1 ? " clip" : " clips") + " written to " + out);
            }
            return code;
        }
    }

    /** Formats are written as their codes. */
    static final class FormatConverter implements ITypeConverter<ExportFormat> {
        @Override
        public ExportFormat convert(String value) {
            return ExportFormat.parse(value)
                    .orElseThrow(
                            () -> new TypeConversionException("'" + value + "' is none of " + ExportFormat.codes()));
        }
    }

    /** For help and completion. */
    static final class FormatCandidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(ExportFormat.values()).map(ExportFormat::code).iterator();
        }
    }
}
