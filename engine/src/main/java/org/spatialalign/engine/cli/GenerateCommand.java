package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.detect.DetectorFolder;
import org.spatialalign.engine.generate.SeedList;
import org.spatialalign.engine.interchange.PromptCsv;
import org.spatialalign.engine.interchange.PromptTable;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.GenerateJob;
import org.spatialalign.engine.workflow.GenerateSpec;
import org.spatialalign.engine.workflow.GenerateSummary;
import org.spatialalign.engine.workflow.GenerateSummary.Cell;
import org.spatialalign.engine.workflow.WorkSummary;
import org.spatialalign.engine.workflow.WorkflowJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "generate",
        header = "Make clips of prompts: every prompt with every seed.",
        description = "Defaults are the paper's. A clip that the same recipe has made already is not made again; a"
                + " changed recipe never overwrites one. Each file carries its recipe. Stopped in the middle, it goes on"
                + " where it was when called again.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign generate --model models/wan --project study --prompts eval30.csv --seeds 0-4",
            "  spatialalign generate --model models/wan --out clips --prompt 'A cat walks.' --seeds 0 --steps 20",
            "  spatialalign generate --model models/wan --project study --prompt-id 1043_TL --lora dsr.safetensors"
        })
final class GenerateCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The model's folder.")
    private Path model = Path.of("");

    @Option(names = "--prompt", paramLabel = "TEXT", description = "A prompt; may be repeated.")
    private List<String> prompts = new ArrayList<>();

    @Option(
            names = "--prompts",
            paramLabel = "CSV",
            description = "Prompts of a list in the paper's form; with --project they are added to it.")
    private @Nullable Path csv;

    @Option(names = "--prompt-id", paramLabel = "ID", description = "A prompt of the project; may be repeated.")
    private List<String> promptIds = new ArrayList<>();

    @Option(names = "--set", paramLabel = "NAME", description = "The newest version of a prompt set of the project.")
    private @Nullable String set;

    @Option(names = "--seeds", paramLabel = "LIST", description = "Such as 0-4 or 0,7,20-22; default ${DEFAULT-VALUE}.")
    private String seeds = "0-4";

    @Option(names = "--project", paramLabel = "DIR", description = "Put the clips into this project.")
    private @Nullable Path project;

    @Option(names = "--out", paramLabel = "DIR", description = "Put the clips into this folder, each with its recipe.")
    private @Nullable Path out;

    @Option(
            names = "--detector",
            paramLabel = "DIR",
            description = "Afterwards detect, track and score what has no boxes, with this detector's folder.")
    private @Nullable Path detector;

    @Mixin
    private GenerationOptions options = new GenerationOptions();

    @Option(names = "--save-latents", description = "Keep the latents too, for training.")
    private boolean saveLatents;

    @Option(names = "--json", description = "Print one JSON object per clip: {state, prompt_id, seed, recipe, clip}.")
    private boolean json;

    GenerateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        Path into = project;
        Path folder = out;
        if ((into == null) == (folder == null)) {
            throw wrong("where to? Give either --project DIR or --out DIR");
        }
        if (prompts.isEmpty() && csv == null && promptIds.isEmpty() && set == null) {
            throw wrong("nothing to generate: give --prompt, --prompts, --prompt-id or --set");
        }
        if (into == null && (!promptIds.isEmpty() || set != null)) {
            throw wrong("--prompt-id and --set name what a project has; give --project DIR too");
        }
        if (into == null && detector != null) {
            throw wrong("--detector keeps boxes and scores in a project; give --project DIR too");
        }
        if (detector != null) {
            // Better said now than hours later.
            new DetectorFolder(detector).require();
        }
        List<DsrPrompt> listed = listed();
        if (folder != null) {
            GenerateSpec what = spec(listed);
            CancelToken cancel = new CancelToken();
            console.interruption().onRequest(cancel::cancel);
            ProgressLine line = new ProgressLine(console, "Generate");
            try {
                return report(GenerateJob.into(folder.toAbsolutePath(), what, line, cancel, text -> {}));
            } finally {
                line.done();
            }
        }
        try (Project open = Project.open(java.util.Objects.requireNonNull(into), Project.Access.WRITE)) {
            for (DsrPrompt prompt : listed) {
                open.prompts().add(prompt, String.valueOf(csv));
            }
            GenerateSpec what =
                    spec(Stream.concat(listed.stream(), inSet(open).stream()).toList());
            int made = report(GenerateSummary.of(new JobRunner(console).run(open, WorkflowJobs.generateSpec(what))));
            return Math.max(made, detect(open));
        }
    }

    private int detect(Project open) throws WorkbenchException, CancelledException {
        Path finder = detector;
        if (finder == null) {
            return Main.DONE;
        }
        JobRunner runner = new JobRunner(console);
        return runner.report(WorkSummary.of(runner.run(open, WorkflowJobs.detectSpec(finder, List.of()))));
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private List<DsrPrompt> listed() throws WorkbenchException {
        if (csv == null) {
            return List.of();
        }
        PromptTable table = PromptCsv.read(csv);
        table.problems().forEach(problem -> console.note("left out: " + problem));
        if (table.prompts().isEmpty()) {
            throw new WorkbenchException(csv + " holds no prompt that can be used");
        }
        return table.prompts();
    }

    /** The set's prompts as they were when it was frozen. */
    private List<DsrPrompt> inSet(Project open) throws WorkbenchException {
        String name = set;
        if (name == null) {
            return List.of();
        }
        return PromptSets.prompts(open, name);
    }

    private GenerateSpec spec(List<DsrPrompt> listed) throws WorkbenchException {
        List<GenerateSpec.Prompt> all = new ArrayList<>();
        prompts.forEach(text -> all.add(new GenerateSpec.Prompt(null, text)));
        listed.forEach(prompt -> all.add(new GenerateSpec.Prompt(prompt.promptId(), prompt.sentence())));
        Path lora = options.lora();
        return new GenerateSpec(
                model.toAbsolutePath().toString(),
                lora == null
                        ? null
                        : new GenerateSpec.Lora(lora.toAbsolutePath().toString(), options.loraScale()),
                all,
                promptIds,
                SeedList.parse(seeds),
                options.settings(),
                options.device(),
                saveLatents);
    }

    private int report(GenerateSummary summary) {
        summary.failed().forEach(cell -> console.error(cell.name() + ": " + cell.why()));
        if (json) {
            summary.made().forEach(cell -> console.out().println(Json.write(row("made", cell))));
            summary.upToDate().forEach(cell -> console.out().println(Json.write(row("there", cell))));
        } else {
            summary.made().forEach(cell -> console.out().println(cell.clip()));
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%d made, %d already there, %d failed",
                            summary.made().size(),
                            summary.upToDate().size(),
                            summary.failed().size()));
        }
        return summary.failed().isEmpty() ? Main.DONE : Main.FAILED;
    }

    private static ObjectNode row(String state, Cell cell) {
        ObjectNode row = Json.object();
        row.put("state", state);
        row.put("prompt_id", cell.promptId());
        row.put("seed", cell.seed());
        row.put("recipe", cell.recipe());
        row.put("clip", cell.clip());
        return row;
    }
}
