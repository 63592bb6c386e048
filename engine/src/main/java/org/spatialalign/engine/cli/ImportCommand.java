package org.spatialalign.engine.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.NamePattern;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.WorkflowJobs;
import org.spatialalign.engine.workflow.imports.ImportReport;
import org.spatialalign.engine.workflow.imports.ImportReport.Line;
import org.spatialalign.engine.workflow.imports.ImportSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        header = "Take clips, prompts, seed boxes and detections into a project.",
        description = "What is there already is not added twice; a bad file is named and the rest goes on. Files are"
                + " copied, the originals left alone.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign import study --clips clips --prompts eval30.csv --prompts eval120.csv --seeds seed_boxes.json",
            "  spatialalign import study --clips more --model wan --name-pattern '(?<prompt>.+)-(?<seed>\\d+)'",
            "  spatialalign import study --detections clips_det",
            "",
            "Clips are expected to be named {prompt_id}_F{frames}_seed{NN}.mp4; their parent folder",
            "names their source model."
        })
final class ImportCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--clips",
            paramLabel = "FOLDER",
            description = "Folder to search for clips, or one clip; may be repeated.")
    private List<Path> clips = new ArrayList<>();

    @Option(
            names = "--prompts",
            paramLabel = "CSV",
            description = "Prompt or result list of the paper's form; may be repeated.")
    private List<Path> prompts = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "FILE",
            description = "JSON list of {clip, frame, animal, object}; clips relative to the file. May be repeated.")
    private List<Path> seeds = new ArrayList<>();

    @Option(
            names = "--detections",
            paramLabel = "PATH",
            description = "Detection pickle, or a folder of them; read, never executed. May be repeated.")
    private List<Path> detections = new ArrayList<>();

    @Option(
            names = "--boxes",
            paramLabel = "FILE",
            description = "MOT text, CVAT video XML, or COCO JSON with videos; may be repeated.")
    private List<Path> boxes = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Source model of these clips, instead of the folder's name.")
    private @Nullable String model;

    @Option(
            names = "--name-pattern",
            paramLabel = "REGEX",
            description = "How to read file names: named groups prompt, seed, model.")
    private @Nullable String namePattern;

    @Option(names = "--json", description = "Print the report as one JSON object.")
    private boolean json;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        ImportSpec what = new ImportSpec(
                absolute(clips),
                absolute(prompts),
                absolute(seeds),
                absolute(detections),
                absolute(boxes),
                model,
                namePattern);
        if (what.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "nothing to import: give --clips, --prompts, --seeds, --detections or --boxes");
        }
        checkPattern();
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            ImportReport report = Json.convert(
                    new JobRunner(console).run(project, WorkflowJobs.importSpec(what)), ImportReport.class);
            for (Line line : report.lines()) {
                switch (line.outcome()) {
                    case PROBLEM -> console.error(line.text());
                    case SKIPPED -> console.note("skipped: " + line.text());
                    case TAKEN, ALREADY_THERE -> {
                        // Counted in the summary; a thousand clips that went well are not news.
                    }
                }
            }
            if (json) {
                console.out().println(Json.write(report));
            } else {
                console.out().println(counts(report));
            }
            return report.hasTrouble() ? Main.FAILED : Main.DONE;
        }
    }

    /** Relative paths are the caller's; a job that is resumed later has no such place. Missing ones are wrong usage. */
    private List<Path> absolute(List<Path> paths) {
        List<Path> whole = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new ParameterException(spec.commandLine(), path + " does not exist");
            }
            whole.add(path.toAbsolutePath().normalize());
        }
        return whole;
    }

    private void checkPattern() {
        String regex = namePattern;
        if (regex != null) {
            try {
                NamePattern.of(regex);
            } catch (WorkbenchException e) {
                throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static String counts(ImportReport report) {
        return report.clipsAdded() + " clips, " + report.promptsAdded() + " prompts, " + report.seedsAdded()
                + " clips' seed boxes, " + report.tracksAdded() + " clips' tracks added; "
                + report.of(ImportReport.Outcome.ALREADY_THERE).size() + " already there, "
                + report.of(ImportReport.Outcome.SKIPPED).size() + " skipped, "
                + report.of(ImportReport.Outcome.PROBLEM).size() + " with problems";
    }
}
