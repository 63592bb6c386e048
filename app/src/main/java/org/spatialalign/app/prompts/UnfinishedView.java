package org.spatialalign.app.prompts;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** What was typed and is not stored, with the way back to it; nothing at all when there is none. */
final class UnfinishedView extends FlowPane {

    private final PromptDesk desk;

    UnfinishedView(PromptDesk desk) {
        super(4, 2);
        this.desk = desk;
        setId("unfinished");
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("unfinished");
        desk.unfinished().allProperty().subscribe(this::show);
    }

    private void show(List<UnfinishedPrompt> all) {
        getChildren().clear();
        setVisible(!all.isEmpty());
        setManaged(!all.isEmpty());
        if (all.isEmpty()) {
            return;
        }
        getChildren().add(new Label("Not finished:", new FontIcon(MaterialDesignP.PENCIL_OUTLINE)));
        for (UnfinishedPrompt typed : all) {
            Hyperlink back = new Hyperlink(typed.name());
            back.setTooltip(new Tooltip("Go on with what was typed"));
            back.setAccessibleText("Go on with " + typed.name());
            back.setOnAction(event -> desk.resume(typed));
            getChildren().add(back);
        }
    }
}
