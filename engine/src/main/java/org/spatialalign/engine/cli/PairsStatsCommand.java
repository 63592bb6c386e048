package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.Agreement;
import org.spatialalign.engine.prefer.Fragility;
import org.spatialalign.engine.prefer.MetricCourt;
import org.spatialalign.engine.prefer.MetricCourt.Confusion;
import org.spatialalign.engine.prefer.MetricCourt.Side;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.PairQueue;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairSummary;
import org.spatialalign.engine.prefer.Proportion;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.PairSetRepository;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ClipBoxes;
import org.spatialalign.engine.workflow.PairData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stats",
        header = "Pairs by score, how far annotators agree, and what is disputed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign pairs stats study",
            "  spatialalign pairs stats study --court --json",
            "",
            "Agreement: raw, Cohen's kappa of each two, Krippendorff's alpha of all (nominal; skipped",
            "pairs are missing values). Intervals are Wilson's, 95 %."
        })
final class PairsStatsCommand extends Helpful implements Callable<Integer> {

    private static final int PIXELS = 2;

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Mixin
    private PairRuleOptions options = new PairRuleOptions();

    @Option(names = "--model", paramLabel = "NAME", description = "Only clips of this source model.")
    private @Nullable String model;

    @Option(
            names = "--court",
            description = "Compare the DSR-Score, and a baseline that cannot tell left from right, with people.")
    private boolean court;

    @Option(
            names = "--fragile",
            description = "List the pairs whose order or side of the threshold could flip when boxes are " + PIXELS
                    + " pixels off, or a clip begins or ends a valid frame earlier or later.")
    private boolean fragile;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    PairsStatsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        CancelToken cancel = new CancelToken();
        console.interruption().onRequest(cancel::cancel);
        try (Project project = Project.open(folder, Project.Access.READ_ONLY)) {
            PairData data = PairData.of(project, ScorePreset.PAPER, model);
            PairSummary summary =
                    data.index().summary(options.rules(), data.log().rulings());
            Agreement.Report agreement = Agreement.report(data.log());
            MetricCourt.Report findings = court
                    ? MetricCourt.hear(
                            new ClipBoxes(project, ScorePreset.PAPER)
                                    .witnesses(data.index().ids(), cancel),
                            data.log().rulings(),
                            0.01,
                            PairRules.PAPER.threshold(),
                            PairRules.PAPER.threshold())
                    : null;
            List<PairKey> doubtful = fragile ? doubtful(project, data, cancel) : null;
            if (json) {
                ObjectNode result = json(project, data, summary, agreement, findings);
                if (doubtful != null) {
                    doubtful.stream().map(PairKey::toString).forEach(result.putArray("fragile")::add);
                }
                console.out().println(Json.write(result));
            } else {
                PairRuleOptions.print(summary, console);
                people(agreement);
                sets(project, data);
                if (doubtful != null) {
                    console.out().println(doubtful.size() + " fragile pairs" + (doubtful.isEmpty() ? "" : ":"));
                    doubtful.forEach(key -> console.out().println("  " + key.first() + "  " + key.second()));
                }
                if (findings != null) {
                    print(findings);
                }
            }
        }
        return Main.DONE;
    }

    private List<PairKey> doubtful(Project project, PairData data, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        Fragility fragility = new Fragility(PIXELS, Fragility.DEFAULT.draws(), Fragility.DEFAULT.seed());
        var intervals =
                new ClipBoxes(project, ScorePreset.PAPER).intervals(data.index().ids(), fragility, cancel);
        return data.candidates(options.rules(), intervals).stream()
                .filter(PairQueue.Candidate::fragile)
                .map(PairQueue.Candidate::key)
                .toList();
    }

    private ObjectNode json(
            Project project,
            PairData data,
            PairSummary summary,
            Agreement.Report agreement,
            MetricCourt.@Nullable Report findings)
            throws WorkbenchException {
        ObjectNode result = Json.object();
        result.set("summary", Json.tree(summary));
        result.put("balance", summary.balance());
        ObjectNode people = result.putObject("agreement");
        people.put("alpha", orNull(agreement.alpha())).put("overlap", agreement.overlap());
        people.set("unanimous", proportion(agreement.unanimous()));
        ArrayNode couples = people.putArray("couples");
        for (Agreement.Couple couple : agreement.couples()) {
            ObjectNode each = couples.addObject().put("one", couple.one()).put("other", couple.other());
            each.put("kappa", orNull(couple.kappa())).set("raw", proportion(couple.raw()));
        }
        ArrayNode annotators = people.putArray("annotators");
        for (Agreement.Habit habit : agreement.habits()) {
            ObjectNode each = annotators.addObject().put("name", habit.annotator());
            each.put("verdicts", habit.verdicts()).put("skipped", habit.skipped());
            each.set("left", proportion(habit.left()));
            each.set("consistent", proportion(habit.consistent()));
        }
        agreement.disputed().stream().map(PairKey::toString).forEach(people.putArray("disputed")::add);
        ArrayNode sets = result.putArray("sets");
        for (PairSetRepository.Heading set : project.pairSets().all()) {
            sets.addObject()
                    .put("name", set.name())
                    .put("hash", set.hash().hex())
                    .put("pairs", set.pairs())
                    .put(
                            "stale",
                            PairsCommand.set(project, set.name())
                                    .stale(data.boxes())
                                    .size());
        }
        if (findings != null) {
            ObjectNode metrics = result.putObject("court");
            metrics.set("dsr", confusion(findings.dsr()));
            metrics.set("axis", confusion(findings.axis()));
            metrics.set("at_threshold", Json.tree(findings.atThreshold()));
            ArrayNode clips = metrics.putArray("clips");
            findings.clips().forEach(clip -> clips.add(Json.tree(clip)));
        }
        return result;
    }

    private static ObjectNode confusion(Confusion confusion) {
        ObjectNode json = Json.object().put("kappa", orNull(confusion.kappa()));
        json.set("accuracy", proportion(confusion.accuracy()));
        json.set("accuracy_without_ties", proportion(confusion.accuracyWithoutTies()));
        for (Side metric : Side.values()) {
            ObjectNode row = json.putObject(metric.name().toLowerCase(Locale.ROOT));
            for (Side said : Side.values()) {
                row.put(said.name().toLowerCase(Locale.ROOT), confusion.count(metric, said));
            }
        }
        return json;
    }

    private static ObjectNode proportion(Proportion proportion) {
        ObjectNode json = Json.object().put("count", proportion.count()).put("total", proportion.total());
        return json.put("low", proportion.low()).put("high", proportion.high());
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }

    private void people(Agreement.Report agreement) {
        if (agreement.habits().isEmpty()) {
            return;
        }
        console.out().println();
        TextTable table = new TextTable("annotator", ">verdicts", ">skipped", "chose left", "same when shown again");
        for (Agreement.Habit habit : agreement.habits()) {
            table.row(
                    habit.annotator(),
                    Integer.toString(habit.verdicts()),
                    Integer.toString(habit.skipped()),
                    say(habit.left()) + (habit.sideBiased() ? " (side bias)" : ""),
                    say(habit.consistent()));
        }
        table.print(console.out());
        console.out().println();
        for (Agreement.Couple couple : agreement.couples()) {
            console.out()
                    .println(couple.one() + " and " + couple.other() + ": the same in " + say(couple.raw()) + ", kappa "
                            + number(couple.kappa()));
        }
        console.out()
                .println("alpha " + number(agreement.alpha()) + "; " + agreement.overlap()
                        + " pairs judged by several, all the same in " + say(agreement.unanimous()));
        List<PairKey> disputed = agreement.disputed();
        console.out().println(disputed.size() + " disputed" + (disputed.isEmpty() ? "" : ":"));
        disputed.forEach(key -> console.out().println("  " + key.first() + "  " + key.second()));
    }

    private void sets(Project project, PairData data) throws WorkbenchException {
        for (PairSetRepository.Heading set : project.pairSets().all()) {
            int stale =
                    PairsCommand.set(project, set.name()).stale(data.boxes()).size();
            console.out()
                    .println("set '" + set.name() + "': " + set.pairs() + " pairs, hash "
                            + set.hash().brief()
                            + (stale == 0 ? "" : ", " + stale + " with boxes that were changed since"));
        }
    }

    private void print(MetricCourt.Report findings) {
        console.out().println();
        TextTable table = new TextTable("metric", "as people", "without ties", ">kappa");
        table.row(
                "DSR-Score",
                say(findings.dsr().accuracy()),
                say(findings.dsr().accuracyWithoutTies()),
                number(findings.dsr().kappa()));
        table.row(
                "axis only",
                say(findings.axis().accuracy()),
                say(findings.axis().accuracyWithoutTies()),
                number(findings.axis().kappa()));
        table.print(console.out());
        console.out().println();
        TextTable clips = new TextTable("clip", "prompt", ">DSR-Score", ">axis only");
        findings.clips().stream()
                .limit(10)
                .forEach(clip -> clips.row(
                        clip.clip(),
                        clip.promptId(),
                        number(OptionalDouble.of(clip.dsr())),
                        number(OptionalDouble.of(clip.axis()))));
        clips.print(console.out());
    }

    private static String say(Proportion proportion) {
        if (proportion.total() == 0) {
            return "-";
        }
        return proportion.count() + "/" + proportion.total()
                + String.format(Locale.ROOT, " [%.2f, %.2f]", proportion.low(), proportion.high());
    }

    private static String number(OptionalDouble value) {
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", value.getAsDouble());
    }
}
