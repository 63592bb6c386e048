package org.spatialalign.app.shell;

import atlantafx.base.theme.Styles;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.JobRow;
import org.spatialalign.engine.job.JobState;

/** One job: what it is, how far, how long still, and what can be done about it. */
final class JobCell extends ListCell<JobRow> {

    private final JobListViewModel jobs;
    private final FontIcon mark = new FontIcon();
    private final Label title = new Label();
    private final Label detail = new Label();
    private final Label eta = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button cancel = new Button("Cancel");
    private final Button again = new Button();
    private final HBox box;
    private final InvalidationListener changed = observable -> refresh();
    private final WeakInvalidationListener weak = new WeakInvalidationListener(changed);
    private @Nullable JobRow shown;

    JobCell(JobListViewModel jobs) {
        this.jobs = jobs;
        title.getStyleClass().add("strong");
        detail.getStyleClass().add("caption");
        eta.getStyleClass().add("caption");
        eta.setMinWidth(Region.USE_PREF_SIZE);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setMinHeight(4);
        bar.getStyleClass().add(Styles.SMALL);
        HBox.setHgrow(detail, Priority.ALWAYS);
        detail.setMaxWidth(Double.MAX_VALUE);
        VBox words = new VBox(2, title, bar, new HBox(8, detail, eta));
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        for (Button button : new Button[] {cancel, again}) {
            button.getStyleClass().add(Styles.SMALL);
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        cancel.getStyleClass().add("job-cancel");
        cancel.setOnAction(event -> with(jobs::cancel));
        again.getStyleClass().add("job-again");
        again.setOnAction(event -> with(row -> {
            if (row.canResume()) {
                jobs.resume(row);
            } else {
                jobs.retry(row);
            }
        }));
        box = new HBox(12, mark, words, cancel, again);
        box.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0);
    }

    private void with(Consumer<JobRow> action) {
        if (shown != null) {
            action.accept(shown);
        }
    }

    @Override
    protected void updateItem(JobRow row, boolean empty) {
        super.updateItem(row, empty);
        if (shown != null) {
            shown.stateProperty().removeListener(weak);
            shown.fractionProperty().removeListener(weak);
            shown.detailProperty().removeListener(weak);
            shown.etaProperty().removeListener(weak);
        }
        shown = empty ? null : row;
        if (shown == null) {
            setGraphic(null);
            return;
        }
        shown.stateProperty().addListener(weak);
        shown.fractionProperty().addListener(weak);
        shown.detailProperty().addListener(weak);
        shown.etaProperty().addListener(weak);
        setGraphic(box);
        refresh();
    }

    private void refresh() {
        JobRow row = shown;
        if (row == null) {
            return;
        }
        JobState state = row.stateProperty().get();
        title.setText(row.title());
        detail.setText(row.detailProperty().get());
        eta.setText(row.etaProperty().get());
        boolean going = state.active();
        bar.setProgress(row.fractionProperty().get());
        show(bar, going);
        show(cancel, jobs.canChange() && row.canCancel());
        show(again, jobs.canChange() && (row.canResume() || row.canRetry()));
        again.setText(row.canResume() ? "Resume" : "Retry");
        mark.setIconCode(icon(state));
        mark.getStyleClass().removeAll("success", "danger", "muted", "accent", "warning");
        mark.getStyleClass().addAll("state-icon", style(state));
        setAccessibleText(row.title() + ", " + row.detailProperty().get() + " "
                + row.etaProperty().get());
    }

    private static void show(Region node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    private static Ikon icon(JobState state) {
        return switch (state) {
            case QUEUED -> MaterialDesignC.CLOCK_OUTLINE;
            case RUNNING, CANCELLING -> MaterialDesignP.PLAY_CIRCLE_OUTLINE;
            case SUCCEEDED -> MaterialDesignC.CHECK_CIRCLE_OUTLINE;
            case FAILED -> MaterialDesignA.ALERT_CIRCLE_OUTLINE;
            case CANCELLED -> MaterialDesignC.CANCEL;
            case INTERRUPTED -> MaterialDesignP.PAUSE_CIRCLE_OUTLINE;
        };
    }

    private static String style(JobState state) {
        return switch (state) {
            case QUEUED, CANCELLED -> "muted";
            case RUNNING, CANCELLING -> "accent";
            case SUCCEEDED -> "success";
            case FAILED -> "danger";
            case INTERRUPTED -> "warning";
        };
    }
}
