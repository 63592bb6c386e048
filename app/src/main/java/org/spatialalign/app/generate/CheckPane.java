package org.spatialalign.app.generate;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.engine.generate.ModelFit;
import org.spatialalign.engine.generate.ModelFolder;
import org.spatialalign.engine.workflow.GenerationCheck;

/** What the look at the model's folder and at the machine found, before anything is started. */
final class CheckPane extends VBox {

    private final GenerateViewModel model;
    private final VBox lines = new VBox(6);
    private final Label all = text("");

    CheckPane(GenerateViewModel model, GenerateCommands commands, CommandButtons buttons) {
        super(8);
        this.model = model;
        setId("generate-check");
        getStyleClass().addAll("card", "generate-check");
        Label title = new Label("Check");
        title.getStyleClass().add("strong");
        ProgressIndicator busy = new ProgressIndicator();
        busy.setMaxSize(16, 16);
        busy.visibleProperty().bind(model.check().lookingProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(8, title, busy, gap, buttons.iconButton(commands.checkAgain));
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, lines);
        model.check().foundProperty().subscribe(this::show);
        model.grid().revisionProperty().subscribe(this::tellTimeOfAll);
        model.form().problemProperty().subscribe(this::show);
        model.form().specProperty().subscribe(this::show);
        show();
    }

    private void show() {
        lines.getChildren().clear();
        String wrong = model.form().problemProperty().get();
        if (!wrong.isEmpty()) {
            lines.getChildren().add(line(false, wrong));
            return;
        }
        if (model.form().specProperty().get() == null) {
            lines.getChildren()
                    .add(text("Choose the folder of a text-to-video model: Wan 2.1 in the layout that its public"
                            + " -Diffusers edition has."));
            return;
        }
        found();
    }

    private void found() {
        GenerationCheck check = model.check().foundProperty().get();
        if (check == null) {
            lines.getChildren().add(text("Looking at the folder…"));
            return;
        }
        ModelFolder folder = check.folder();
        if (check.usable()) {
            lines.getChildren().add(line(true, folder.name() + ": " + folder.what() + ", whole"));
        }
        if (check.loraLayers() > 0) {
            lines.getChildren().add(line(true, "The LoRA fits: it changes " + check.loraLayers() + " layers"));
        }
        @Nullable ModelFit fit = check.fit();
        if (fit != null) {
            if (fit.fits()) {
                // Else it is among the shortages, with what to do.
                lines.getChildren().add(line(true, "Memory: " + CheckText.memory(fit)));
            }
            lines.getChildren().add(text("Time: " + CheckText.time(fit)));
            lines.getChildren().add(all);
            tellTimeOfAll();
        }
        List<String> rest = check.shortages();
        rest.forEach(shortage -> lines.getChildren().add(line(false, shortage)));
        check.problems().forEach(problem -> lines.getChildren().add(line(false, problem)));
    }

    /** Changes with every clip that is made, while the rest stays. */
    private void tellTimeOfAll() {
        GenerationCheck check = model.check().foundProperty().get();
        int open = (int) model.grid().cells().stream()
                .filter(cell -> cell.state() != GridCell.State.DONE)
                .count();
        String told = check == null || check.fit() == null ? "" : CheckText.timeOfAll(check.fit(), open);
        all.setText(told);
        all.setVisible(!told.isEmpty());
        all.setManaged(!told.isEmpty());
    }

    private static Node line(boolean good, String text) {
        FontIcon mark =
                new FontIcon(good ? MaterialDesignC.CHECK_CIRCLE_OUTLINE : MaterialDesignA.ALERT_CIRCLE_OUTLINE);
        mark.getStyleClass().addAll("state-icon", "generate-mark", good ? "success" : "danger");
        Label label = text(text);
        label.getStyleClass().add(good ? "check-good" : "check-bad");
        HBox.setHgrow(label, Priority.ALWAYS);
        HBox row = new HBox(8, mark, label);
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }

    private static Label text(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setMinWidth(0);
        label.getStyleClass().add("generate-check-text");
        return label;
    }
}
