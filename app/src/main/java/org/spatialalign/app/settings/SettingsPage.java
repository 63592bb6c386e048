package org.spatialalign.app.settings;

import atlantafx.base.controls.ToggleSwitch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.Page;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.Preferences.Appearance;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.app.fx.UiExecutor;

/** The preferences, each at work as soon as it is changed. */
public final class SettingsPage implements Page {

    private static final int SCALE_STEP = 25;

    private final Settings settings;
    private final Dialogs dialogs;
    private final DetectorChoice detector;
    private final KeyTable keys;
    private @Nullable Node view;

    public SettingsPage(Settings settings, Keymap keymap, Dialogs dialogs, UiExecutor executor) {
        this.settings = settings;
        this.dialogs = dialogs;
        this.detector = new DetectorChoice(settings, executor);
        this.keys = new KeyTable(keymap, dialogs);
    }

    @Override
    public String id() {
        return "settings";
    }

    @Override
    public String title() {
        return "Settings";
    }

    @Override
    public Ikon icon() {
        return MaterialDesignC.COG_OUTLINE;
    }

    @Override
    public List<Command> commands() {
        return List.of();
    }

    @Override
    public void shown() {
        keys.refresh();
        detector.look();
    }

    @Override
    public JsonNode saveState() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void restoreState(JsonNode state) {
        // Settings are their own memory.
    }

    @Override
    public Node view() {
        if (view == null) {
            view = build();
        }
        return view;
    }

    private Node build() {
        Label heading = new Label("Settings");
        heading.getStyleClass().add("page-title");
        VBox look = section(
                "Appearance",
                row("Theme", "System follows the desktop where it tells.", appearance()),
                row("Size", "Everything in the window, text and pictures.", scale()));
        VBox work = section(
                "Work",
                row("Your name", "Signs the corrections you make.", annotator()),
                row("Reopen at start", "Begin with the project that was open last.", reopen()));
        VBox models = section("Models", detectorRow());
        VBox keySection = section("Keys", keys);
        Label file = new Label("Kept in " + settings.file());
        file.getStyleClass().add("caption");
        VBox body = new VBox(heading, look, work, models, keySection, file);
        body.getStyleClass().add("page-body");
        body.setMaxWidth(840);
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("page", "plain-scroll");
        scroll.setId("page-settings");
        return scroll;
    }

    private static VBox section(String title, Node... rows) {
        Label heading = new Label(title);
        heading.getStyleClass().add("section-title");
        VBox card = new VBox(16, rows);
        card.getStyleClass().add("card");
        return new VBox(8, heading, card);
    }

    private static Node row(String title, String explanation, Node control) {
        return row(title, new Label(explanation), control);
    }

    private static Node row(String title, Label text, Node control) {
        Label name = new Label(title);
        name.getStyleClass().add("strong");
        name.setLabelFor(control);
        text.getStyleClass().add("caption");
        text.setWrapText(true);
        VBox words = new VBox(2, name, text);
        words.setMinWidth(120);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(16, words, control);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node appearance() {
        ObjectProperty<Appearance> property = settings.property(Preferences.APPEARANCE);
        ToggleGroup group = new ToggleGroup();
        HBox box = new HBox();
        for (Appearance value : Appearance.values()) {
            String text = value.name().charAt(0) + value.name().substring(1).toLowerCase(Locale.ROOT);
            ToggleButton button = new ToggleButton(text);
            button.setId("theme-" + text.toLowerCase(Locale.ROOT));
            button.setUserData(value);
            button.setToggleGroup(group);
            button.setMinWidth(80);
            button.setSelected(property.get() == value);
            button.setOnAction(event -> {
                button.setSelected(true);
                property.set(value);
            });
            box.getChildren().add(button);
        }
        property.addListener((observable, old, now) ->
                group.getToggles().forEach(toggle -> toggle.setSelected(toggle.getUserData() == now)));
        int last = box.getChildren().size() - 1;
        for (int i = 0; i <= last; i++) {
            String place = i == 0 ? "left-pill" : i == last ? "right-pill" : "center-pill";
            box.getChildren().get(i).getStyleClass().add(place);
        }
        box.setMinWidth(Region.USE_PREF_SIZE);
        return box;
    }

    private Node scale() {
        ObjectProperty<Integer> property = settings.property(Preferences.SCALE);
        Slider slider = new Slider(Preferences.MIN_SCALE, Preferences.MAX_SCALE, property.get());
        slider.setId("scale-slider");
        slider.setAccessibleText("Size in percent");
        slider.setMajorTickUnit(SCALE_STEP);
        slider.setMinorTickCount(0);
        slider.setBlockIncrement(SCALE_STEP);
        slider.setSnapToTicks(true);
        slider.setPrefWidth(200);
        Label value = new Label();
        value.setMinWidth(48);
        value.setAlignment(Pos.CENTER_RIGHT);
        value.textProperty().bind(Bindings.format("%d %%", property));
        // While the knob is dragged the window must not change under the pointer: it would run away from it.
        slider.valueProperty().addListener(observable -> {
            if (!slider.isValueChanging()) {
                property.set(snapped(slider.getValue()));
            }
        });
        slider.valueChangingProperty().addListener((observable, was, is) -> {
            if (!is) {
                property.set(snapped(slider.getValue()));
            }
        });
        property.addListener((observable, old, now) -> slider.setValue(now));
        HBox box = new HBox(8, slider, value);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static int snapped(double value) {
        return (int) Math.round(value / SCALE_STEP) * SCALE_STEP;
    }

    private Node annotator() {
        ObjectProperty<String> property = settings.property(Preferences.ANNOTATOR);
        TextField field = new TextField(property.get());
        field.setId("annotator");
        field.setPromptText(System.getProperty("user.name", ""));
        field.setPrefWidth(256);
        field.textProperty().addListener((observable, old, now) -> {
            if (Preferences.ANNOTATOR.valid().test(now)) {
                property.set(now);
            } else {
                field.setText(old);
            }
        });
        return field;
    }

    private Node detectorRow() {
        TextField path = new TextField();
        path.setId("detector-folder");
        path.setPromptText("grounding-dino-tiny");
        path.setEditable(false);
        path.setPrefWidth(224);
        path.setMinWidth(120);
        path.textProperty().bind(detector.folderProperty());
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(detector.folderProperty());
        detector.folderProperty().subscribe(folder -> path.setTooltip(folder.isEmpty() ? null : whole));
        Button choose = new Button("Choose…");
        choose.setId("choose-detector");
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(event ->
                dialogs.chooseFolder("Folder of the detector", detectorStart()).ifPresent(detector::choose));
        Button remove = new Button("Remove");
        remove.setId("remove-detector");
        remove.setMinWidth(Region.USE_PREF_SIZE);
        remove.disableProperty().bind(detector.folderProperty().map(String::isEmpty));
        remove.setOnAction(event -> detector.remove());
        HBox control = new HBox(8, path, choose, remove);
        control.setAlignment(Pos.CENTER_LEFT);
        control.setMinWidth(Region.USE_PREF_SIZE);
        Label status = new Label();
        status.setId("detector-status");
        status.textProperty().bind(detector.statusProperty());
        detector.faultyProperty().subscribe(faulty -> {
            status.getStyleClass().remove("danger");
            if (faulty) {
                status.getStyleClass().add("danger");
            }
        });
        return row("Detector", status, control);
    }

    private @Nullable Path detectorStart() {
        String folder = detector.folderProperty().get();
        return folder.isEmpty() ? null : Path.of(folder).getParent();
    }

    private Node reopen() {
        ObjectProperty<Boolean> property = settings.property(Preferences.REOPEN_PROJECT);
        ToggleSwitch toggle = new ToggleSwitch();
        toggle.setId("reopen-project");
        toggle.setSelected(property.get());
        toggle.selectedProperty().addListener((observable, old, now) -> property.set(now));
        return toggle;
    }
}
