package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.evaluate.AppearanceFigures;
import org.spatialalign.engine.evaluate.Comparison;
import org.spatialalign.engine.evaluate.Comparison.Outcome;
import org.spatialalign.engine.evaluate.ComparisonTable;
import org.spatialalign.engine.evaluate.ComparisonTable.Group;
import org.spatialalign.engine.evaluate.ComparisonTable.Line;
import org.spatialalign.engine.evaluate.Evaluation;
import org.spatialalign.engine.evaluate.Figures;
import org.spatialalign.engine.evaluate.Interval;
import org.spatialalign.engine.evaluate.ScoredClip;
import org.spatialalign.engine.evaluate.Unscorable;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.AppearanceJob;
import org.spatialalign.engine.workflow.EvaluationChoice;
import org.spatialalign.engine.workflow.EvaluationData;
import org.spatialalign.engine.workflow.EvaluationFormat;
import org.spatialalign.engine.workflow.TrainRun;
import org.spatialalign.engine.workflow.TrainedStructures;
import org.spatialalign.engine.workflow.WorkSummary;
import org.spatialalign.engine.workflow.WorkflowJobs;
import org.spatialalign.engine.workflow.report.EvaluationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "evaluate",
        header = "Compare a base model with tuned ones, on the same prompts and seeds.",
        description = "Share of clips at or above a threshold, mean score, what was won and lost, all with intervals by"
                + " a paired bootstrap over prompts. Scores are brought up to date first.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign evaluate study --base wan --tuned ours",
            "  spatialalign evaluate study --base wan --tuned ours --format latex --out table.tex",
            "  spatialalign evaluate study --base wan --tuned ours --not-seen-by 12",
            "  spatialalign evaluate study --base wan --tuned step500 --tuned step3000 --looks \\",
            "      --format html --out comparison.html"
        })
final class EvaluateCommand extends Helpful implements Callable<Integer> {

    private static final String TABLE = "table";

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(names = "--base", required = true, paramLabel = "MODEL", description = "Source model to start from.")
    private String base = "";

    @Option(
            names = "--tuned",
            required = true,
            paramLabel = "MODEL",
            description = "Source model to compare with it; may be repeated.")
    private List<String> tuned = new ArrayList<>();

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "What a clip has to reach; ${DEFAULT-VALUE} unless given.")
    private double threshold = 0.7;

    @Option(
            names = "--unscorable",
            paramLabel = "HOW",
            converter = CountingConverter.class,
            completionCandidates = CountingCandidates.class,
            description = "Clips without a score count as failures, as in the paper's table, or are left out:"
                    + " ${COMPLETION-CANDIDATES}.")
    private Unscorable counting = Unscorable.AS_FAILURES;

    @Option(names = "--set", paramLabel = "NAME", description = "Only prompts of this set, in its newest version.")
    private @Nullable String set;

    @Option(names = "--seed", paramLabel = "N", description = "Only clips of this seed; may be repeated.")
    private List<Long> seeds = new ArrayList<>();

    @Option(
            names = "--structure",
            paramLabel = "NAME",
            description = "Only prompts of this sentence structure; may be repeated.")
    private List<String> structures = new ArrayList<>();

    @Option(
            names = "--not-seen-by",
            paramLabel = "RUN",
            description = "Only prompts of sentence structures that this training has not seen: whether the tuned model"
                    + " has learned what sentences mean, and not only how they are built.")
    private @Nullable Long notSeenBy;

    @Option(
            names = "--seen-by",
            paramLabel = "RUN",
            description = "Only prompts of sentence structures that this training has seen.")
    private @Nullable Long seenBy;

    @Option(
            names = "--looks",
            description = "Measure the looks of the clips as well: whether the animal keeps its colours, and how"
                    + " different the seeds of a prompt are. Reads every clip.")
    private boolean looks;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatCandidates.class,
            description = "One of ${COMPLETION-CANDIDATES}; table unless given.")
    private String format = TABLE;

    @Option(names = "--out", paramLabel = "FILE", description = "Write to this file instead of standard output.")
    private @Nullable Path out;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        Path file = out;
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new ParameterException(spec.commandLine(), "--threshold is " + threshold + "; expected 0 to 1");
        }
        int ways = (structures.isEmpty() ? 0 : 1) + (seenBy == null ? 0 : 1) + (notSeenBy == null ? 0 : 1);
        if (ways > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--structure, --seen-by and --not-seen-by choose in different ways; give one");
        }
        if (format.equals(TABLE) && file != null) {
            throw new ParameterException(
                    spec.commandLine(), "a table is for reading; write a file with --format csv, latex, html or json");
        }
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            JobRunner runner = new JobRunner(console);
            int code = runner.report(WorkSummary.of(runner.run(project, WorkflowJobs.scoreSpec(ScorePreset.PAPER))));
            EvaluationData data = EvaluationData.of(project, ScorePreset.PAPER);
            Evaluation evaluation = data.evaluate(choice(project, data));
            if (looks) {
                List<String> models =
                        Stream.concat(Stream.of(base), tuned.stream()).toList();
                code = Math.max(
                        code,
                        runner.report(AppearanceJob.work(runner.run(project, WorkflowJobs.appearanceSpec(models)))));
            }
            AppearanceFigures appearance =
                    AppearanceJob.figures(project, project.jobs().all());
            EvaluationReport report = data.report(project.name(), ScorePreset.PAPER, evaluation, appearance);
            if (format.equals(TABLE)) {
                print(report);
            } else {
                write(report, EvaluationFormat.parse(format).orElseThrow(), file);
            }
            return code;
        }
    }

    private EvaluationChoice choice(Project project, EvaluationData data) throws WorkbenchException {
        String name = set;
        Set<String> prompts = new HashSet<>();
        if (name != null) {
            PromptSets.prompts(project, name).forEach(prompt -> prompts.add(prompt.promptId()));
        }
        return new EvaluationChoice(
                base, tuned, prompts, new HashSet<>(seeds), structures(project, data), threshold, counting);
    }

    private Set<String> structures(Project project, EvaluationData data) throws WorkbenchException {
        Long run = notSeenBy == null ? seenBy : notSeenBy;
        Set<String> there =
                data.structures(Stream.concat(Stream.of(base), tuned.stream()).toList());
        if (run == null) {
            for (String structure : structures) {
                if (!there.contains(structure)) {
                    throw new WorkbenchException("no clip is of the sentence structure '" + structure + "'; there are: "
                            + String.join(", ", there));
                }
            }
            return new TreeSet<>(structures);
        }
        TrainedStructures trained = TrainedStructures.of(project, TrainRun.find(project, run));
        if (!trained.unknown().isEmpty()) {
            console.note("nothing says which structure " + trained.unknown().size() + " of the prompts of run " + run
                    + " have, such as " + trained.unknown().get(0)
                    + "; theirs may be among those that count as not seen");
        }
        Set<String> chosen = notSeenBy == null ? trained.same(there) : trained.others(there);
        console.note(
                (notSeenBy == null ? "seen by run " : "not seen by run ") + run + ": " + String.join(", ", chosen));
        return chosen;
    }

    private void write(EvaluationReport report, EvaluationFormat wanted, @Nullable Path file)
            throws WorkbenchException {
        if (file == null) {
            console.out().print(wanted.text(report));
        } else {
            wanted.write(report, file.toAbsolutePath().normalize());
            console.out().println("Written to " + file);
        }
    }

    // --- for people

    private void print(EvaluationReport report) {
        Evaluation evaluation = report.evaluation();
        boolean withLooks = !report.appearance().isEmpty();
        evaluation.versus().forEach((name, comparison) -> {
            console.out()
                    .println(name + " against " + base + ", share of clips at or above " + threshold + " ("
                            + (counting == Unscorable.AS_FAILURES
                                    ? "clips without a score count as failures"
                                    : "clips without a score are left out")
                            + ")");
            List<String> heads = new ArrayList<>(List.of(
                    "clips", ">n", ">prompts", "base", "tuned", "gain", ">mean base", ">mean tuned", ">unscorable"));
            if (withLooks) {
                heads.addAll(List.of(">consistency", ">diversity"));
            }
            TextTable table = new TextTable(heads.toArray(String[]::new));
            for (Group group : Group.values()) {
                ComparisonTable.of(evaluation, name, group, report.appearance())
                        .forEach(line -> table.row(row(line, withLooks)));
            }
            table.print(console.out());
            console.out()
                    .println(count(comparison, Outcome.WON) + " won, " + count(comparison, Outcome.LOST) + " lost, "
                            + count(comparison, Outcome.STILL_ABOVE) + " still above, "
                            + count(comparison, Outcome.STILL_BELOW) + " still below");
            changed("won", comparison.with(Outcome.WON));
            changed("lost", comparison.with(Outcome.LOST));
            lonely(base, comparison.onlyBase());
            lonely(name, comparison.onlyTuned());
            console.out().println();
        });
        evaluation
                .unscorable()
                .values()
                .forEach(clips -> clips.forEach(
                        clip -> console.out().println("unscorable: " + clip.name() + ": " + clip.reason())));
        if (report.untracked() > 0) {
            console.note(report.untracked() + " of the unscorable clips were never tracked; track them before you draw"
                    + " conclusions");
        }
        report.leftOut().forEach(line -> console.note("left out: " + line));
    }

    private static String[] row(Line line, boolean withLooks) {
        Figures before = line.row().base();
        Figures after = line.row().tuned();
        List<String> cells = new ArrayList<>(List.of(
                line.group() == Group.ALL ? "all" : line.group().code() + " " + line.value(),
                Integer.toString(line.pairs()),
                Integer.toString(line.prompts()),
                share(before),
                share(after),
                points(line.row().shareGain()) + " ["
                        + points(line.row().shareGainInterval().low()) + ", "
                        + points(line.row().shareGainInterval().high()) + "]",
                number(OptionalDouble.of(before.mean())),
                number(OptionalDouble.of(after.mean())),
                before.unscorable() + " -> " + after.unscorable()));
        if (withLooks) {
            cells.add(number(line.looks().baseConsistency()) + " -> "
                    + number(line.looks().tunedConsistency()));
            cells.add(number(line.looks().baseDiversity()) + " -> "
                    + number(line.looks().tunedDiversity()));
        }
        return cells.toArray(String[]::new);
    }

    private void changed(String what, List<Comparison.Pair> pairs) {
        pairs.forEach(pair -> console.out()
                .println("  " + what + ": " + pair.base().promptId() + " seed "
                        + pair.base().seed() + ": " + number(pair.base().score()) + " -> "
                        + number(pair.tuned().score())));
    }

    private void lonely(String model, List<ScoredClip> clips) {
        clips.forEach(clip -> console.note(
                "not compared: " + clip.name() + ": no counterpart of the same prompt and seed for " + model));
    }

    private static int count(Comparison comparison, Outcome outcome) {
        return comparison.with(outcome).size();
    }

    private static String share(Figures figures) {
        Interval interval = figures.shareInterval();
        return String.format(
                Locale.ROOT, "%.1f%% [%.1f, %.1f]", 100 * figures.share(), 100 * interval.low(), 100 * interval.high());
    }

    private static String points(double gain) {
        return String.format(Locale.ROOT, "%+.1f", 100 * gain);
    }

    private static String number(OptionalDouble value) {
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", value.getAsDouble());
    }

    /** What becomes of unscorable clips is written as its code. */
    static final class CountingConverter implements ITypeConverter<Unscorable> {
        @Override
        public Unscorable convert(String value) {
            return Stream.of(Unscorable.values())
                    .filter(one -> one.code().equals(value.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + value + "' is neither failures nor left-out"));
        }
    }

    /** For help and completion. */
    static final class CountingCandidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Unscorable.values()).map(Unscorable::code).iterator();
        }
    }

    /** Formats are written as their codes. */
    static final class FormatConverter implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            String code = value.toLowerCase(Locale.ROOT);
            if (code.equals(TABLE) || EvaluationFormat.parse(code).isPresent()) {
                return code;
            }
            throw new TypeConversionException("'" + value + "' is none of table, csv, latex, html, json");
        }
    }

    /** For help and completion. */
    static final class FormatCandidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(
                            Stream.of(TABLE),
                            Stream.of(EvaluationFormat.values()).map(EvaluationFormat::code))
                    .iterator();
        }
    }
}
