package org.spatialalign.app.generate;

import java.util.Locale;
import javafx.beans.property.Property;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.SamplerKind;

/** The left part of the page: which prompts, which model, how. */
final class GenerateFormView extends VBox {

    private final GenerateViewModel model;
    private final GenerateFormViewModel form;
    private final CommandButtons buttons;

    GenerateFormView(GenerateViewModel model, GenerateCommands commands, CommandButtons buttons) {
        this.model = model;
        this.form = model.form();
        this.buttons = buttons;
        getStyleClass().add("generate-form");
        VBox here = new VBox(12, modelFields(commands), settings(), new CheckPane(model, commands, buttons));
        VBox elsewhere = new VBox(12, new WatchView(model.watch(), commands, buttons));
        shownWhen(here, false);
        shownWhen(elsewhere, true);
        getChildren().addAll(sourceChoice(), labelled("Prompts", promptChoice()), seeds(), here, elsewhere);
    }

    private void shownWhen(Node node, boolean elsewhere) {
        model.watch().shownProperty().subscribe(now -> {
            node.setVisible(now == elsewhere);
            node.setManaged(now == elsewhere);
        });
    }

    private Node sourceChoice() {
        ToggleButton here = new ToggleButton("Made here");
        here.setId("source-model");
        ToggleButton elsewhere = new ToggleButton("Made elsewhere");
        elsewhere.setId("source-folder");
        here.getStyleClass().add("left-pill");
        elsewhere.getStyleClass().add("right-pill");
        ToggleGroup group = new ToggleGroup();
        group.getToggles().addAll(here, elsewhere);
        for (ToggleButton button : new ToggleButton[] {here, elsewhere}) {
            button.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(button, Priority.ALWAYS);
        }
        model.watch().shownProperty().subscribe(now -> group.selectToggle(now ? elsewhere : here));
        group.selectedToggleProperty().addListener((o, before, now) -> {
            if (now == null) {
                // One of the two always holds.
                group.selectToggle(before);
            } else {
                model.watch().shownProperty().set(now.equals(elsewhere));
            }
        });
        return new HBox(here, elsewhere);
    }

    private Node promptChoice() {
        ComboBox<PromptChoiceViewModel.Entry> box =
                new ComboBox<>(model.choice().entries());
        box.setId("generate-prompts");
        box.setAccessibleText("Which prompts");
        box.setMaxWidth(Double.MAX_VALUE);
        Runnable show = () -> model.choice().entries().stream()
                .filter(entry -> entry.id() == model.choice().wanted())
                .findFirst()
                .ifPresent(box::setValue);
        model.choice().entries().addListener((javafx.beans.Observable changed) -> show.run());
        model.choice().wantedProperty().subscribe(show);
        show.run();
        box.setOnAction(event -> {
            if (box.getValue() != null) {
                model.choice().wantedProperty().set(box.getValue().id());
            }
        });
        return box;
    }

    private Node seeds() {
        TextField field = field(form.seeds(), "generate-seeds", "Seeds");
        field.setPromptText("0-4 or 0,7,20-22");
        return labelled("Seeds", field);
    }

    private Node modelFields(GenerateCommands commands) {
        TextField folder = field(form.model(), "generate-model", "Folder of the model");
        folder.setPromptText("folder with model_index.json");
        TextField lora = field(form.lora(), "generate-lora", "LoRA file");
        lora.setPromptText("none");
        TextField scale = field(form.loraScale(), "generate-lora-scale", "Scale of the LoRA");
        scale.setPrefColumnCount(3);
        scale.setMinWidth(48);
        scale.setMaxWidth(56);
        Label times = new Label("×");
        times.setMinWidth(Region.USE_PREF_SIZE);
        Button chooseModel = buttons.iconButton(commands.chooseModel);
        Button chooseLora = buttons.iconButton(commands.chooseLora);
        return new VBox(
                12,
                labelled("Model folder", row(folder, chooseModel)),
                labelled("LoRA, and its scale", row(lora, times, scale, chooseLora)));
    }

    private Node settings() {
        GridPane grid = new GridPane();
        grid.setHgap(8);
        grid.setVgap(8);
        ColumnConstraints half = new ColumnConstraints();
        half.setPercentWidth(50);
        grid.getColumnConstraints().addAll(half, half);
        grid.addRow(0, small("Frames", "frames"), small("Width x height", "size"));
        grid.addRow(1, small("Steps", "steps"), small("Frame rate", "fps"));
        grid.addRow(2, small("Guidance", "guidance"), small("Shift", "shift"));
        grid.addRow(
                3,
                labelled("Sampler", choice(form.samplerProperty(), SamplerKind.values(), "generate-sampler")),
                labelled("Device", choice(form.deviceProperty(), ComputeChoice.values(), "generate-device")));
        TextArea negative = new TextArea();
        negative.setId("generate-negative");
        negative.setAccessibleText("Negative prompt");
        negative.setWrapText(true);
        negative.setPrefRowCount(3);
        negative.textProperty().bindBidirectional(form.text("negative"));
        CheckBox latents = new CheckBox("Keep latents for training");
        latents.setId("generate-latents");
        latents.selectedProperty().bindBidirectional(form.saveLatentsProperty());
        Hyperlink reset = new Hyperlink("The paper's settings");
        reset.setId("generate-reset");
        reset.setOnAction(event -> {
            reset.setVisited(false);
            form.reset();
        });
        VBox content = new VBox(8, grid, labelled("Negative prompt", negative), latents, reset);
        TitledPane pane = new TitledPane("Settings", content);
        pane.setId("generate-settings");
        pane.setAnimated(false);
        pane.setExpanded(false);
        pane.getStyleClass().add("dense");
        return pane;
    }

    private Node small(String title, String name) {
        return labelled(title, field(form.text(name), "generate-" + name, title));
    }

    private static TextField field(StringProperty text, String id, String accessible) {
        TextField field = new TextField();
        field.setId(id);
        field.setAccessibleText(accessible);
        field.textProperty().bindBidirectional(text);
        field.setMinWidth(0);
        HBox.setHgrow(field, Priority.ALWAYS);
        return field;
    }

    private static <E extends Enum<E>> Node choice(Property<E> property, E[] all, String id) {
        ComboBox<E> box = new ComboBox<>(FXCollections.observableArrayList(all));
        box.setId(id);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(E value) {
                return value == null ? "" : words(value.name());
            }

            @Override
            public E fromString(String text) {
                return property.getValue();
            }
        });
        box.valueProperty().bindBidirectional(property);
        return box;
    }

    private static String words(String name) {
        return switch (name) {
            case "EULER" -> "Euler";
            case "UNIPC" -> "UniPC";
            case "CPU", "GPU" -> name;
            default -> name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
        };
    }

    static HBox row(Node... nodes) {
        HBox row = new HBox(4, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    static Node labelled(String title, Node field) {
        Label label = new Label(title);
        label.getStyleClass().add("caption");
        label.setLabelFor(field);
        return new VBox(2, label, field);
    }
}
