package org.spatialalign.app.train;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.spatialalign.engine.generate.ModelFit;
import org.spatialalign.engine.workflow.SampleCost;
import org.spatialalign.engine.workflow.TrainPlan;

/** What the training would take, before it is started. */
final class PlanPane extends VBox {

    private final TrainFormViewModel form;
    private final VBox lines = new VBox(6);

    PlanPane(TrainFormViewModel form) {
        super(8);
        this.form = form;
        setId("train-plan");
        getStyleClass().add("card");
        Label title = new Label("Before it starts");
        title.getStyleClass().add("strong");
        ProgressIndicator busy = new ProgressIndicator();
        busy.setMaxSize(16, 16);
        busy.visibleProperty().bind(form.checkingProperty());
        HBox head = new HBox(8, title, busy);
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, lines);
        form.planProperty().subscribe(this::show);
        form.problemProperty().subscribe(this::show);
        form.checkingProperty().subscribe(this::show);
        show();
    }

    private void show() {
        lines.getChildren().clear();
        TrainPlan plan = form.planProperty().get();
        String problem = form.problemProperty().get();
        if (!problem.isEmpty()) {
            line(MaterialDesignA.ALERT_CIRCLE_OUTLINE, "warning", problem);
        } else if (plan == null) {
            lines.getChildren().add(text("Working out pairs, time, memory and disk…"));
        } else {
            plan.problems().forEach(one -> line(MaterialDesignA.ALERT_CIRCLE_OUTLINE, "danger", one));
            if (plan.problems().isEmpty()) {
                line(MaterialDesignC.CHECK_CIRCLE_OUTLINE, "success", "Ready to start.");
            }
            facts(plan);
            plan.notes().forEach(note -> line(MaterialDesignI.INFORMATION_OUTLINE, "accent", note));
        }
    }

    private void facts(TrainPlan plan) {
        GridPane grid = new GridPane();
        grid.setHgap(12);
        grid.setVgap(4);
        SampleCost samples = plan.samples();
        if (samples != null) {
            fact(
                    grid,
                    "Samples",
                    count((int) samples.clips(), "clip") + " at " + count((int) samples.checkpoints(), "step")
                            + (Double.isFinite(samples.seconds()) ? ", about " + duration(samples.seconds()) : "")
                            + ", " + ModelFit.gigabytes(samples.diskBytes()));
        }
        fact(grid, samples == null ? "Time" : "Time in all", time(plan));
        fact(
                grid,
                "Memory",
                ModelFit.gigabytes(plan.neededBytes()) + " of "
                        + ModelFit.gigabytes(plan.machine().freeBytes()) + " free on "
                        + plan.machine().where());
        fact(
                grid,
                "Disk",
                ModelFit.gigabytes(plan.diskBytes()) + " of " + ModelFit.gigabytes(plan.freeDiskBytes()) + " free");
        double times = plan.timesPerPair();
        fact(
                grid,
                "Each pair",
                String.format(Locale.ROOT, times < 10 ? "is seen %.1f times" : "is seen %,.0f times", times));
        fact(grid, "LoRA", String.format(Locale.ROOT, "%,d weights", plan.parameters()));
        // Last: there may be many, and what was said so far decides more often.
        for (TrainPlan.TypeRow row : plan.types()) {
            fact(
                    grid,
                    row.type(),
                    count(row.trained(), "pair") + " of " + count(row.prompts(), "prompt")
                            + (row.heldOut() == 0 ? "" : ", " + row.heldOut() + " held out"));
        }
        lines.getChildren().add(grid);
    }

    private static void fact(GridPane grid, String name, String value) {
        Label left = new Label(name);
        left.getStyleClass().add("caption");
        left.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setValignment(left, VPos.BASELINE);
        Label right = text(value);
        GridPane.setHgrow(right, Priority.ALWAYS);
        grid.addRow(grid.getRowCount(), left, right);
    }

    private static String time(TrainPlan plan) {
        if (!Double.isFinite(plan.seconds())) {
            return "not measured";
        }
        return "about " + duration(plan.seconds()) + ", " + duration(plan.stepSeconds()) + " a step";
    }

    /** "3.2 s", "14 min", "5.1 h", "3 days". */
    static String duration(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, seconds < 0.1 ? "%.2g s" : "%.3g s", seconds);
        }
        if (seconds < 2 * 3600) {
            return String.format(Locale.ROOT, "%.0f min", seconds / 60);
        }
        double hours = seconds / 3600;
        return hours < 48
                ? String.format(Locale.ROOT, "%.1f h", hours)
                : String.format(Locale.ROOT, "%,.0f days", hours / 24);
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void line(Ikon icon, String style, String words) {
        FontIcon mark = new FontIcon(icon);
        mark.getStyleClass().addAll("state-icon", style);
        Label label = text(words);
        HBox.setHgrow(label, Priority.ALWAYS);
        HBox row = new HBox(8, mark, label);
        row.setAlignment(Pos.TOP_LEFT);
        lines.getChildren().add(row);
    }

    private static Label text(@Nullable String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        label.setMinWidth(0);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** For tests and screen readers: all lines. */
    List<Node> lines() {
        return lines.getChildren();
    }
}
