package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.LintFinding;
import org.spatialalign.engine.prompt.LintFinding.Severity;
import org.spatialalign.engine.prompt.LintOptions;
import org.spatialalign.engine.prompt.PromptLint;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.prompt.Vocabulary;

/** What there is to be said of all prompts of the project; worked out anew, in the background, whenever they change. */
final class LintViewModel {

    private final UiExecutor executor;
    private final Consumer<Throwable> onFailed;
    private final ReadOnlyObjectWrapper<List<LintFinding>> all = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<LintFinding>> shown = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<@Nullable Severity> only = new SimpleObjectProperty<>();
    private final ReadOnlyBooleanWrapper fixable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
    private Map<String, List<LintFinding>> byPrompt = Map.of();

    LintViewModel(UiExecutor executor, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.onFailed = onFailed;
        only.addListener((o, before, now) -> show());
    }

    /** Checks these prompts. */
    void look(List<DsrPrompt> prompts, Vocabulary vocabulary, SentenceGrammar grammar, LintOptions options) {
        if (prompts.isEmpty()) {
            executor.forget(this);
            take(List.of());
            return;
        }
        checking.set(true);
        executor.load(
                this,
                () -> PromptLint.bySeverity(new PromptLint(vocabulary, grammar, options).check(prompts)),
                this::take,
                onFailed);
    }

    private void take(List<LintFinding> findings) {
        Map<String, List<LintFinding>> grouped = new HashMap<>();
        for (LintFinding finding : findings) {
            grouped.merge(finding.promptId(), List.of(finding), LintViewModel::joined);
        }
        byPrompt = grouped;
        checking.set(false);
        all.set(findings);
        show();
    }

    private static List<LintFinding> joined(List<LintFinding> some, List<LintFinding> more) {
        List<LintFinding> both = new ArrayList<>(some);
        both.addAll(more);
        return List.copyOf(both);
    }

    private void show() {
        Severity wanted = only.get();
        shown.set(
                wanted == null
                        ? all.get()
                        : all.get().stream()
                                .filter(finding -> finding.severity() == wanted)
                                .toList());
        fixable.set(shown.get().stream().anyMatch(finding -> finding.fix().isPresent()));
    }

    /** How many there are of each severity, the worst first. */
    Map<Severity, Integer> counts() {
        Map<Severity, Integer> counts = new LinkedHashMap<>();
        for (Severity severity : Severity.values()) {
            counts.put(severity, 0);
        }
        all.get().forEach(finding -> counts.merge(finding.severity(), 1, Integer::sum));
        return counts;
    }

    /** The prompts that these are about. */
    static Set<String> ids(List<LintFinding> findings) {
        Set<String> ids = new LinkedHashSet<>();
        findings.forEach(finding -> ids.add(finding.promptId()));
        return ids;
    }

    /** What is said of one prompt, the worst first. */
    List<LintFinding> of(String promptId) {
        return byPrompt.getOrDefault(promptId, List.of());
    }

    /** Everything, the worst first. */
    ReadOnlyObjectProperty<List<LintFinding>> allProperty() {
        return all.getReadOnlyProperty();
    }

    /** What is listed. */
    ReadOnlyObjectProperty<List<LintFinding>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** Whether a newer answer is being worked out. */
    ReadOnlyBooleanProperty checkingProperty() {
        return checking.getReadOnlyProperty();
    }

    /** Whether one of those listed proposes how the prompt would be right. */
    ReadOnlyBooleanProperty fixableProperty() {
        return fixable.getReadOnlyProperty();
    }

    /** Only findings of this severity are listed; null for all. */
    ObjectProperty<@Nullable Severity> onlyProperty() {
        return only;
    }
}
