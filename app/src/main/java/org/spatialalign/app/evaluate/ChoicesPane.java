package org.spatialalign.app.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.spatialalign.engine.evaluate.Unscorable;

/** What is compared: models, prompts, seeds, the threshold, and what becomes of clips without a score. */
final class ChoicesPane extends ScrollPane {

    private final EvaluateViewModel evaluate;
    private final ComboBox<String> base = new ComboBox<>();
    private final VBox tuned = new VBox(6);
    private final ComboBox<PromptChoice> prompts = new ComboBox<>();
    private final ComboBox<StructureChoice> structures = new ComboBox<>();
    private final FlowPane seeds = new FlowPane(12, 6);
    private boolean filling;

    ChoicesPane(EvaluateViewModel evaluate) {
        this.evaluate = evaluate;
        getStyleClass().addAll("plain-scroll", "choices-scroll");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        setMinWidth(232);
        setPrefWidth(232);
        Node structureGroup = group("Sentence structures", structureBox());
        structureGroup.managedProperty().bind(structureGroup.visibleProperty());
        VBox body = new VBox(
                group("Base", baseBox()),
                group("Compared with", tuned),
                group("Prompts", promptBox()),
                structureGroup,
                group("Seeds", seeds),
                group("Threshold", threshold()),
                group("Clips without a score", counting()));
        body.getStyleClass().add("choices");
        setContent(body);
        evaluate.modelsProperty().subscribe(now -> fillModels());
        evaluate.baseProperty().subscribe(now -> fillModels());
        evaluate.tunedProperty().subscribe(now -> fillTuned());
        evaluate.setsProperty().subscribe(now -> fillSets());
        evaluate.promptsProperty().subscribe(now -> fillSets());
        evaluate.allStructuresProperty().subscribe(now -> {
            structureGroup.setVisible(now.size() > 1);
            fillStructures();
        });
        evaluate.structuresProperty().subscribe(now -> fillStructures());
        evaluate.allSeedsProperty().subscribe(now -> fillSeeds());
        evaluate.seedsProperty().subscribe(now -> fillSeeds());
    }

    private static Node group(String title, Node content) {
        Label heading = new Label(title);
        heading.getStyleClass().add("choice-title");
        heading.setLabelFor(content);
        return new VBox(6, heading, content);
    }

    private Node baseBox() {
        base.setId("evaluate-base");
        base.setMaxWidth(Double.MAX_VALUE);
        base.setAccessibleText("Base model");
        base.valueProperty().addListener((o, before, now) -> {
            if (!filling && now != null) {
                evaluate.baseProperty().set(now);
            }
        });
        return base;
    }

    private Node promptBox() {
        prompts.setId("evaluate-prompts");
        prompts.setMaxWidth(Double.MAX_VALUE);
        prompts.setAccessibleText("Prompts to evaluate");
        prompts.valueProperty().addListener((o, before, now) -> {
            if (!filling && now != null) {
                evaluate.promptsProperty().set(now);
            }
        });
        return prompts;
    }

    private Node structureBox() {
        structures.setId("evaluate-structures");
        structures.setMaxWidth(Double.MAX_VALUE);
        structures.setAccessibleText("Sentence structures to evaluate");
        structures.setTooltip(new Tooltip("Structures that a training has not seen show whether the model has learned"
                + " what sentences mean, and not only how they are built"));
        structures.valueProperty().addListener((o, before, now) -> {
            if (!filling && now != null) {
                evaluate.structuresProperty().set(now);
            }
        });
        return structures;
    }

    private void fillStructures() {
        filling = true;
        List<StructureChoice> choices = evaluate.allStructuresProperty().get();
        if (!structures.getItems().equals(choices)) {
            structures.setItems(FXCollections.observableArrayList(choices));
        }
        structures.setValue(evaluate.structuresProperty().get());
        filling = false;
    }

    private void fillModels() {
        filling = true;
        List<String> names = List.copyOf(evaluate.modelsProperty().get().keySet());
        if (!base.getItems().equals(names)) {
            base.setItems(FXCollections.observableArrayList(names));
        }
        base.setValue(evaluate.baseProperty().get());
        filling = false;
        fillTuned();
    }

    private void fillTuned() {
        Set<String> chosen = evaluate.tunedProperty().get();
        List<Node> boxes = new ArrayList<>();
        evaluate.modelsProperty().get().forEach((model, clips) -> {
            if (!model.equals(evaluate.baseProperty().get())) {
                CheckBox box = new CheckBox(
                        EvaluateViewModel.brief(evaluate.baseProperty().get(), model) + " (" + clips + ")");
                box.setId("evaluate-with-" + model);
                box.setAccessibleText("Compare with " + model + ", " + Say.count(clips, "clip"));
                box.setWrapText(true);
                box.setMinHeight(Region.USE_PREF_SIZE);
                box.setSelected(chosen.contains(model));
                box.setDisable(!chosen.contains(model) && chosen.size() >= EvaluateViewModel.MOST_TUNED);
                box.setOnAction(event -> evaluate.choose(model, box.isSelected()));
                boxes.add(box);
            }
        });
        // The keyboard stays where it is when only the marks change.
        String focus = getScene() != null && getScene().getFocusOwner() != null
                ? String.valueOf(getScene().getFocusOwner().getId())
                : "";
        tuned.getChildren().setAll(boxes);
        boxes.stream().filter(box -> focus.equals(box.getId())).findFirst().ifPresent(Node::requestFocus);
    }

    private void fillSets() {
        filling = true;
        List<PromptChoice> choices = evaluate.setsProperty().get();
        if (!prompts.getItems().equals(choices)) {
            prompts.setItems(FXCollections.observableArrayList(choices));
        }
        prompts.setValue(evaluate.promptsProperty().get());
        filling = false;
    }

    private void fillSeeds() {
        SortedSet<Long> all = evaluate.allSeedsProperty().get();
        Set<Long> chosen = evaluate.seedsProperty().get();
        if (seeds.getChildren().size() != all.size()) {
            seeds.getChildren().clear();
            for (long seed : all) {
                CheckBox box = new CheckBox(Long.toString(seed));
                box.setAccessibleText("Seed " + seed);
                box.setUserData(seed);
                box.setOnAction(event -> chooseSeeds());
                seeds.getChildren().add(box);
            }
        }
        seeds.getChildren().forEach(node -> {
            CheckBox box = (CheckBox) node;
            box.setSelected(chosen.isEmpty() || chosen.contains((Long) box.getUserData()));
        });
    }

    /** All of them is the same as no choice; none would show nothing, so that the last one stays. */
    private void chooseSeeds() {
        Set<Long> wanted = new TreeSet<>();
        seeds.getChildren().forEach(node -> {
            if (((CheckBox) node).isSelected()) {
                wanted.add((Long) node.getUserData());
            }
        });
        if (wanted.isEmpty()) {
            fillSeeds();
        } else {
            evaluate.seedsProperty().set(wanted.size() == seeds.getChildren().size() ? Set.of() : wanted);
        }
    }

    private Node threshold() {
        Slider slider = new Slider(0, 1, 0.7);
        slider.setId("evaluate-threshold");
        slider.setBlockIncrement(0.01);
        slider.setAccessibleText("Threshold");
        HBox.setHgrow(slider, Priority.ALWAYS);
        slider.setMinWidth(80);
        slider.valueProperty().addListener((o, before, now) -> {
            double rounded = Math.round(100 * now.doubleValue()) / 100.0;
            evaluate.thresholdProperty().set(rounded);
        });
        Label number = new Label();
        number.getStyleClass().add("strong");
        number.setMinWidth(Region.USE_PREF_SIZE);
        evaluate.thresholdProperty().subscribe(value -> {
            number.setText(Say.threshold(value.doubleValue()));
            if (Math.abs(slider.getValue() - value.doubleValue()) > 0.005) {
                slider.setValue(value.doubleValue());
            }
        });
        HBox row = new HBox(8, slider, number);
        row.setAlignment(Pos.CENTER_LEFT);
        Label hint = new Label("A clip in which nothing moves gets 0.50 or 0.625; the paper trains with 0.70.");
        hint.getStyleClass().addAll("caption");
        hint.setWrapText(true);
        hint.setMinHeight(Region.USE_PREF_SIZE);
        return new VBox(4, row, hint);
    }

    private Node counting() {
        ToggleGroup group = new ToggleGroup();
        RadioButton failures = new RadioButton("count as failures, as in the paper");
        RadioButton out = new RadioButton("are left out");
        failures.setId("evaluate-failures");
        out.setId("evaluate-left-out");
        for (RadioButton button : List.of(failures, out)) {
            button.setToggleGroup(group);
            button.setWrapText(true);
            button.setMinHeight(Region.USE_PREF_SIZE);
        }
        failures.setOnAction(event -> evaluate.countingProperty().set(Unscorable.AS_FAILURES));
        out.setOnAction(event -> evaluate.countingProperty().set(Unscorable.LEFT_OUT));
        evaluate.countingProperty().subscribe(counting -> {
            failures.setSelected(counting == Unscorable.AS_FAILURES);
            out.setSelected(counting == Unscorable.LEFT_OUT);
        });
        return new VBox(6, failures, out);
    }
}
