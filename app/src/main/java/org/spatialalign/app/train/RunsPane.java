package org.spatialalign.app.train;

import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.job.JobRow;

/** The trainings of the project and event files beside them: how they go, which are drawn together. */
final class RunsPane extends VBox {

    private static final double WORDS = 260;

    private final TrainViewModel model;
    private final ListView<RunEntry> list;

    RunsPane(TrainViewModel model, TrainCommands commands, CommandButtons buttons) {
        this.model = model;
        list = new ListView<>(model.runs().entries());
        list.setId("train-run-list");
        list.setAccessibleText("Trainings");
        list.getStyleClass().add("borderless");
        list.setCellFactory(view -> new RunCell());
        Label none = new Label("No training yet. Set one up and start it, or add event files to look at.");
        none.setWrapText(true);
        list.setPlaceholder(none);
        VBox.setVgrow(list, Priority.ALWAYS);
        list.getSelectionModel().selectedItemProperty().subscribe(entry -> {
            if (entry != null) {
                model.runs().selectedProperty().set(entry);
            }
        });
        model.runs().selectedProperty().subscribe(entry -> {
            if (entry == null) {
                list.getSelectionModel().clearSelection();
            } else {
                list.getSelectionModel().select(entry);
            }
        });
        Label hint =
                new Label("Tick runs to draw them beside the chosen one, " + RunsViewModel.MOST_SHOWN + " at most.");
        hint.getStyleClass().add("caption");
        hint.setWrapText(true);
        hint.setMinHeight(Region.USE_PREF_SIZE);
        FlowPane actions = new FlowPane(
                8,
                8,
                buttons.button(commands.stop),
                buttons.button(commands.resume),
                buttons.button(commands.goOn),
                buttons.button(commands.addEvents));
        actions.setMinHeight(Region.USE_PREF_SIZE);
        VBox foot = new VBox(8, hint, actions);
        foot.getStyleClass().add("train-foot");
        getChildren().addAll(list, foot);
    }

    /** A run with its state, which follows the job. */
    private final class RunCell extends ListCell<RunEntry> {

        private final CheckBox compared = new CheckBox();
        private final Label name = new Label();
        private final Label detail = new Label();
        private final VBox words = new VBox(2, name, detail);
        private final HBox row = new HBox(8, compared, words);
        private final InvalidationListener refresh = observable -> describe();
        private @Nullable JobRow job;

        RunCell() {
            // A list asks a cell for its height before it says how wide the cell will be.
            name.setPrefWidth(WORDS);
            detail.setPrefWidth(WORDS);
            name.setWrapText(true);
            name.setMinHeight(Region.USE_PREF_SIZE);
            name.getStyleClass().add("strong");
            detail.setWrapText(true);
            detail.setMinHeight(Region.USE_PREF_SIZE);
            detail.getStyleClass().add("caption");
            words.setMinWidth(0);
            row.setAlignment(Pos.TOP_LEFT);
            HBox.setHgrow(words, Priority.ALWAYS);
            setPrefWidth(0);
            compared.setOnAction(event -> {
                RunEntry entry = getItem();
                if (entry != null) {
                    model.runs().compare(entry, compared.isSelected());
                }
            });
            model.runs().versionProperty().addListener(new javafx.beans.WeakInvalidationListener(refresh));
        }

        @Override
        protected void updateItem(@Nullable RunEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            job = null;
            if (entry == null || empty) {
                setGraphic(null);
                return;
            }
            name.setText(entry.name());
            compared.setId("train-compare-" + (entry.run() == null ? entry.name() : entry.jobId()));
            compared.setAccessibleText("Draw " + entry.name() + " beside the chosen run");
            setGraphic(row);
            describe();
        }

        private void describe() {
            RunEntry entry = getItem();
            if (entry == null || isEmpty()) {
                return;
            }
            compared.setSelected(entry.comparedProperty().get());
            if (job == null) {
                job = model.row(entry).orElse(null);
            }
            JobRow now = job;
            if (now == null) {
                detail.setText(
                        entry.file() == null
                                ? ""
                                : "event files, " + entry.curves().steps() + " steps");
                return;
            }
            String eta = now.etaProperty().get();
            detail.setText(now.detailProperty().get() + (eta.isEmpty() ? "" : " · " + eta) + entry.story());
        }
    }
}
