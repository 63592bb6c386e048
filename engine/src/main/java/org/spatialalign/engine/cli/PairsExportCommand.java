package org.spatialalign.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.PairFormat;
import org.spatialalign.engine.interchange.PaperResultCsv;
import org.spatialalign.engine.interchange.VerdictFile;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.VerdictEvent;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.PairData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        header = "Write a set of pairs, the paper's training metadata, or verdicts into a file.",
        footerHeading = "%nFormats and examples:%n",
        footer = {
            "  jsonl          prompt, chosen, rejected: one pair a line, as TRL reads it; no ties",
            "  diffusion-dpo  caption, video_0, video_1, label_0, label_1; ties are 0.5 and 0.5",
            "  videoalign     path_A, path_B, prompt, TA as A, B or same: the CSV of VideoAlign's reward models",
            "  paper-csv      every clip's reward, -100 where there is no score; needs no set",
            "  verdicts       everything annotators said here, for 'pairs merge' elsewhere; needs no set",
            "",
            "  spatialalign pairs export study --set paper --format jsonl --out pairs.jsonl",
            "  spatialalign pairs export study --format verdicts --annotator ann --out ann.jsonl"
        })
final class PairsExportCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "jsonl, diffusion-dpo, videoalign, paper-csv or verdicts.")
    private String format = "";

    @Option(names = "--set", paramLabel = "NAME", description = "The set of pairs.")
    private @Nullable String set;

    @Option(names = "--annotator", paramLabel = "NAME", description = "With verdicts: only this annotator's.")
    private @Nullable String annotator;

    @Option(names = "--model", paramLabel = "NAME", description = "With paper-csv: only clips of this source model.")
    private @Nullable String model;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
    private Path out = Path.of("");

    PairsExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Optional<PairFormat> pairs = PairFormat.parse(format);
        if (pairs.isEmpty() && !format.equals("paper-csv") && !format.equals("verdicts")) {
            throw new ParameterException(
                    spec.commandLine(), "'" + format + "' is none of " + PairFormat.codes() + ", paper-csv, verdicts");
        }
        boolean needsSet = pairs.isPresent();
        if (needsSet != (set != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    needsSet ? "say which set of pairs with --set NAME" : "format " + format + " takes no --set");
        }
        Path file = out.toAbsolutePath().normalize();
        try (Project project = Project.open(folder, Project.Access.READ_ONLY)) {
            console.out().println(write(project, file) + " written to " + out);
        } catch (IOException e) {
            throw new WorkbenchException(out + " cannot be written: " + FileFault.reason(e), e);
        }
        return Main.DONE;
    }

    private String write(Project project, Path file) throws WorkbenchException, IOException {
        if (format.equals("verdicts")) {
            List<VerdictEvent> events = project.verdicts().log().events().values().stream()
                    .filter(event -> annotator == null || event.annotator().equals(annotator))
                    .toList();
            VerdictFile.write(file, events);
            return events.size() + " verdicts";
        }
        PairData data = PairData.of(project, ScorePreset.PAPER, model);
        if (format.equals("paper-csv")) {
            List<PaperResultCsv.Row> rows = data.rewards();
            PaperResultCsv.write(file, rows);
            return rows.size() + " prompts";
        }
        PairFormat as = PairFormat.parse(format).orElseThrow();
        PairSet pairs = PairsCommand.set(project, Objects.requireNonNull(set));
        int written = data.write(project, as, pairs.pairs(), file);
        if (written < pairs.pairs().size()) {
            console.note((pairs.pairs().size() - written) + " ties left out: the format has no place for them");
        }
        return written + " pairs";
    }
}
