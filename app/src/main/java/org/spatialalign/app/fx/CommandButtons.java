package org.spatialalign.app.fx;

import atlantafx.base.theme.Styles;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/** Buttons and menu items made from commands: greyed out with them, and with the key shown. */
public final class CommandButtons {

    private final Keymap keymap;

    public CommandButtons(Keymap keymap) {
        this.keymap = keymap;
    }

    /** Icon and title. */
    public Button button(Command command) {
        Button button = new Button(command.title(), new FontIcon(command.icon()));
        connect(button, command);
        return button;
    }

    /** Icon alone; the title is in the tooltip and told to screen readers. */
    public Button iconButton(Command command) {
        Button button = new Button(null, new FontIcon(command.icon()));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        connect(button, command);
        return button;
    }

    /** Makes any button (a toggle too) run the command and carry its tooltip. */
    public void connect(ButtonBase button, Command command) {
        button.setId(cssId(command));
        button.setOnAction(event -> command.execute());
        button.disableProperty().bind(disabled(command));
        button.setAccessibleText(command.title());
        button.setTooltip(tooltip(command));
    }

    public Tooltip tooltip(Command command) {
        Tooltip tooltip = new Tooltip();
        tooltip.setShowDelay(Duration.millis(400));
        tooltip.textProperty().bind(keymap.tooltipText(command));
        return tooltip;
    }

    /** The id of the command's button for style sheets and tests: dots become hyphens. */
    public static String cssId(Command command) {
        return command.id().replace('.', '-');
    }

    private static BooleanBinding disabled(Command command) {
        return Bindings.createBooleanBinding(() -> !command.enabled().get(), command.enabled());
    }
}
