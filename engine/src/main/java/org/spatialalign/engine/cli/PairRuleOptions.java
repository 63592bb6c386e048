package org.spatialalign.engine.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairScale;
import org.spatialalign.engine.prefer.PairSummary;
import org.spatialalign.engine.prompt.DsrType;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say which clips make a pair by score. */
final class PairRuleOptions {

    /** Which rules the other options start from. */
    enum Preset {
        PAPER,
        FAIR
    }

    /** Which pairs a cap keeps. */
    enum Keep {
        SEEDED,
        WIDEST
    }

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rules",
            paramLabel = "RULES",
            description = "paper (default): winner >= 0.7 > loser. fair: the same demand on every type, 0.4 of the way"
                    + " from nothing moving to a perfect motion; thresholds and margins are then on that scale.")
    private Preset preset = Preset.PAPER;

    @Option(names = "--threshold", paramLabel = "X", description = "A winner's least score.")
    private @Nullable Double threshold;

    @Option(
            names = "--type-threshold",
            paramLabel = "TYPE=X",
            description = "The same for one type, such as LT=0.65; may be repeated.")
    private Map<String, Double> typeThresholds = new LinkedHashMap<>();

    @Option(names = "--margin", paramLabel = "X", description = "A pair's least difference; default 0.")
    private double margin;

    @Option(names = "--per-prompt", paramLabel = "N", description = "At most N pairs of a prompt; default all.")
    private int perPrompt;

    @Option(
            names = "--keep",
            paramLabel = "WHICH",
            description = "Which pairs --per-prompt keeps: seeded (default), or widest margins first.")
    private Keep keep = Keep.SEEDED;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of --keep; default 0.")
    private long seed;

    @Option(
            names = "--mix-models",
            description = "Let clips of different models or LoRAs meet; without it, pairs differ in the seed alone.")
    private boolean mixModels;

    PairRules rules() {
        PairRules start = preset == Preset.PAPER ? PairRules.PAPER : PairRules.FAIR;
        PairRules.Choice choice = keep == Keep.SEEDED ? PairRules.Choice.SEEDED : PairRules.Choice.WIDEST_MARGIN;
        try {
            PairRules rules = start.withMargin(margin).withCap(perPrompt, choice, seed);
            if (mixModels) {
                rules = rules.withPool(PairRules.Pool.MIXED);
            }
            if (threshold != null) {
                rules = rules.withThreshold(threshold);
            }
            for (Map.Entry<String, Double> type : typeThresholds.entrySet()) {
                rules = rules.withThreshold(DsrType.of(type.getKey()), type.getValue());
            }
            return rules;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** In one line, for people; the scale is always named. */
    static String say(PairRules rules) {
        StringBuilder text =
                new StringBuilder("winner >= ").append(rules.threshold()).append(" > loser");
        rules.thresholds()
                .forEach((type, value) ->
                        text.append(", ").append(type).append(" from ").append(value));
        if (rules.margin() > 0) {
            text.append(", at least ").append(rules.margin()).append(" apart");
        }
        if (rules.perPrompt() > 0) {
            text.append(", ").append(rules.perPrompt()).append(" per prompt (");
            text.append(rules.choice().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            text.append(", seed ").append(rules.seed()).append(')');
        }
        if (rules.pool() == PairRules.Pool.MIXED) {
            text.append(", also across models");
        }
        return text.append(rules.scale() == PairScale.PAPER ? "; DSR-Score" : "; fair scale within each type")
                .toString();
    }

    private static String say(PairSummary.Loss loss) {
        return switch (loss) {
            case ONLY_ACROSS_GENERATORS -> "winners and losers are of different models; --mix-models pairs them";
            default -> loss.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    /** The counts as a table, and what they say together. */
    static void print(PairSummary summary, Console console) {
        TextTable table = new TextTable("type", ">prompts", ">with pairs", ">winners", ">losers", ">pairs");
        summary.types()
                .forEach((type, count) -> table.row(
                        type,
                        Integer.toString(count.prompts()),
                        Integer.toString(count.covered()),
                        Integer.toString(count.winners()),
                        Integer.toString(count.losers()),
                        Long.toString(count.pairs())));
        table.print(console.out());
        console.out().println();
        console.out().println("rules: " + say(summary.rules()));
        console.out()
                .println(summary.pairs() + " pairs by score of " + summary.clips() + " clips (" + summary.unscorable()
                        + " without a current score), " + summary.covered() + " of " + summary.prompts()
                        + " prompts, balance over the six types "
                        + String.format(Locale.ROOT, "%.2f", summary.balance()));
        summary.lost().forEach((loss, count) -> console.out()
                .println("  no pair of " + count + (count == 1 ? " prompt: " : " prompts: ") + say(loss)));
        PairSummary.PeopleCount people = summary.people();
        if (people.judged() > 0) {
            console.out()
                    .println("people judged " + people.judged() + " of them: " + people.agree() + " agree, "
                            + people.opposite() + " prefer the other clip, " + people.undecided() + " prefer neither");
        }
    }
}
