package org.spatialalign.app.train;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.SeedList;
import org.spatialalign.engine.generate.VideoSize;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.workflow.GenerateSpec;
import org.spatialalign.engine.workflow.SampleSettings;

/** Which clips a training makes of its checkpoints: of which prompts and seeds, and how. None while no prompt is ticked. */
final class SampleFormViewModel {

    /** A prompt of the project that can be ticked. */
    static final class Choice {

        private final DsrPrompt prompt;
        private final BooleanProperty chosen = new SimpleBooleanProperty();

        Choice(DsrPrompt prompt) {
            this.prompt = prompt;
        }

        DsrPrompt prompt() {
            return prompt;
        }

        BooleanProperty chosenProperty() {
            return chosen;
        }
    }

    private final Runnable edited;
    private final ObservableList<Choice> choices = FXCollections.observableArrayList();
    private final Map<SampleField, StringProperty> texts = new EnumMap<>(SampleField.class);
    /** Ticked, known to the project or not yet. */
    private final Set<String> chosen = new HashSet<>();

    /** @param edited called after each change */
    SampleFormViewModel(Runnable edited) {
        this.edited = edited;
        for (SampleField field : SampleField.values()) {
            StringProperty text = new SimpleStringProperty(field.standard());
            text.addListener((o, before, now) -> edited.run());
            texts.put(field, text);
        }
    }

    /** The project's prompts as they are now; those that were ticked stay so. */
    void take(List<DsrPrompt> prompts) {
        List<DsrPrompt> able =
                prompts.stream().filter(prompt -> !prompt.sentence().isBlank()).toList();
        if (able.equals(choices.stream().map(Choice::prompt).toList())) {
            return;
        }
        choices.setAll(able.stream().map(this::choice).toList());
        edited.run();
    }

    private Choice choice(DsrPrompt prompt) {
        Choice choice = new Choice(prompt);
        choice.chosenProperty().set(chosen.contains(prompt.promptId()));
        choice.chosenProperty().addListener((o, before, now) -> {
            if (now) {
                chosen.add(prompt.promptId());
            } else {
                chosen.remove(prompt.promptId());
            }
            edited.run();
        });
        return choice;
    }

    /** Ticks these and no others. */
    void choose(List<String> ids) {
        chosen.clear();
        chosen.addAll(ids);
        choices.forEach(choice ->
                choice.chosenProperty().set(ids.contains(choice.prompt().promptId())));
    }

    /** Ticks the first prompt of each type: a small set that says something of all. */
    void chooseOneOfEachType() {
        Map<String, String> first = new LinkedHashMap<>();
        choices.forEach(choice ->
                first.putIfAbsent(choice.prompt().type().code(), choice.prompt().promptId()));
        choose(List.copyOf(first.values()));
    }

    /** The prompts that are ticked, in the project's order. */
    List<String> chosen() {
        return choices.isEmpty()
                ? chosen.stream().sorted().toList()
                : choices.stream()
                        .filter(choice -> choice.chosenProperty().get())
                        .map(choice -> choice.prompt().promptId())
                        .toList();
    }

    /**
     * What is asked for.
     *
     * @return null while no prompt is ticked
     * @throws WorkbenchException naming the field that makes no sense
     */
    @Nullable
    SampleSettings settings() throws WorkbenchException {
        List<GenerateSpec.Prompt> prompts = choices.stream()
                .filter(choice -> choice.chosenProperty().get())
                .map(choice -> new GenerateSpec.Prompt(
                        choice.prompt().promptId(), choice.prompt().sentence()))
                .toList();
        if (prompts.isEmpty()) {
            return null;
        }
        GenerationSettings paper = GenerationSettings.PAPER;
        GenerationSettings made = new GenerationSettings(
                VideoSize.parse(text(SampleField.SIZE).get(), whole(SampleField.FRAMES)),
                paper.sampler(),
                whole(SampleField.STEPS),
                paper.shift(),
                number(SampleField.GUIDANCE),
                paper.negativePrompt(),
                paper.frameRate(),
                paper.roundedTimesteps(),
                paper.eightBit());
        String detector = text(SampleField.DETECTOR).get().strip();
        SampleSettings settings = new SampleSettings(
                prompts,
                SeedList.parse(text(SampleField.SEEDS).get()),
                made,
                whole(SampleField.EVERY),
                number(SampleField.THRESHOLD),
                detector.isEmpty() ? null : detector);
        settings.check();
        return settings;
    }

    /** The settings of an earlier run. */
    void show(@Nullable SampleSettings settings) {
        if (settings == null) {
            choose(List.of());
            return;
        }
        choose(settings.prompts().stream()
                .map(prompt -> String.valueOf(prompt.id()))
                .toList());
        VideoSize size = settings.settings().size();
        text(SampleField.SEEDS)
                .set(String.join(
                        ", ", settings.seeds().stream().map(String::valueOf).toList()));
        text(SampleField.EVERY).set(String.valueOf(settings.every()));
        text(SampleField.FRAMES).set(String.valueOf(size.frames()));
        text(SampleField.SIZE).set(size.width() + "x" + size.height());
        text(SampleField.STEPS).set(String.valueOf(settings.settings().steps()));
        text(SampleField.GUIDANCE).set(String.valueOf(settings.settings().guidance()));
        text(SampleField.THRESHOLD).set(String.valueOf(settings.threshold()));
        text(SampleField.DETECTOR).set(Objects.requireNonNullElse(settings.detector(), ""));
    }

    private int whole(SampleField field) throws WorkbenchException {
        String text = text(field).get().strip();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new WorkbenchException(
                    "Samples: " + field.title() + " is '" + text + "'; expected a whole number", e);
        }
    }

    private double number(SampleField field) throws WorkbenchException {
        String text = text(field).get().strip();
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new WorkbenchException("Samples: " + field.title() + " is '" + text + "'; expected a number", e);
        }
    }

    ObservableList<Choice> choices() {
        return choices;
    }

    StringProperty text(SampleField field) {
        StringProperty text = texts.get(field);
        if (text == null) {
            throw new IllegalStateException(field.name());
        }
        return text;
    }
}
