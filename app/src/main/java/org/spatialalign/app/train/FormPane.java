package org.spatialalign.app.train;

import java.util.Locale;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.beans.property.Property;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.store.PairSetRepository.Heading;
import org.spatialalign.engine.train.TrainingConfig;
import org.spatialalign.engine.workflow.TrainSpec;

/** The settings of the training that would be started, each with what it does; below, what it would take. */
final class FormPane extends VBox {

    /** A check waits until somebody has stopped typing. */
    private static final Duration QUIET = Duration.millis(400);

    private final TrainFormViewModel form;
    private final CommandButtons buttons;

    FormPane(TrainFormViewModel form, TrainCommands commands, CommandButtons buttons) {
        this.form = form;
        this.buttons = buttons;
        VBox fields = new VBox(12, goingOn(), model(commands), pairs(), preset(commands));
        for (TrainField.Group group : TrainField.Group.values()) {
            fields.getChildren().add(group(group));
        }
        SampleForm samples = new SampleForm(form.samples());
        fields.getChildren().add(samples);
        fields.getChildren()
                .add(labelled(
                        "Device",
                        "Where it is computed. A run can only go on where it was begun.",
                        choice(
                                FXCollections.observableArrayList(ComputeChoice.values()),
                                form.deviceProperty(),
                                FormPane::words,
                                "train-device",
                                "Device")));
        fields.getStyleClass().add("train-fields");
        ScrollPane scroll = new ScrollPane(fields);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.setMinHeight(120);
        scroll.getStyleClass().add("plain-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        ScrollPane plan = new ScrollPane(new PlanPane(form));
        plan.setFitToWidth(true);
        plan.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        plan.setFocusTraversable(false);
        plan.getStyleClass().add("plain-scroll");
        plan.setPrefHeight(264);
        plan.setMinHeight(140);
        Button start = buttons.button(commands.start);
        start.getStyleClass().add(atlantafx.base.theme.Styles.ACCENT);
        start.setMaxWidth(Double.MAX_VALUE);
        start.setMinHeight(Region.USE_PREF_SIZE);
        VBox foot = new VBox(8, plan, start);
        foot.getStyleClass().add("train-foot");
        getChildren().addAll(scroll, foot);
        PauseTransition quiet = new PauseTransition(QUIET);
        quiet.setOnFinished(event -> form.check());
        form.editsProperty().subscribe(count -> {
            samples.count();
            quiet.playFromStart();
        });
    }

    /** Says with which run the new one goes on; nothing for one that begins anew. */
    private Node goingOn() {
        Label words = new Label();
        words.setId("train-parent");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        Button anew = new Button("Begin anew instead");
        anew.setId("train-anew");
        anew.setOnAction(event -> form.parentProperty().set(null));
        VBox box = new VBox(8, words, anew);
        box.getStyleClass().add("card");
        form.parentProperty().subscribe(parent -> {
            box.setVisible(parent != null);
            box.setManaged(parent != null);
            if (parent != null) {
                words.setText(String.format(
                        Locale.ROOT,
                        "Goes on with run %d from step %,d. Steps counts those of that run too; all that decides a step has"
                                + " to stay as it was.",
                        parent.run(),
                        parent.step()));
            }
        });
        return box;
    }

    private Node model(TrainCommands commands) {
        TextField folder = new TextField();
        folder.setId("train-model");
        folder.setPromptText("folder with model_index.json");
        folder.setAccessibleText("Folder of the model");
        folder.textProperty().bindBidirectional(form.modelProperty());
        folder.setMinWidth(0);
        HBox.setHgrow(folder, Priority.ALWAYS);
        HBox row = new HBox(4, folder, buttons.iconButton(commands.chooseModel));
        row.setAlignment(Pos.CENTER_LEFT);
        return labelled("Model", "The folder of a Wan 2.1 text-to-video model in the layout of diffusers.", row);
    }

    private Node pairs() {
        ComboBox<@Nullable Heading> sets = choice(
                form.pairSets(),
                form.pairSetProperty(),
                set -> set == null ? "" : set.name() + " (" + set.pairs() + (set.pairs() == 1 ? " pair)" : " pairs)"),
                "train-pair-set",
                "Set of pairs");
        ComboBox<TrainSpec.Use> use = choice(
                FXCollections.observableArrayList(TrainSpec.Use.values()),
                form.useProperty(),
                FormPane::words,
                "train-use",
                "Which of its pairs");
        return new VBox(
                8,
                labelled("Pairs", "A set never changes, so a run can always be done again.", sets),
                labelled("Which of them", "", use));
    }

    private Node preset(TrainCommands commands) {
        ComboBox<TrainingConfig> presets =
                choice(form.presets(), form.presetProperty(), TrainingConfig::name, "train-preset", "Preset");
        HBox row = new HBox(
                4,
                presets,
                buttons.iconButton(commands.readPreset),
                buttons.iconButton(commands.writePreset),
                buttons.iconButton(commands.resetPreset));
        HBox.setHgrow(presets, Priority.ALWAYS);
        row.setAlignment(Pos.CENTER_LEFT);
        return labelled("Settings", "\"paper\" is what the paper's adapter was trained with.", row);
    }

    private Node group(TrainField.Group group) {
        VBox content = new VBox(8);
        group.fields().forEach(field -> content.getChildren().add(field(field)));
        TitledPane pane = new TitledPane(group.title(), content);
        pane.setAnimated(false);
        pane.setExpanded(group == TrainField.Group.MAIN);
        pane.getStyleClass().add("dense");
        return pane;
    }

    private Node field(TrainField field) {
        if (field.choices().findAny().isPresent()) {
            return labelled(
                    field.title(),
                    field.explanation(),
                    choice(
                            FXCollections.observableArrayList(field.choices().toList()),
                            form.text(field),
                            TrainField::words,
                            field.id(),
                            field.title()));
        }
        TextField text = new TextField();
        text.setId(field.id());
        text.setAccessibleText(field.title());
        text.setAccessibleHelp(field.explanation());
        text.textProperty().bindBidirectional(form.text(field));
        return labelled(field.title(), field.explanation(), text);
    }

    private static String words(Enum<?> value) {
        return switch (value.name()) {
            case "CPU", "GPU" -> value.name();
            case "AUTO" -> "A GPU if there is one";
            case "ALL" -> "All decided pairs";
            case "SCORE" -> "Those decided by score";
            case "VERDICT" -> "Those decided by people";
            default -> value.name().toLowerCase(Locale.ROOT);
        };
    }

    private static <T extends @Nullable Object> ComboBox<T> choice(
            ObservableList<T> all, Property<T> property, Function<T, String> words, String id, String accessible) {
        ComboBox<T> box = new ComboBox<>(all);
        box.setId(id);
        box.setAccessibleText(accessible);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setMinWidth(0);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public T fromString(String text) {
                return property.getValue();
            }
        });
        box.valueProperty().bindBidirectional(property);
        return box;
    }

    /** A control with its name above and what it does below. */
    static Node labelled(String title, String explanation, Node control) {
        Label name = new Label(title);
        name.getStyleClass().add("strong");
        name.setLabelFor(control);
        VBox box = new VBox(2, name, control);
        if (!explanation.isEmpty()) {
            Label text = new Label(explanation);
            text.getStyleClass().add("caption");
            text.setWrapText(true);
            text.setMinHeight(Region.USE_PREF_SIZE);
            box.getChildren().add(text);
        }
        return box;
    }
}
