package org.spatialalign.app.pairs;

import atlantafx.base.theme.Styles;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.Keymap;

/** Buttons around the pictures; a click leaves the keyboard on the pictures, where the keys of judging are. */
final class StageButtons {

    private final PairsCommands commands;
    private final Keymap keymap;
    private final CommandButtons buttons;
    private final Runnable focusStage;

    StageButtons(PairsCommands commands, Keymap keymap, Runnable focusStage) {
        this.commands = commands;
        this.keymap = keymap;
        this.focusStage = focusStage;
        buttons = new CommandButtons(keymap);
    }

    <B extends ButtonBase> B quiet(B button) {
        button.addEventHandler(ActionEvent.ACTION, event -> focusStage.run());
        return button;
    }

    Button icon(String id) {
        return quiet(buttons.iconButton(commands.get(id)));
    }

    /** With the key in sight, not only in the tooltip. */
    Button keyed(String id) {
        Command command = commands.get(id);
        Button button = quiet(buttons.button(command));
        Label key = new Label();
        key.getStyleClass().add("key-cap");
        key.textProperty().bind(keymap.keyText(command));
        key.setMinWidth(Region.USE_PREF_SIZE);
        HBox both = new HBox(6, key, new FontIcon(command.icon()));
        both.setAlignment(Pos.CENTER);
        button.setGraphic(both);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /** Leads to another page, so the keyboard goes there. */
    Button leading(String id, String text) {
        Button button = buttons.button(commands.get(id));
        button.setText(text);
        button.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }
}
