package org.spatialalign.app.shell;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.spatialalign.app.fx.Page;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.JobRow;

/** The lower edge: the mode and what comes next on the left, the last message, the running job on the right. */
final class StatusBar extends HBox {

    private static final double ENOUGH = 640;

    private final Label mode = new Label();
    private final JobListViewModel jobs;
    private final ProgressBar progress = new ProgressBar();
    private final Label job = new Label();

    StatusBar(ShellViewModel shell, JobListViewModel jobs) {
        this.jobs = jobs;
        setId("status-bar");
        getStyleClass().add("status-bar");
        mode.setId("mode-line");
        mode.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(mode, Priority.ALWAYS);
        mode.setMinWidth(0);
        Label message = new Label();
        message.setId("status-message");
        message.getStyleClass().add("muted");
        message.textProperty().bind(shell.statusProperty());
        message.setMinWidth(0);
        progress.setPrefWidth(120);
        progress.getStyleClass().add("small");
        job.setMinWidth(0);
        HBox running = new HBox(8, job, progress);
        running.getStyleClass().add("running-job");
        running.visibleProperty().bind(jobs.activeProperty().greaterThan(0));
        running.managedProperty()
                .bind(Bindings.and(
                        jobs.activeProperty().greaterThan(0), widthProperty().greaterThan(ENOUGH)));
        running.setOnMouseClicked(event -> shell.drawerOpenProperty().set(true));
        getChildren().addAll(mode, message, running);
    }

    void show(Page page) {
        ObservableValue<String> line = page.modeLine();
        mode.textProperty().unbind();
        mode.textProperty().bind(line);
    }

    /** Called after each look at the queue. */
    void sample() {
        for (JobRow row : jobs.rows()) {
            if (row.stateProperty().get().active()) {
                job.setText(row.title());
                progress.setProgress(row.fractionProperty().get());
                return;
            }
        }
    }
}
