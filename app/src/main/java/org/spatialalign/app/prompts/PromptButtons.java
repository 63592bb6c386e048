package org.spatialalign.app.prompts;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.Keymap;

/** The buttons of the page's parts. */
final class PromptButtons {

    private final PromptCommands commands;
    private final CommandButtons buttons;

    PromptButtons(PromptCommands commands, Keymap keymap) {
        this.commands = commands;
        this.buttons = new CommandButtons(keymap);
    }

    private Button button(Command command) {
        Button button = buttons.button(command);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    List<Button> toolbar() {
        return List.of(
                button(commands.startNew),
                button(commands.list.expand),
                buttons.iconButton(commands.list.paste),
                buttons.iconButton(commands.list.importFile),
                buttons.iconButton(commands.list.exportFile),
                buttons.iconButton(commands.duplicate),
                buttons.iconButton(commands.remove));
    }

    List<Button> editor() {
        Button save = button(commands.save);
        save.getStyleClass().add(Styles.ACCENT);
        return List.of(save, button(commands.revert));
    }

    List<Button> findings() {
        return List.of(button(commands.side.fixAll), button(commands.side.showFindings));
    }

    List<Button> readers() {
        List<Button> both = List.of(
                named(commands.side.readerFolder, "Model folder…"), named(commands.side.readerFile, "Tokenizer file…"));
        both.forEach(button -> button.getStyleClass().addAll(Styles.SMALL, Styles.FLAT));
        return both;
    }

    List<Button> sets() {
        return List.of(
                button(commands.sets.makeSet),
                named(commands.sets.freeze, "Freeze…"),
                named(commands.sets.showSet, "Show in table"),
                named(commands.sets.addToSet, "Add selected"),
                named(commands.sets.takeOutOfSet, "Take out"),
                buttons.iconButton(commands.sets.assignSet),
                buttons.iconButton(commands.sets.describeSet),
                buttons.iconButton(commands.sets.removeDraft));
    }

    /** Shorter than in the palette, where the rest is not to be seen. */
    private Button named(Command command, String text) {
        Button button = button(command);
        button.setText(text);
        return button;
    }

    List<Button> words() {
        Button save = button(commands.side.saveWords);
        save.getStyleClass().add(Styles.ACCENT);
        return List.of(
                save,
                button(commands.side.revertWords),
                button(commands.list.importWords),
                button(commands.list.exportWords));
    }

    Node[] empty() {
        HBox first = new HBox(8, again(commands.startNew), again(commands.list.expand));
        HBox more = new HBox(8, again(commands.list.importFile), again(commands.list.paste));
        first.setAlignment(Pos.CENTER);
        more.setAlignment(Pos.CENTER);
        return new Node[] {first, more};
    }

    /** A second button of a command; an id is for one only. */
    private Button again(Command command) {
        Button button = button(command);
        button.setId(button.getId() + "-too");
        return button;
    }

    Tooltip tooltip(String commandId) {
        return buttons.tooltip(commands.all().stream()
                .filter(command -> command.id().equals(commandId))
                .findFirst()
                .orElseThrow());
    }
}
