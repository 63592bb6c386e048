package org.spatialalign.app.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.engine.model.lora.LoraFormat;
import org.spatialalign.engine.train.Checkpoints.Checkpoint;

/** The checkpoints of the chosen run, and their LoRA for other programs. */
final class LoraPane extends VBox {

    private final TrainViewModel model;
    private final ListView<Checkpoint> list = new ListView<>();

    LoraPane(TrainViewModel model, TrainCommands commands, CommandButtons buttons) {
        super(12);
        this.model = model;
        getStyleClass().add("charts-pane");
        list.setId("train-checkpoints");
        list.setAccessibleText("Checkpoints");
        list.setCellFactory(view -> new CheckpointCell());
        list.setPlaceholder(new Label("Checkpoints of a run of this project appear here as they are written."));
        VBox.setVgrow(list, Priority.ALWAYS);
        Label words = new Label(
                "A checkpoint's LoRA can be used on the Generate page as it is. For other programs it is"
                        + " written in their names, then read back and held against the model: what does not fit is said.");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.getStyleClass().add("muted");
        FlowPane row = new FlowPane(8, 8, formats(), buttons.button(commands.export));
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(Region.USE_PREF_SIZE);
        Label outcome = new Label();
        outcome.setId("train-export-outcome");
        outcome.setWrapText(true);
        outcome.setMinHeight(Region.USE_PREF_SIZE);
        outcome.textProperty().bind(model.export().outcomeProperty());
        getChildren().addAll(words, list, row, outcome);
        model.runs().versionProperty().subscribe(this::sync);
        model.runs().selectedProperty().subscribe(this::sync);
        sync();
        list.getSelectionModel().selectedItemProperty().subscribe(chosen -> model.checkpointProperty()
                .set(chosen));
    }

    private ComboBox<LoraFormat> formats() {
        ComboBox<LoraFormat> box = new ComboBox<>(FXCollections.observableArrayList(LoraFormat.values()));
        box.setId("train-format");
        box.setAccessibleText("Names of which program");
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(LoraFormat format) {
                return format == null ? "" : ExportViewModel.words(format);
            }

            @Override
            public LoraFormat fromString(String text) {
                return model.export().formatProperty().get();
            }
        });
        box.valueProperty().bindBidirectional(model.export().formatProperty());
        return box;
    }

    private void sync() {
        RunEntry run = model.runs().selectedProperty().get();
        List<Checkpoint> now = run == null ? List.of() : run.checkpoints();
        if (!now.equals(list.getItems())) {
            Checkpoint kept = list.getSelectionModel().getSelectedItem();
            boolean last = kept == null
                    || list.getItems().indexOf(kept) == list.getItems().size() - 1;
            list.getItems().setAll(now);
            Optional<Checkpoint> same =
                    now.stream().filter(one -> one.equals(kept)).findFirst();
            if (!now.isEmpty() && (last || same.isEmpty())) {
                list.getSelectionModel().selectLast();
            } else {
                same.ifPresent(list.getSelectionModel()::select);
            }
        }
    }

    private static final class CheckpointCell extends ListCell<Checkpoint> {
        @Override
        protected void updateItem(@Nullable Checkpoint checkpoint, boolean empty) {
            super.updateItem(checkpoint, empty);
            if (checkpoint == null || empty) {
                setText(null);
                return;
            }
            String between = checkpoint.position() == 0 ? "" : ", stopped within the next";
            String loss = checkpoint.validation().isPresent()
                    ? String.format(
                            Locale.ROOT,
                            " · loss of the held-out pairs %.5f",
                            checkpoint.validation().getAsDouble())
                    : "";
            setText("after " + checkpoint.step() + " steps" + between + loss);
        }
    }
}
