package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.ModelFit;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.store.PairSetRepository.Heading;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.EarlyStop;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.train.TrainingConfig;
import org.spatialalign.engine.train.TrainingPresets;
import org.spatialalign.engine.workflow.SampleCost;
import org.spatialalign.engine.workflow.TrainPlan;
import org.spatialalign.engine.workflow.TrainRun;
import org.spatialalign.engine.workflow.TrainSpec;
import org.spatialalign.engine.workflow.TrainSummary;
import org.spatialalign.engine.workflow.WorkflowJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "train",
        header = "Train a LoRA on a set of preference pairs.",
        description = "Settings are the paper's unless a preset says otherwise. The run keeps its state in the project"
                + " (runs/N): stopped or killed, it is resumed to the last bit. Every checkpoint is a LoRA that"
                + " 'generate' takes.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign train --project study --model models/wan --pairs first --dry-run",
            "  spatialalign train --project study --model models/wan --pairs first --preset mine.json --steps 400",
            "  spatialalign train --project study --model models/wan --pairs first --sample-set eval \\",
            "      --sample-seeds 0-1 --sample-every 5 --early-stop sample-share",
            "  spatialalign train --project study --resume 12",
            "  spatialalign train --project study --continue 12 --steps 3000"
        })
final class TrainCommand extends Helpful implements Callable<Integer> {

    /** What there is to say about a run that is resumed. */
    private static final List<String> RESUMED = List.of("--project", "--resume", "--json");

    /** What there is to say about a run that goes on with another; and everything about its samples. */
    private static final List<String> GOING_ON = List.of(
            "--project",
            "--continue",
            "--steps",
            "--early-stop",
            "--patience",
            "--minimum-gain",
            "--dry-run",
            "--json");

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--project", required = true, paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(names = "--model", paramLabel = "DIR", description = "The model's folder.")
    private @Nullable Path model;

    @Option(names = "--pairs", paramLabel = "SET", description = "Name of a set of pairs; see 'pairs build'.")
    private @Nullable String pairs;

    @Option(
            names = "--preset",
            paramLabel = "NAME|FILE",
            description = "paper, diffusion-dpo, or a JSON file with what differs from the paper; default"
                    + " ${DEFAULT-VALUE}.")
    private String preset = "paper";

    @Option(names = "--steps", paramLabel = "N", description = "Steps of the optimiser, instead of the preset's.")
    private @Nullable Long steps;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random, instead of the preset's.")
    private @Nullable Long seed;

    @Option(
            names = "--use",
            paramLabel = "WHICH",
            description = "all pairs of the set, those by score, or those by verdict; default ${DEFAULT-VALUE}.")
    private TrainSpec.Use use = TrainSpec.Use.ALL;

    @Option(names = "--device", paramLabel = "NAME", description = "auto, cpu or gpu; default ${DEFAULT-VALUE}.")
    private ComputeChoice device = ComputeChoice.AUTO;

    @Option(
            names = "--early-stop",
            paramLabel = "FIGURE",
            converter = FigureConverter.class,
            completionCandidates = FigureCandidates.class,
            description = "End when checkpoints get no better by this: ${COMPLETION-CANDIDATES}; instead of the"
                    + " preset's.")
    private EarlyStop.@Nullable Figure earlyStop;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Checkpoints in a row without improvement, after which an early stop comes; instead of the"
                    + " preset's.")
    private @Nullable Integer patience;

    @Option(
            names = "--minimum-gain",
            paramLabel = "X",
            description = "By how much a checkpoint has to be better to count as better; instead of the preset's.")
    private @Nullable Double minimumGain;

    @Mixin
    private SampleOptions samples = new SampleOptions();

    @Option(names = "--dry-run", description = "Say what it would take, and stop.")
    private boolean dryRun;

    @Option(names = "--resume", paramLabel = "RUN", description = "Go on with a run, by its number in 'jobs'.")
    private @Nullable Long resume;

    @Option(
            names = "--continue",
            paramLabel = "RUN",
            description = "Begin a new run at the last checkpoint of this one, on the same pairs with the same"
                    + " settings, up to --steps steps in all. The numbers are those of one long run.")
    private @Nullable Long goingOn;

    @Option(
            names = "--from-step",
            paramLabel = "N",
            description = "With --continue: begin at the checkpoint of this step instead of the last.")
    private @Nullable Long fromStep;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object: {steps, loss, heldOutLoss, lora, best, stoppedEarly}, or the plan with --dry-run.")
    private boolean json;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        Long number = resume;
        if (number == null && goingOn == null && (model == null || pairs == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "give --model DIR and --pairs SET, --resume RUN to finish a run that was stopped, or --continue RUN"
                            + " to go on with one that is through");
        }
        if (goingOn != null) {
            only(GOING_ON, "a run that goes on with another has its model, pairs and settings");
            if (steps == null) {
                throw new ParameterException(spec.commandLine(), "how many steps in all? Give --steps N too");
            }
        }
        if (goingOn == null && fromStep != null) {
            throw new ParameterException(spec.commandLine(), "--from-step says where --continue RUN begins");
        }
        if (number != null) {
            only(RESUMED, "a resumed run keeps its model, pairs and settings");
        }
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            if (number != null) {
                return finished(project, () -> new JobRunner(console)
                        .resume(project, run(project, number).job()));
            }
            TrainSpec what = goingOn == null ? what(project) : goingOn(project, goingOn);
            TrainPlan plan = TrainPlan.of(project, what, true);
            if (dryRun && json) {
                console.out().println(Json.write(plan));
            } else {
                print(plan);
            }
            plan.require();
            return dryRun
                    ? Main.DONE
                    : finished(project, () -> new JobRunner(console).run(project, WorkflowJobs.trainSpec(what)));
        }
    }

    private void only(List<String> allowed, String why) {
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            String name = option.longestName();
            boolean sample = allowed.equals(GOING_ON) && name.startsWith("--sample-");
            if (!allowed.contains(name) && !sample) {
                throw new ParameterException(spec.commandLine(), why + "; leave out " + name);
            }
        }
    }

    private static TrainRun run(Project project, long number) throws WorkbenchException {
        TrainRun run = TrainRun.find(project, number);
        if (run.job().state() == JobState.SUCCEEDED) {
            throw new WorkbenchException("run " + number + " is through already");
        }
        return run;
    }

    private TrainSpec what(Project project) throws WorkbenchException {
        TrainingConfig config = TrainingPresets.find(preset);
        config = steps == null ? config : config.withSteps(steps);
        config = seed == null ? config : config.withSeed(seed);
        config = config.withEarlyStop(earlyStop(config.earlyStop()));
        config.check();
        String name = String.valueOf(pairs);
        PairSet set = project.pairSets().find(name).orElseThrow(() -> {
            String there = sets(project);
            return new WorkbenchException("the project has no set of pairs '" + name + "'"
                    + (there.isEmpty() ? "; make one with 'pairs build'" : "; there are " + there));
        });
        Path where = Objects.requireNonNull(model).toAbsolutePath().normalize();
        return new TrainSpec(where.toString(), name, set.hash(), use, config, device)
                .withSamples(samples.settings(project));
    }

    private TrainSpec goingOn(Project project, long run) throws WorkbenchException {
        TrainRun earlier = TrainRun.find(project, run);
        long all = Objects.requireNonNull(steps);
        TrainSpec longer = fromStep == null
                ? earlier.goingOn(all)
                : earlier.spec().goingOn(new RunRecord.Parent(run, fromStep), all);
        TrainingConfig config =
                longer.config().withEarlyStop(earlyStop(longer.config().earlyStop()));
        config.check();
        TrainSpec what = longer.withConfig(config);
        return samples.given() ? what.withSamples(samples.settings(project)) : what;
    }

    private EarlyStop earlyStop(EarlyStop preset) {
        return new EarlyStop(
                earlyStop == null ? preset.figure() : earlyStop,
                patience == null ? preset.patience() : patience,
                minimumGain == null ? preset.minimumGain() : minimumGain);
    }

    private static String sets(Project project) {
        try {
            List<String> names =
                    project.pairSets().all().stream().map(Heading::name).toList();
            return String.join(", ", names);
        } catch (WorkbenchException e) {
            // The error on its way is the one that matters.
            return "";
        }
    }

    private void print(TrainPlan plan) {
        TextTable table = new TextTable("type", ">prompts", ">pairs", ">held out");
        for (TrainPlan.TypeRow row : plan.types()) {
            table.row(
                    row.type(),
                    Integer.toString(row.prompts()),
                    Integer.toString(row.trained()),
                    Integer.toString(row.heldOut()));
        }
        table.row("all", "", Integer.toString(plan.trained()), Integer.toString(plan.heldOut()));
        if (!json) {
            table.print(console.out());
        }
        console.note(String.format(
                Locale.ROOT,
                "%,d parameters; each pair goes through %.1f times; %d clips; about %s a step, %s in all on %s;"
                        + " memory %s of %s, disk %s of %s",
                plan.parameters(),
                plan.timesPerPair(),
                plan.clips(),
                time(plan.stepSeconds()),
                time(plan.seconds()),
                plan.machine().where(),
                ModelFit.gigabytes(plan.neededBytes()),
                ModelFit.gigabytes(plan.machine().freeBytes()),
                ModelFit.gigabytes(plan.diskBytes()),
                ModelFit.gigabytes(plan.freeDiskBytes())));
        SampleCost sampled = plan.samples();
        if (sampled != null) {
            console.note(String.format(
                    Locale.ROOT,
                    "samples of %d checkpoints: %d clips, about %s in all, disk %s",
                    sampled.checkpoints(),
                    sampled.clips(),
                    time(sampled.seconds()),
                    ModelFit.gigabytes(sampled.diskBytes())));
        }
        plan.notes().forEach(note -> console.note("note: " + note));
    }

    private static String time(double seconds) {
        if (seconds < 90) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return seconds < 5400
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    /** Starts or resumes a run. */
    @FunctionalInterface
    private interface Training {
        com.fasterxml.jackson.databind.JsonNode run() throws WorkbenchException, CancelledException;
    }

    private int finished(Project project, Training training) throws WorkbenchException, CancelledException {
        TrainSummary summary;
        try {
            summary = TrainSummary.of(training.run());
        } catch (CancelledException e) {
            List<TrainRun> runs = TrainRun.all(project);
            if (!runs.isEmpty()) {
                long id = resume == null ? runs.get(runs.size() - 1).job().id() : resume;
                console.note("the run's state is kept; go on with: spatialalign train --project " + folder
                        + " --resume " + id);
            }
            throw e;
        }
        if (json) {
            console.out().println(Json.write(summary));
            return Main.DONE;
        }
        if (summary.stoppedEarly() != null) {
            console.out().println(summary.stoppedEarly().words());
        }
        console.out()
                .println(summary.steps() + " steps; LoRA: " + folder.resolve(summary.lora())
                        + (summary.best() == null
                                ? ""
                                : "; best on held-out pairs: " + folder.resolve(summary.best())));
        return Main.DONE;
    }

    /** Figures are written with hyphens. */
    static final class FigureConverter implements ITypeConverter<EarlyStop.Figure> {
        @Override
        public EarlyStop.Figure convert(String value) {
            return Stream.of(EarlyStop.Figure.values())
                    .filter(figure -> word(figure).equals(value.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + value + "' is none of " + String.join(", ", new FigureCandidates())));
        }
    }

    /** For help and completion. */
    static final class FigureCandidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(EarlyStop.Figure.values()).map(TrainCommand::word).iterator();
        }
    }

    private static String word(EarlyStop.Figure figure) {
        return figure.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
