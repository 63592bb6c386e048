package org.spatialalign.app.shell;

import atlantafx.base.theme.Styles;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.job.JobCounts;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.JobRow;

/** The jobs of the project at the lower edge of the window: the list, and the log of the chosen one. */
final class JobDrawer extends BorderPane {

    private final ListView<JobRow> list = new ListView<>();

    JobDrawer(JobListViewModel jobs, ShellViewModel shell, JobCommands commands, CommandButtons buttons) {
        setId("job-drawer");
        getStyleClass().add("job-drawer");
        setMinHeight(120);

        list.setId("job-list");
        list.setItems(jobs.rows());
        // A list does not measure a cell anew when a bar appears in it.
        list.setFixedCellSize(60);
        list.getStyleClass().addAll(Styles.DENSE, "borderless");
        list.setCellFactory(view -> new JobCell(jobs));
        list.setPlaceholder(placeholder());
        list.getSelectionModel().selectedItemProperty().addListener((observable, was, is) -> jobs.selectedProperty()
                .set(is));
        jobs.selectedProperty().addListener((observable, was, is) -> {
            if (is == null) {
                list.getSelectionModel().clearSelection();
            } else {
                list.getSelectionModel().select(is);
            }
        });

        TextArea log = new TextArea();
        log.setId("job-log");
        log.setEditable(false);
        log.setAccessibleText("Log of the chosen job");
        log.getStyleClass().addAll("monospace", "job-log");
        jobs.logProperty().addListener((observable, was, is) -> {
            // Setting the text anew scrolls up and drops what was marked for copying.
            if (!log.getText().equals(is)) {
                if (is.startsWith(was) && !was.isEmpty()) {
                    log.appendText(is.substring(was.length()));
                } else {
                    log.setText(is);
                }
            }
        });
        log.promptTextProperty()
                .bind(Bindings.when(jobs.selectedProperty().isNull())
                        .then("Choose a job to read its log.")
                        .otherwise("This job has written nothing yet."));
        HBox.setHgrow(list, Priority.ALWAYS);
        HBox.setHgrow(log, Priority.ALWAYS);
        list.setPrefWidth(560);
        log.setPrefWidth(400);
        HBox both = new HBox(list, log);
        both.getStyleClass().add("job-split");
        setTop(new VBox(head(jobs, shell, commands, buttons), pausedBar(jobs)));
        setCenter(both);
    }

    private static Node placeholder() {
        Label label = new Label("No jobs yet. Importing, tracking and scoring appear here.");
        label.getStyleClass().add("muted");
        return label;
    }

    private static Node head(
            JobListViewModel jobs, ShellViewModel shell, JobCommands commands, CommandButtons buttons) {
        Label title = new Label("Jobs");
        title.getStyleClass().add("section-title");
        Label count = new Label();
        count.getStyleClass().add("muted");
        count.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> JobCounts.count(
                                jobs.activeProperty().get(),
                                jobs.waitingProperty().get()),
                        jobs.activeProperty(),
                        jobs.waitingProperty()));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button close = new Button(null, new FontIcon(MaterialDesignC.CHEVRON_DOWN));
        close.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        close.setTooltip(new Tooltip("Close the drawer"));
        close.setAccessibleText("Close the job drawer");
        close.setOnAction(event -> shell.drawerOpenProperty().set(false));
        HBox row = new HBox(title, count, gap);
        commands.all().forEach(command -> row.getChildren().add(buttons.iconButton(command)));
        row.getChildren().add(close);
        row.getStyleClass().add("toolbar-row");
        return row;
    }

    private static Node pausedBar(JobListViewModel jobs) {
        Label text = new Label();
        text.textProperty().bind(jobs.summaryProperty());
        Button resume = new Button("Resume", new FontIcon(MaterialDesignP.PLAY));
        resume.setId("resume-queue");
        resume.getStyleClass().add(Styles.SMALL);
        resume.setOnAction(event -> jobs.resumeQueue());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox bar = new HBox(8, new FontIcon(MaterialDesignP.PAUSE_CIRCLE_OUTLINE), text, gap, resume);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setId("paused-bar");
        bar.getStyleClass().add("paused-bar");
        bar.visibleProperty().bind(jobs.pausedProperty());
        bar.managedProperty().bind(jobs.pausedProperty());
        return bar;
    }
}
