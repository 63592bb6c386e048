package org.spatialalign.app.player;

import atlantafx.base.theme.Styles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableStringValue;
import javafx.event.ActionEvent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.Keymap;

/**
 * Buttons of the player's commands. They hand the keyboard back to the picture at once, so that the space bar goes on
 * playing after a click instead of pressing the button again.
 */
final class PlayerControls {

    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final Keymap keymap;
    private final CommandButtons buttons;
    private final Runnable focusPicture;

    PlayerControls(PlayerViewModel player, Keymap keymap, Runnable focusPicture) {
        this.keymap = keymap;
        this.focusPicture = focusPicture;
        buttons = new CommandButtons(keymap);
        PlayerCommands.commands(player).forEach(command -> commands.put(command.id(), command));
    }

    private Command command(String id) {
        return Objects.requireNonNull(commands.get(id), id);
    }

    Button button(String id) {
        Button button = buttons.iconButton(command(id));
        quiet(button);
        return button;
    }

    /** A button that stays pressed while the value is true. */
    ToggleButton toggle(String id, BooleanProperty value) {
        ToggleButton button = new ToggleButton(null, new FontIcon(command(id).icon()));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        buttons.connect(button, command(id));
        button.setSelected(value.get());
        value.addListener((o, before, now) -> button.setSelected(now));
        quiet(button);
        return button;
    }

    void quiet(ButtonBase button) {
        button.setFocusTraversable(false);
        button.addEventHandler(ActionEvent.ACTION, e -> focusPicture.run());
    }

    Label caption(String text, String explanation) {
        Label label = new Label(text);
        label.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        label.setTooltip(new Tooltip(explanation));
        return label;
    }

    String key(String id) {
        return keymap.keyText(command(id)).get();
    }

    ObservableStringValue tooltipText(String id) {
        return keymap.tooltipText(command(id));
    }

    void focusPicture() {
        focusPicture.run();
    }
}
