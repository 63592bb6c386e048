package org.spatialalign.app.inspect;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.spatialalign.app.fx.EmptyNote;
import org.spatialalign.app.player.ContactSheet;
import org.spatialalign.app.player.PlayerViewModel;

/** All seeds of a prompt on the player's clock: its keys move all of them at once. */
final class ContactSheetPane extends StackPane {

    ContactSheetPane(InspectViewModel inspect) {
        getStyleClass().add("contact-sheet-pane");
        ContactSheetViewModel sheetModel = inspect.sheet();
        PlayerViewModel player = inspect.clip().player();
        ContactSheet sheet = new ContactSheet(player.playhead());
        sheetModel
                .entriesProperty()
                .subscribe(entries -> sheet.setItems(entries.stream()
                        .map(entry -> new ContactSheet.Item(
                                entry.id(), entry.caption(), entry.clip(), entry.tracks(), entry.outcome()))
                        .toList()));
        inspect.table().selectedIdProperty().subscribe(id -> sheet.selectedProperty()
                .set(id));
        sheet.setOnChosen(id -> {
            inspect.clip().startAt(player.frame());
            inspect.table().selectedIdProperty().set(id);
        });
        VBox.setVgrow(sheet, Priority.ALWAYS);
        Label keys = new Label("Space plays all, arrows step all, C goes back to one clip.");
        keys.getStyleClass().addAll("muted", "sheet-hint");
        EmptyNote waiting = new EmptyNote(
                MaterialDesignV.VIEW_MODULE_OUTLINE,
                "No clips side by side",
                "Clips of the same prompt appear here, all seeds and models at once. This clip has no prompt yet, or the"
                        + " clips are still being read.");
        waiting.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> sheetModel.entriesProperty().get().isEmpty(), sheetModel.entriesProperty()));
        sheet.visibleProperty().bind(waiting.visibleProperty().not());
        StackPane content = new StackPane(sheet, waiting);
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().add(new VBox(content, keys));
    }
}
