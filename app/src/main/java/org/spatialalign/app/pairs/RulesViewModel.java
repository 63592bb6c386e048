package org.spatialalign.app.pairs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
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

    /** The scored clips of one prompt, from the highest to the lowest score. */
    record Prompt(String id, DsrType type, List<PairClip> clips) {}

    private final UiExecutor executor;
    private final Consumer<Throwable> onFailed;
    private final Object counting = new Object();
    private final ObjectProperty<PairRules> rules = new SimpleObjectProperty<>(PairRules.PAPER);
    private final BooleanProperty perType = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<@Nullable PairSummary> summary = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Prompt>> prompts = new ReadOnlyObjectWrapper<>(List.of());
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
            clips.sort(Comparator.comparingDouble((PairClip clip) -> -Objects.requireNonNull(clip.score()))
                    .thenComparing(PairClip::id));
            all.add(new Prompt(id, clips.get(0).type(), List.copyOf(clips)));
        });
        all.sort(Comparator.comparing((Prompt prompt) -> prompt.type().code())
                .thenComparingDouble(
                        prompt -> -Objects.requireNonNull(prompt.clips().get(0).score()))
                .thenComparing(Prompt::id));
        return List.copyOf(all);
    }

    /** The paper's implicit rule, exactly. */
    void usePaper() {
        perType.set(false);
        rules.set(PairRules.PAPER);
    }

    /** The same demand on every type. */
    void useFair() {
        perType.set(false);
        rules.set(PairRules.FAIR);
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
                now.seed()));
    }

    private static double convert(DsrType type, double value, PairScale from, PairScale to) {
        return to.value(type, from.dsrScore(type, value));
    }

    private static PairRules withThresholds(PairRules now, Map<String, Double> thresholds) {
        return new PairRules(
                now.scale(), now.threshold(), thresholds, now.margin(), now.perPrompt(), now.choice(), now.seed());
    }

    /** In thousandths, so that what is shown is what counts. */
    private static double rounded(double value) {
        return Math.rint(value * 1000) / 1000;
    }

    /** Whether the rules are the paper's; then the pairs are exactly those of its training script. */
    boolean isPaper() {
        return rules.get().equals(PairRules.PAPER);
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
}
