package org.spatialalign.app.pairs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.prefer.PairClip;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairScale;
import org.spatialalign.engine.prefer.PairSummary;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScoreRange;
import org.spatialalign.engine.workflow.PairData;

/** Which clips make a pair by score, and what that comes to, counted anew with every move of a slider. FX thread. */
final class RulesViewModel {

    /** The highest and the lowest score of clips that may meet. */
    record Ends(double best, double worst) {

        static Ends of(List<PairClip> bestFirst) {
            return new Ends(score(bestFirst.get(0)), score(bestFirst.get(bestFirst.size() - 1)));
        }
    }

    /** What a clip is in the pairs of its prompt. */
    enum Part {
        WINNER,
        LOSER,
        NONE
    }

    /**
     * The scored clips of one prompt, from the highest to the lowest score.
     *
     * @param ends of each generator's clips
     */
    record Prompt(String id, DsrType type, List<PairClip> clips, Map<String, Ends> ends) {

        static Prompt of(String id, List<PairClip> bestFirst) {
            Map<String, List<PairClip>> byGenerator = new HashMap<>();
            bestFirst.forEach(clip -> byGenerator
                    .computeIfAbsent(clip.generator(), generator -> new ArrayList<>())
                    .add(clip));
            Map<String, Ends> ends = new HashMap<>();
            byGenerator.forEach((generator, own) -> ends.put(generator, Ends.of(own)));
            return new Prompt(id, bestFirst.get(0).type(), List.copyOf(bestFirst), ends);
        }

        /** Without the cap. */
        Part part(PairClip clip, PairRules rules) {
            Ends among = rules.pool() == PairRules.Pool.MIXED
                    ? Ends.of(clips)
                    : Objects.requireNonNull(ends.get(clip.generator()));
            double score = score(clip);
            if (rules.wins(type, score)) {
                return !rules.wins(type, among.worst) && apart(rules, score, among.worst) ? Part.WINNER : Part.NONE;
            }
            return rules.wins(type, among.best) && apart(rules, among.best, score) ? Part.LOSER : Part.NONE;
        }

        private boolean apart(PairRules rules, double high, double low) {
            return rules.apart(rules.value(type, high), rules.value(type, low));
        }
    }

    private static double score(PairClip clip) {
        return Objects.requireNonNull(clip.score());
    }

    private final UiExecutor executor;
    private final Consumer<Throwable> onFailed;
    private final Object counting = new Object();
    private final ObjectProperty<PairRules> rules = new SimpleObjectProperty<>(PairRules.PAPER);
    private final BooleanProperty perType = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<@Nullable PairSummary> summary = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Prompt>> prompts = new ReadOnlyObjectWrapper<>(List.of());
    private final BooleanBinding severalGenerators = Bindings.createBooleanBinding(
            () -> prompts.get().stream().anyMatch(prompt -> prompt.ends().size() > 1), prompts);
    private @Nullable PairData data;

    RulesViewModel(UiExecutor executor, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.onFailed = onFailed;
        rules.addListener((o, before, now) -> count());
        perType.addListener((o, before, now) -> {
            if (!now && !rules.get().thresholds().isEmpty()) {
                rules.set(withThresholds(rules.get(), Map.of()));
            }
        });
    }

    void take(@Nullable PairData now) {
        data = now;
        if (now == null) {
            executor.forget(counting);
            executor.forget(prompts);
            summary.set(null);
            prompts.set(List.of());
            return;
        }
        count();
        executor.load(prompts, () -> prompts(now), prompts::set, onFailed);
    }

    private void count() {
        PairData now = data;
        PairRules wanted = rules.get();
        if (now != null) {
            executor.load(counting, () -> now.index().summary(wanted, now.log().rulings()), summary::set, onFailed);
        }
    }

    private static List<Prompt> prompts(PairData data) {
        Map<String, List<PairClip>> byPrompt = new HashMap<>();
        for (String id : data.index().ids()) {
            data.index().clip(id).filter(clip -> clip.score() != null).ifPresent(clip -> byPrompt.computeIfAbsent(
                            clip.promptId(), key -> new ArrayList<>())
                    .add(clip));
        }
        List<Prompt> all = new ArrayList<>();
        byPrompt.forEach((id, clips) -> {
            clips.sort(
                    Comparator.comparingDouble((PairClip clip) -> -score(clip)).thenComparing(PairClip::id));
            all.add(Prompt.of(id, clips));
        });
        all.sort(Comparator.comparing((Prompt prompt) -> prompt.type().code())
                .thenComparingDouble(prompt -> -score(prompt.clips().get(0)))
                .thenComparing(Prompt::id));
        return List.copyOf(all);
    }

    /** The paper's implicit rule, exactly; which clips may meet stays as it is. */
    void usePaper() {
        use(PairRules.PAPER);
    }

    /** The same demand on every type. */
    void useFair() {
        use(PairRules.FAIR);
    }

    private void use(PairRules preset) {
        perType.set(false);
        rules.set(preset.withPool(rules.get().pool()));
    }

    /** Whether the rules are a preset's, whichever clips may meet. */
    boolean is(PairRules preset) {
        return rules.get().withPool(preset.pool()).equals(preset);
    }

    /** Whether clips of different generators may meet. */
    void setMixed(boolean mixed) {
        rules.set(rules.get().withPool(mixed ? PairRules.Pool.MIXED : PairRules.Pool.ONE_GENERATOR));
    }

    void setThreshold(double value) {
        rules.set(rules.get().withThreshold(rounded(value)));
    }

    void setThreshold(DsrType type, double value) {
        rules.set(rules.get().withThreshold(type, rounded(value)));
    }

    void setMargin(double value) {
        rules.set(rules.get().withMargin(Math.max(0, rounded(value))));
    }

    void setCap(int most, PairRules.Choice choice) {
        rules.set(rules.get().withCap(most, choice, rules.get().seed()));
    }

    /** The same demand on the other scale, as far as one number can say it: thresholds of single types are converted. */
    void setScale(PairScale scale) {
        PairRules now = rules.get();
        if (now.scale() == scale) {
            return;
        }
        // A single threshold is meant for all types; the motion along one axis is what both scales show alike.
        DsrType straight = DsrType.of("LR");
        Map<String, Double> thresholds = new TreeMap<>();
        now.thresholds()
                .forEach((code, value) ->
                        thresholds.put(code, rounded(convert(DsrType.of(code), value, now.scale(), scale))));
        ScoreRange range = ScoreRange.of(straight);
        double span = range.perfect() - range.still();
        double margin = scale == PairScale.FAIR ? now.margin() / span : now.margin() * span;
        rules.set(new PairRules(
                scale,
                rounded(convert(straight, now.threshold(), now.scale(), scale)),
                thresholds,
                rounded(margin),
                now.perPrompt(),
                now.choice(),
                now.seed(),
                now.pool()));
    }

    private static double convert(DsrType type, double value, PairScale from, PairScale to) {
        return to.value(type, from.dsrScore(type, value));
    }

    private static PairRules withThresholds(PairRules now, Map<String, Double> thresholds) {
        return new PairRules(
                now.scale(),
                now.threshold(),
                thresholds,
                now.margin(),
                now.perPrompt(),
                now.choice(),
                now.seed(),
                now.pool());
    }

    /** In thousandths, so that what is shown is what counts. */
    private static double rounded(double value) {
        return Math.rint(value * 1000) / 1000;
    }

    ObjectProperty<PairRules> rulesProperty() {
        return rules;
    }

    /** Whether each type may have a threshold of its own. */
    BooleanProperty perTypeProperty() {
        return perType;
    }

    /** The counts; null while there is no project. */
    ReadOnlyObjectProperty<@Nullable PairSummary> summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /** Prompts with a scored clip, by type, the best first. */
    ReadOnlyObjectProperty<List<Prompt>> promptsProperty() {
        return prompts.getReadOnlyProperty();
    }

    /** Whether some prompt has clips of several models or LoRAs. */
    BooleanBinding severalGenerators() {
        return severalGenerators;
    }
}
