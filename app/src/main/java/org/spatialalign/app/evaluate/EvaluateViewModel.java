package org.spatialalign.app.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.NaturalText;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.evaluate.AppearanceFigures;
import org.spatialalign.engine.evaluate.Evaluation;
import org.spatialalign.engine.evaluate.ScoredClip;
import org.spatialalign.engine.evaluate.Unscorable;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectChange;
import org.spatialalign.engine.store.PromptSet;
import org.spatialalign.engine.workflow.AppearanceJob;
import org.spatialalign.engine.workflow.EvaluationChoice;
import org.spatialalign.engine.workflow.EvaluationData;

/** What is compared with what, and what came out. Reads and computes in the background, the latest choice wins. */
final class EvaluateViewModel {

    /** What the page can show. */
    enum State {
        NO_PROJECT,
        LOADING,
        /** No clip has both a prompt and a seed. */
        NO_CLIPS,
        /** There is nothing to compare the only model with. */
        ONE_MODEL,
        READY
    }

    /** A finished comparison with all it was made of. */
    record Shown(EvaluationData data, EvaluationChoice choice, Evaluation evaluation, AppearanceFigures appearance) {}

    /** What was chosen in an earlier session; what is no longer there is passed over. */
    record Earlier(String base, Set<String> tuned, String prompts, String structures, Set<Long> seeds) {}

    private record Loaded(
            EvaluationData data,
            List<PromptChoice> sets,
            List<StructureChoice> structures,
            AppearanceFigures appearance) {}

    /** More curves than these cannot be told apart. */
    static final int MOST_TUNED = 3;

    private final UiExecutor executor;
    private final Consumer<Throwable> onFailed;
    private final ObservableValue<@Nullable ProjectSession> session;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NO_PROJECT);
    private final ReadOnlyObjectWrapper<Map<String, Integer>> models = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<List<PromptChoice>> sets =
            new ReadOnlyObjectWrapper<>(List.of(PromptChoice.ALL));
    private final ReadOnlyObjectWrapper<List<StructureChoice>> allStructures =
            new ReadOnlyObjectWrapper<>(List.of(StructureChoice.ALL));
    private final ReadOnlyObjectWrapper<SortedSet<Long>> allSeeds = new ReadOnlyObjectWrapper<>(new TreeSet<>());
    private final ReadOnlyObjectWrapper<@Nullable Shown> shown = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<String> base = new SimpleObjectProperty<>("");
    private final ObjectProperty<Set<String>> tuned = new SimpleObjectProperty<>(Set.of());
    private final ObjectProperty<PromptChoice> prompts = new SimpleObjectProperty<>(PromptChoice.ALL);
    private final ObjectProperty<StructureChoice> structures = new SimpleObjectProperty<>(StructureChoice.ALL);
    private final ObjectProperty<Set<Long>> seeds = new SimpleObjectProperty<>(Set.of());
    private final DoubleProperty threshold = new SimpleDoubleProperty(0.7);
    private final ObjectProperty<Unscorable> counting = new SimpleObjectProperty<>(Unscorable.AS_FAILURES);
    private final Consumer<ProjectChange> changed;
    private final Consumer<JobRecord> jobEnded;
    private final Object comparing = new Object();
    private @Nullable Loaded loaded;
    private @Nullable Earlier earlier;
    private boolean visible;
    private boolean setting;

    EvaluateViewModel(
            UiExecutor executor, ObservableValue<@Nullable ProjectSession> session, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.session = session;
        this.onFailed = onFailed;
        // Comes on the thread that wrote, and often while a job runs; the latest look wins.
        changed = change -> executor.onFxThread(this::load);
        jobEnded = job -> {
            if (job.state() == JobState.SUCCEEDED) {
                executor.onFxThread(this::load);
            }
        };
        session.addListener((o, before, now) -> {
            if (before != null) {
                before.project().removeListener(changed);
                before.jobs().removeListener(jobEnded);
            }
            opened(now);
        });
        base.addListener((o, before, now) -> {
            withoutBase();
            compare();
        });
        for (ObservableValue<?> choice : List.of(tuned, prompts, structures, seeds, threshold, counting)) {
            choice.addListener((o, before, now) -> compare());
        }
        opened(session.getValue());
    }

    private void opened(@Nullable ProjectSession now) {
        if (now != null) {
            now.project().addListener(changed);
            now.jobs().addListener(jobEnded);
        }
        loaded = null;
        earlier = null;
        shown.set(null);
        executor.forget(comparing);
        executor.forget(this);
        setting = true;
        base.set("");
        tuned.set(Set.of());
        prompts.set(PromptChoice.ALL);
        structures.set(StructureChoice.ALL);
        seeds.set(Set.of());
        models.set(Map.of());
        setting = false;
        state.set(now == null ? State.NO_PROJECT : State.LOADING);
        load();
    }

    /** Reads only while the page is shown. */
    void setVisible(boolean wanted) {
        visible = wanted;
        load();
    }

    /** Reads the project anew, for instance after looks were measured. */
    void load() {
        ProjectSession open = session.getValue();
        if (open == null || !visible) {
            return;
        }
        executor.load(this, () -> read(open), found -> take(open, found), onFailed);
    }

    private static Loaded read(ProjectSession open) throws WorkbenchException {
        Project project = open.project();
        List<PromptChoice> choices = new ArrayList<>(List.of(PromptChoice.ALL));
        for (PromptSet set : project.promptSets().all()) {
            Set<String> ids = new LinkedHashSet<>();
            project.promptSets().prompts(set.id()).stream()
                    .map(DsrPrompt::promptId)
                    .forEach(ids::add);
            if (!ids.isEmpty()) {
                String version = set.frozen() ? " v" + set.version() : " (draft)";
                choices.add(new PromptChoice(set.name() + version + ", " + ids.size() + " prompts", ids));
            }
        }
        EvaluationData data = EvaluationData.of(project, open.preset());
        return new Loaded(
                data,
                choices,
                StructureChoice.of(project, data),
                AppearanceJob.figures(project, open.jobs().jobs()));
    }

    private void take(ProjectSession open, Loaded found) {
        if (!open.equals(session.getValue())) {
            return;
        }
        loaded = found;
        setting = true;
        Map<String, Integer> counts = new TreeMap<>(Comparator.comparing(NaturalText::of));
        found.data().models().forEach((model, clips) -> counts.put(model, clips.size()));
        models.set(counts);
        if (!sets.get().equals(found.sets())) {
            sets.set(found.sets());
        }
        Earlier before = earlier;
        earlier = null;
        prompts.set(again(found.sets(), before == null ? prompts.get().label() : before.prompts()));
        if (!allStructures.get().equals(found.structures())) {
            allStructures.set(found.structures());
        }
        structures.set(
                again(found.structures(), before == null ? structures.get().label() : before.structures()));
        if (!allSeeds.get().equals(found.data().seeds())) {
            allSeeds.set(found.data().seeds());
        }
        Set<Long> kept = new TreeSet<>(seeds.get());
        kept.retainAll(found.data().seeds());
        seeds.set(kept);
        chooseModels(counts);
        setting = false;
        state.set(counts.isEmpty() ? State.NO_CLIPS : counts.size() == 1 ? State.ONE_MODEL : State.READY);
        compare();
    }

    /** Keeps what was chosen as far as it is still there; otherwise takes what is most likely meant. */
    private void chooseModels(Map<String, Integer> counts) {
        Set<String> names = counts.keySet();
        if (!names.contains(base.get())) {
            base.set(names.stream()
                    .filter(name -> names.stream().anyMatch(other -> other.startsWith(name + "+")))
                    .findFirst()
                    .orElseGet(() -> likelyBase(names)));
        }
        Set<String> kept = new LinkedHashSet<>(tuned.get());
        kept.retainAll(names);
        kept.remove(base.get());
        if (kept.isEmpty()) {
            names.stream()
                    .filter(name -> name.startsWith(base.get() + "+"))
                    .limit(MOST_TUNED)
                    .forEach(kept::add);
        }
        if (kept.isEmpty()) {
            counts.entrySet().stream()
                    .filter(model -> !model.getKey().equals(base.get()))
                    .max(Map.Entry.<String, Integer>comparingByValue())
                    .ifPresent(model -> kept.add(model.getKey()));
        }
        tuned.set(kept);
    }

    private static String likelyBase(Set<String> names) {
        return names.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).matches("base.*|wan.*"))
                .findFirst()
                .orElseGet(() -> names.stream().findFirst().orElse(""));
    }

    /** Chooses what was chosen before, as soon as the clips are read. */
    void restore(Earlier choice) {
        earlier = choice;
        setting = true;
        base.set(choice.base());
        tuned.set(choice.tuned());
        seeds.set(choice.seeds());
        setting = false;
        load();
    }

    /** The choice of that label, or the first. */
    private static <C> C again(List<C> choices, String label) {
        return choices.stream()
                .filter(choice -> choice.toString().equals(label))
                .findFirst()
                .orElse(choices.get(0));
    }

    private void withoutBase() {
        if (tuned.get().contains(base.get())) {
            Set<String> others = new LinkedHashSet<>(tuned.get());
            others.remove(base.get());
            tuned.set(others);
        }
    }

    /** Adds or removes a tuned model; the base, and more than can be told apart, are not taken. */
    void choose(String model, boolean wanted) {
        Set<String> changedSet = new LinkedHashSet<>(tuned.get());
        if (wanted && (model.equals(base.get()) || changedSet.size() >= MOST_TUNED)) {
            return;
        }
        if (wanted ? changedSet.add(model) : changedSet.remove(model)) {
            tuned.set(changedSet);
        }
    }

    private void compare() {
        Loaded from = loaded;
        if (from == null || setting) {
            return;
        }
        if (base.get().isEmpty() || tuned.get().isEmpty()) {
            executor.forget(comparing);
            shown.set(null);
            return;
        }
        EvaluationChoice choice = new EvaluationChoice(
                base.get(),
                models.get().keySet().stream().filter(tuned.get()::contains).toList(),
                prompts.get().prompts(),
                seeds.get(),
                structures.get().structures(),
                threshold.get(),
                counting.get());
        executor.load(
                comparing,
                () -> new Shown(from.data(), choice, from.data().evaluate(choice), from.appearance()),
                shown::set,
                onFailed);
    }

    /** The prompt's sentence of a clip; empty when it has none. */
    String sentence(ScoredClip clip) {
        Loaded from = loaded;
        DsrPrompt prompt = from == null || !from.data().scores().containsKey(clip.clip())
                ? null
                : from.data().listing(clip.clip()).prompt();
        return prompt == null ? "" : prompt.sentence();
    }

    @Nullable
    ProjectSession session() {
        return session.getValue();
    }

    /** A tuned model's name without the base's, where it starts with it: "+lora". */
    static String brief(String base, String model) {
        return model.startsWith(base + "+") ? model.substring(base.length()) : model;
    }

    /** Whether jobs may be started. */
    boolean writable() {
        ProjectSession open = session.getValue();
        return open != null && !open.project().readOnly();
    }

    Shown requireShown() {
        return Objects.requireNonNull(shown.get());
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Models and how many clips of each can be compared. */
    ReadOnlyObjectProperty<Map<String, Integer>> modelsProperty() {
        return models.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<PromptChoice>> setsProperty() {
        return sets.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<StructureChoice>> allStructuresProperty() {
        return allStructures.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<SortedSet<Long>> allSeedsProperty() {
        return allSeeds.getReadOnlyProperty();
    }

    /** Null while nothing is compared. */
    ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ObjectProperty<String> baseProperty() {
        return base;
    }

    ObjectProperty<Set<String>> tunedProperty() {
        return tuned;
    }

    ObjectProperty<PromptChoice> promptsProperty() {
        return prompts;
    }

    ObjectProperty<StructureChoice> structuresProperty() {
        return structures;
    }

    /** Empty for all. */
    ObjectProperty<Set<Long>> seedsProperty() {
        return seeds;
    }

    DoubleProperty thresholdProperty() {
        return threshold;
    }

    ObjectProperty<Unscorable> countingProperty() {
        return counting;
    }
}
