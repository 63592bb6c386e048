package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.LeakCheck;
import org.spatialalign.engine.prompt.Likeness;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.store.Edit;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.store.PromptSet;
import org.spatialalign.engine.store.PromptSet.Purpose;
import org.spatialalign.engine.store.PromptSetChange;
import org.spatialalign.engine.store.PromptSetRepository;

/** Named sets of prompts, frozen or not, and whether what a model trains on comes again in what it is evaluated with. */
final class PromptSetsViewModel {

    /** A prompt of a set for training that is like one of a set for evaluation. */
    record Leak(PromptSet train, DsrPrompt trained, PromptSet eval, DsrPrompt evaluated, Likeness likeness) {}

    /** Stores a change, after all others that were asked for before. */
    interface Writer {
        void write(String label, Work work);
    }

    /** What is changed in the project, and who signs it. */
    interface Work {
        void on(Project project, String author) throws ProjectException;
    }

    private final UiExecutor executor;
    private final Writer writer;
    private final Consumer<Throwable> onFailed;
    private final ObservableList<PromptSet> sets = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable List<Leak>> leaks = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SentenceGrammar> grammar = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable PromptSet> chosen = new ReadOnlyObjectWrapper<>();
    private final Object leakKey = new Object();
    private long chosenId = -1;
    private @Nullable Project project;

    PromptSetsViewModel(UiExecutor executor, Writer writer, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.writer = writer;
        this.onFailed = onFailed;
    }

    void open(@Nullable Project opened) {
        project = opened;
        sets.clear();
        chosenId = -1;
        chosen.set(null);
        leaks.set(null);
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
                                choose(chosenId);
                                leaks.set(null);
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

    /** What is done next is done to the set of this number, as soon as there is one. */
    void choose(long id) {
        chosenId = id;
        chosen.set(sets.stream().filter(set -> set.id() == id).findFirst().orElse(null));
    }

    /** The set that is worked on; null for none. */
    ReadOnlyObjectProperty<@Nullable PromptSet> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** Compares the newest version of each set for training with the newest of each for evaluation. */
    private void check() {
        Project from = project;
        SentenceGrammar known = grammar.get();
        List<PromptSet> train = newest(Purpose.TRAIN);
        List<PromptSet> eval = newest(Purpose.EVAL);
        if (from == null || known == null || train.isEmpty() || eval.isEmpty()) {
            executor.forget(leakKey);
            leaks.set(known == null ? null : List.of());
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

    /** A draft of these prompts. */
    void create(String name, Purpose purpose, List<DsrPrompt> prompts) {
        apply("Make set " + name.strip(), new PromptSetChange.Create(name.strip(), purpose, ids(prompts)));
    }

    /** Gives a set these prompts: its draft, or a new version when the newest one is frozen. */
    void assign(PromptSet set, List<DsrPrompt> prompts) {
        apply("Replace the prompts of set " + set.name(), new PromptSetChange.Assign(set.name(), ids(prompts)));
    }

    /** Puts prompts at the end of a set: of its draft, or of a new version of its newest one. */
    void add(PromptSet set, List<DsrPrompt> prompts) {
        change(
                "Add %s to set %s".formatted(counted(prompts), set.name()),
                set,
                members -> members.addAll(ids(prompts)));
    }

    /** Takes prompts out of a set: of its draft, or of a new version of its newest one. */
    void takeOut(PromptSet set, List<DsrPrompt> prompts) {
        change("Take %s out of set %s".formatted(counted(prompts), set.name()), set, members -> ids(prompts)
                .forEach(members::remove));
    }

    private void change(String label, PromptSet set, Consumer<Set<String>> change) {
        writer.write(label, (project, author) -> {
            PromptSet newest = project.promptSets().latest(set.name()).orElse(set);
            Set<String> members = new LinkedHashSet<>(ids(project.promptSets().prompts(newest.id())));
            // A frozen version may have prompts that are no longer in the project.
            members.retainAll(ids(project.prompts().all()));
            Set<String> before = Set.copyOf(members);
            change.accept(members);
            if (!members.equals(before)) {
                chooseWhatChanged(project.edits()
                        .apply(label, author, new PromptSetChange.Assign(set.name(), List.copyOf(members))));
            }
        });
    }

    private static String counted(List<DsrPrompt> prompts) {
        return "%,d %s".formatted(prompts.size(), prompts.size() == 1 ? "prompt" : "prompts");
    }

    /** Gives a draft another name or purpose. */
    void describe(PromptSet set, String name, Purpose purpose) {
        if (!name.strip().equals(set.name()) || purpose != set.purpose()) {
            apply(
                    "Change name or purpose of set " + set.name(),
                    new PromptSetChange.Describe(set.id(), name.strip(), purpose));
        }
    }

    void removeDraft(PromptSet set) {
        apply("Remove the draft of set " + set.name(), new PromptSetChange.Remove(set.id()));
    }

    /** Final: neither this nor what led to it can be taken back. */
    void freeze(PromptSet set) {
        writer.write("Freeze set " + set.name(), (project, author) -> project.promptSets()
                .freeze(set.id()));
    }

    private void apply(String label, PromptSetChange change) {
        writer.write(
                label, (project, author) -> chooseWhatChanged(project.edits().apply(label, author, change)));
    }

    /** A new set, or a new version of one, is what a person goes on with. */
    private void chooseWhatChanged(Edit edit) {
        long id = Long.parseLong(edit.target().substring(edit.target().indexOf(':') + 1));
        executor.onFxThread(() -> choose(id));
    }

    /** Reads which prompts a set has, then goes on with them. */
    void prompts(PromptSet set, Consumer<List<DsrPrompt>> then) {
        Project from = project;
        if (from != null) {
            executor.load(new Object(), () -> from.promptSets().prompts(set.id()), then, onFailed);
        }
    }

    private static List<String> ids(List<DsrPrompt> prompts) {
        return prompts.stream().map(DsrPrompt::promptId).toList();
    }

    /** Whether a set has a version that is frozen, and with it its name. */
    boolean named(PromptSet set) {
        return sets.stream().anyMatch(other -> other.frozen() && other.name().equals(set.name()));
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

    /** Where training and evaluation overlap; null while that is not known. */
    ReadOnlyObjectProperty<@Nullable List<Leak>> leaksProperty() {
        return leaks.getReadOnlyProperty();
    }
}
