package org.spatialalign.app.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.store.PairSetRepository.Heading;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.train.TrainingConfig;
import org.spatialalign.engine.train.TrainingPresets;
import org.spatialalign.engine.workflow.TrainPlan;
import org.spatialalign.engine.workflow.TrainRun;
import org.spatialalign.engine.workflow.TrainSpec;

/** The training that would be started: model, pairs, settings, and what they would take. */
final class TrainFormViewModel {

    private final UiExecutor executor;
    private final StringProperty model = new SimpleStringProperty("");
    private final ObservableList<Heading> pairSets = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Heading> pairSet = new SimpleObjectProperty<>();
    private final ObjectProperty<TrainSpec.Use> use = new SimpleObjectProperty<>(TrainSpec.Use.ALL);
    private final ObjectProperty<ComputeChoice> device = new SimpleObjectProperty<>(ComputeChoice.AUTO);
    private final ObservableList<TrainingConfig> presets = FXCollections.observableArrayList();
    private final ObjectProperty<TrainingConfig> preset = new SimpleObjectProperty<>(TrainingConfig.PAPER);
    private final Map<TrainField, StringProperty> texts = new EnumMap<>(TrainField.class);
    private final SampleFormViewModel samples = new SampleFormViewModel(this::edited);
    private final ObjectProperty<RunRecord.@Nullable Parent> parent = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<@Nullable TrainPlan> plan = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper setsKnown = new ReadOnlyBooleanWrapper();
    private final ReadOnlyLongWrapper edits = new ReadOnlyLongWrapper();
    private final BooleanBinding ready = Bindings.createBooleanBinding(this::isReady, plan, checking);
    private @Nullable Project project;
    private @Nullable TrainSpec checked;
    /** Chosen before the project's sets were known; empty for none. */
    private String awaitedSet = "";

    TrainFormViewModel(UiExecutor executor) {
        this.executor = executor;
        presets.setAll(TrainingPresets.all().values());
        for (TrainField field : TrainField.values()) {
            StringProperty text = new SimpleStringProperty("");
            text.addListener((o, before, now) -> edited());
            texts.put(field, text);
        }
        fill(TrainingConfig.PAPER);
        preset.addListener((o, before, now) -> fill(now));
        model.addListener((o, before, now) -> edited());
        pairSet.addListener((o, before, now) -> edited());
        use.addListener((o, before, now) -> edited());
        device.addListener((o, before, now) -> edited());
        parent.addListener((o, before, now) -> edited());
    }

    private boolean isReady() {
        TrainPlan now = plan.get();
        return now != null && !checking.get() && now.problems().isEmpty();
    }

    private void edited() {
        executor.forget(plan);
        checking.set(false);
        plan.set(null);
        problem.set("");
        edits.set(edits.get() + 1);
    }

    private void fill(TrainingConfig config) {
        JsonNode all = Json.tree(config);
        texts.forEach((field, text) -> text.set(all.at(field.pointer()).asText()));
    }

    /** Null when none is open. */
    void open(@Nullable Project opened) {
        project = opened;
        pairSet.set(null);
        awaitedSet = "";
        parent.set(null);
        samples.choose(List.of());
        samples.take(List.of());
        pairSets.clear();
        setsKnown.set(false);
        refreshSets();
        edited();
    }

    /** Looks for sets of pairs that were made meanwhile; a newly made one is chosen where none was. */
    void refreshSets() {
        Project open = project;
        if (open == null) {
            return;
        }
        executor.load(
                samples,
                () -> open.prompts().all(),
                samples::take,
                failure -> problem.set(String.valueOf(failure.getMessage())));
        executor.load(
                pairSets,
                () -> open.pairSets().all(),
                all -> {
                    Heading kept = pairSet.get();
                    if (!all.equals(pairSets)) {
                        pairSets.setAll(all);
                    }
                    pairSet.set(
                            kept != null && all.contains(kept) ? kept : all.isEmpty() ? null : all.get(all.size() - 1));
                    setsKnown.set(true);
                    choosePairSet(awaitedSet);
                },
                failure -> problem.set(String.valueOf(failure.getMessage())));
    }

    /** Chooses a set by its name, now or as soon as the project's sets are known; nothing when there is none. */
    void choosePairSet(String name) {
        awaitedSet = setsKnown.get() ? "" : name;
        pairSets.stream().filter(set -> set.name().equals(name)).findFirst().ifPresent(pairSet::set);
    }

    /** The chosen set's name, or that of the one that will be chosen; empty for none. */
    String wantedPairSet() {
        Heading set = pairSet.get();
        return set == null ? awaitedSet : set.name();
    }

    /** Chooses settings, which need not be in the list yet. */
    void choosePreset(TrainingConfig config) {
        if (!presets.contains(config)) {
            presets.removeIf(known ->
                    known.name().equals(config.name()) && !TrainingPresets.all().containsKey(known.name()));
            presets.add(config);
        }
        preset.set(config);
    }

    /** @throws WorkbenchException naming the field that makes no sense */
    TrainingConfig config() throws WorkbenchException {
        TrainingConfig base = preset.get();
        ObjectNode all = (ObjectNode) Json.tree(base);
        for (Map.Entry<TrainField, StringProperty> entry : texts.entrySet()) {
            TrainField field = entry.getKey();
            JsonNode old = all.at(field.pointer());
            JsonNode now = value(field, old, entry.getValue().get().strip());
            int cut = field.pointer().lastIndexOf('/');
            ((ObjectNode) all.at(field.pointer().substring(0, cut)))
                    .set(field.pointer().substring(cut + 1), now);
        }
        if (!all.equals(Json.tree(base)) && !base.name().endsWith(", changed")) {
            all.put("name", base.name() + ", changed");
        }
        TrainingConfig config = Json.convert(all, TrainingConfig.class);
        config.check();
        return config;
    }

    private static JsonNode value(TrainField field, JsonNode old, String text) throws WorkbenchException {
        // The same number must stay the same node, or it would count as changed.
        if (old.asText().equals(text)) {
            return old;
        }
        try {
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            if (old.isBoolean()) {
                return nodes.booleanNode(Boolean.parseBoolean(text));
            }
            if (old.isIntegralNumber()) {
                return nodes.numberNode(Long.parseLong(text));
            }
            return old.isNumber() ? nodes.numberNode(Double.parseDouble(text)) : nodes.textNode(text);
        } catch (NumberFormatException e) {
            String expected = old.isIntegralNumber() ? "a whole number" : "a number";
            throw new WorkbenchException(field.title() + " is '" + text + "'; expected " + expected, e);
        }
    }

    /** @throws WorkbenchException saying what is still to be chosen, or what makes no sense */
    TrainSpec spec() throws WorkbenchException {
        Heading set = pairSet.get();
        if (model.get().isBlank()) {
            throw new WorkbenchException("Choose the folder of the model to be trained.");
        }
        if (set == null) {
            throw new WorkbenchException("Choose a set of pairs. Sets are made on the Pairs page.");
        }
        return new TrainSpec(
                model.get().strip(),
                set.name(),
                set.hash(),
                use.get(),
                config(),
                device.get(),
                samples.settings(),
                parent.get());
    }

    /** Sets up a training that goes on with a run of the project, for as many steps again. */
    void goOnWith(TrainRun run) {
        executor.load(
                parent,
                () -> {
                    TrainSpec same = run.goingOn(run.spec().config().steps());
                    long done = Objects.requireNonNull(same.parent()).step();
                    return run.goingOn(2 * Math.max(1, done));
                },
                longer -> show(run.spec().config(), longer),
                failure -> problem.set(String.valueOf(failure.getMessage())));
    }

    private void show(TrainingConfig preset, TrainSpec spec) {
        model.set(spec.model());
        choosePairSet(spec.pairSet());
        use.set(spec.use());
        device.set(spec.device());
        choosePreset(preset);
        fill(spec.config());
        samples.show(spec.samples());
        parent.set(spec.parent());
    }

    /** Works out what the training would take; the answer is in {@link #planProperty} or {@link #problemProperty}. */
    void check() {
        Project open = project;
        if (open == null || plan.get() != null || checking.get()) {
            return;
        }
        TrainSpec spec;
        try {
            spec = spec();
        } catch (WorkbenchException e) {
            problem.set(String.valueOf(e.getMessage()));
            return;
        }
        checking.set(true);
        executor.load(
                plan,
                () -> TrainPlan.of(open, spec, true),
                found -> {
                    checked = spec;
                    problem.set("");
                    plan.set(found);
                    checking.set(false);
                },
                failure -> {
                    problem.set(String.valueOf(failure.getMessage()));
                    checking.set(false);
                });
    }

    /** What was checked and may be started; null when there is nothing. */
    @Nullable
    TrainSpec startable() {
        return isReady() ? checked : null;
    }

    /** Adds the preset of a file and chooses it. */
    void readPreset(Path file) {
        executor.load(
                presets,
                () -> TrainingPresets.read(file),
                this::choosePreset,
                failure -> problem.set(String.valueOf(failure.getMessage())));
    }

    /** Writes the settings as they stand, to be read again with {@link #readPreset}. */
    void writePreset(Path file) {
        executor.load(
                texts,
                () -> {
                    ObjectNode all = (ObjectNode) Json.tree(config());
                    all.remove("name");
                    String text = all.toPrettyString() + "\n";
                    AtomicFiles.write(file, temporary -> Files.writeString(temporary, text));
                    return file;
                },
                this::readPreset,
                failure -> problem.set(String.valueOf(failure.getMessage())));
    }

    /** The preset's own settings again. */
    void reset() {
        fill(preset.get());
    }

    /** Clips that it makes of its checkpoints. */
    SampleFormViewModel samples() {
        return samples;
    }

    /** The checkpoint of an earlier run that it goes on from; null to begin anew. */
    ObjectProperty<RunRecord.@Nullable Parent> parentProperty() {
        return parent;
    }

    StringProperty modelProperty() {
        return model;
    }

    ObservableList<Heading> pairSets() {
        return pairSets;
    }

    /** Whether the project's sets have been looked at. */
    ReadOnlyBooleanProperty setsKnownProperty() {
        return setsKnown.getReadOnlyProperty();
    }

    ObjectProperty<@Nullable Heading> pairSetProperty() {
        return pairSet;
    }

    ObjectProperty<TrainSpec.Use> useProperty() {
        return use;
    }

    ObjectProperty<ComputeChoice> deviceProperty() {
        return device;
    }

    ObservableList<TrainingConfig> presets() {
        return presets;
    }

    ObjectProperty<TrainingConfig> presetProperty() {
        return preset;
    }

    StringProperty text(TrainField field) {
        StringProperty text = texts.get(field);
        if (text == null) {
            throw new IllegalStateException(field.name());
        }
        return text;
    }

    ReadOnlyObjectProperty<@Nullable TrainPlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /** What is missing or wrong; empty for nothing. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty checkingProperty() {
        return checking.getReadOnlyProperty();
    }

    /** Counts the changes, so that a check can wait until somebody has finished typing. */
    ReadOnlyLongProperty editsProperty() {
        return edits.getReadOnlyProperty();
    }

    BooleanBinding ready() {
        return ready;
    }
}
