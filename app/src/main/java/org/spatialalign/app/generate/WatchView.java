package org.spatialalign.app.generate;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.spatialalign.app.fx.CommandButtons;

/** Clips of other programs: the folder they appear in, and how their names are read. */
final class WatchView extends VBox {

    WatchView(WatchViewModel watch, GenerateCommands commands, CommandButtons buttons) {
        super(12);
        TextField folder = field("watch-folder", "the folder with the clips", "Watched folder");
        folder.textProperty().bindBidirectional(watch.folderProperty());
        TextField source = field("watch-source", "name of the folder", "Name of the source");
        source.textProperty().bindBidirectional(watch.sourceProperty());
        TextField pattern = field("watch-pattern", "{prompt_id}_F{frames}_seed{NN}", "Pattern of the file names");
        pattern.getStyleClass().add("monospace");
        pattern.textProperty().bindBidirectional(watch.patternProperty());
        pattern.setTooltip(new Tooltip("Leave empty for the paper's names,\nor write a regular expression such as\n"
                + "(?<prompt>\\w+)-(?<seed>\\d+)"));
        for (TextField field : new TextField[] {folder, source, pattern}) {
            field.disableProperty().bind(watch.watchingProperty());
        }
        Label state = new Label();
        state.setId("watch-state");
        state.setWrapText(true);
        state.setMinHeight(Region.USE_PREF_SIZE);
        state.getStyleClass().add("generate-check-text");
        state.textProperty().bind(watch.stateProperty());
        watch.troubledProperty().subscribe(bad -> {
            state.getStyleClass().remove("check-bad");
            if (bad) {
                state.getStyleClass().add("check-bad");
            }
        });
        Button toggle = buttons.button(commands.watch);
        toggle.textProperty()
                .bind(javafx.beans.binding.Bindings.when(watch.watchingProperty())
                        .then("Stop watching")
                        .otherwise("Watch this folder"));
        toggle.setMaxWidth(Double.MAX_VALUE);
        Node where = GenerateFormView.row(folder, buttons.iconButton(commands.chooseWatched));
        getChildren()
                .addAll(
                        GenerateFormView.labelled("Folder", where),
                        GenerateFormView.labelled("Name of the source", source),
                        GenerateFormView.labelled("File names", pattern),
                        toggle,
                        state);
    }

    private static TextField field(String id, String prompt, String accessible) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(accessible);
        field.setMinWidth(0);
        HBox.setHgrow(field, Priority.ALWAYS);
        return field;
    }
}
