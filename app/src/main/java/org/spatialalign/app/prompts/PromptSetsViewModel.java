package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.undo.UndoViewModel;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.LeakCheck;
import org.spatialalign.engine.prompt.Likeness;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.PromptSet;
import org.spatialalign.engine.store.PromptSet.Purpose;
import org.spatialalign.engine.store.PromptSetRepository;

/** Named sets of prompts, frozen or not, and whether what a model trains on comes again in what it is evaluated with. */
final class PromptSetsViewModel {

    /** A prompt of a set for training that is like one of a set for evaluation. */
    record Leak(PromptSet train, DsrPrompt trained, PromptSet eval, DsrPrompt evaluated, Likeness likeness) {}

    private final UiExecutor executor;
    private final UndoViewModel.Lane writes;
    private final Consumer<Throwable> onFailed;
    private final ObservableList<PromptSet> sets = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<List<Leak>> leaks = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable SentenceGrammar> grammar = new ReadOnlyObjectWrapper<>();
    private final Object leakKey = new Object();
    private @Nullable Project project;

    PromptSetsViewModel(UiExecutor executor, UndoViewModel.Lane writes, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.writes = writes;
        this.onFailed = onFailed;
    }

    void open(@Nullable Project opened) {
        project = opened;
        sets.clear();
        leaks.set(List.of());
        reload();
    }

    void reload() {
        Project from = project;
        if (from != null) {
            executor.load(
                    this,
                    () -> from.promptSets().all(),
                    found -> {
                        if (from == project) {
                            if (!found.equals(sets)) {
                                sets.setAll(found);
                            }
                            check();
                        }
                    },
                    onFailed);
        }
    }

    /** Prompts or structures are others now. */
    void look(SentenceGrammar now) {
        grammar.set(now);
        if (!sets.isEmpty()) {
            reload();
        }
    }

    /** Compares the newest version of each set for training with the newest of each for evaluation. */
    private void check() {
        Project from = project;
        SentenceGrammar known = grammar.get();
        List<PromptSet> train = newest(Purpose.TRAIN);
        List<PromptSet> eval = newest(Purpose.EVAL);
        if (from == null || known == null || train.isEmpty() || eval.isEmpty()) {
            executor.forget(leakKey);
            leaks.set(List.of());
            return;
        }
        executor.load(leakKey, () -> leaks(from.promptSets(), train, eval, known), leaks::set, onFailed);
    }

    private static List<Leak> leaks(
            PromptSetRepository repository, List<PromptSet> train, List<PromptSet> eval, SentenceGrammar grammar)
            throws Exception {
        List<Leak> found = new ArrayList<>();
        for (PromptSet trained : train) {
            List<DsrPrompt> training = repository.prompts(trained.id());
            for (PromptSet evaluated : eval) {
                List<DsrPrompt> evaluation = repository.prompts(evaluated.id());
                for (LeakCheck.Leak leak : LeakCheck.find(training, evaluation, grammar)) {
                    found.add(new Leak(
                            trained,
                            training.get(leak.trainRow()),
                            evaluated,
                            evaluation.get(leak.evalRow()),
                            leak.likeness()));
                }
            }
        }
        return List.copyOf(found);
    }

    private List<PromptSet> newest(Purpose purpose) {
        return sets.stream()
                .filter(set -> set.purpose() == purpose)
                .filter(set -> sets.stream()
                        .noneMatch(other -> other.name().equals(set.name()) && other.version() > set.version()))
                .toList();
    }

    /** Whether this is the newest version of its set. */
    boolean isNewest(PromptSet set) {
        return newest(set.purpose()).contains(set);
    }

    /** A draft of these prompts. */
    void create(String name, Purpose purpose, List<DsrPrompt> prompts) {
        write(in -> in.create(name.strip(), purpose, ids(prompts)));
    }

    /** Gives a set these prompts: its draft, or a new version when the newest one is frozen. */
    void assign(PromptSet set, List<DsrPrompt> prompts) {
        write(in -> in.edit(set.name(), ids(prompts)));
    }

    void freeze(PromptSet set) {
        write(in -> in.freeze(set.id()));
    }

    void removeDraft(PromptSet set) {
        write(in -> {
            in.removeDraft(set.id());
            return set;
        });
    }

    /** Reads which prompts a set has, then goes on with them. */
    void prompts(PromptSet set, Consumer<List<DsrPrompt>> then) {
        Project from = project;
        if (from != null) {
            executor.load(new Object(), () -> from.promptSets().prompts(set.id()), then, onFailed);
        }
    }

    private interface Work {
        PromptSet on(PromptSetRepository sets) throws Exception;
    }

    private void write(Work work) {
        Project to = project;
        if (to != null) {
            Callable<PromptSet> stored = () -> work.on(to.promptSets());
            writes.submit(stored, set -> {}, onFailed);
        }
    }

    private static List<String> ids(List<DsrPrompt> prompts) {
        return prompts.stream().map(DsrPrompt::promptId).toList();
    }

    /** Why a name cannot be given to a new set; empty when it can. */
    String nameProblem(String name) {
        if (name.isBlank()) {
            return "Give the set a name, for instance train or eval.";
        }
        Set<String> taken =
                sets.stream().map(set -> set.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        return taken.contains(name.strip().toLowerCase(Locale.ROOT))
                ? "There is a set of this name already; choose another."
                : "";
    }

    /** All versions, by name, the newest first. */
    ObservableList<PromptSet> sets() {
        return sets;
    }

    /** Where training and evaluation overlap. */
    ReadOnlyObjectProperty<List<Leak>> leaksProperty() {
        return leaks.getReadOnlyProperty();
    }
}
