package org.spatialalign.app.inspect;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.engine.score.ScorePreset;

/** The buttons and menus of the page, made from its commands. */
final class InspectActions {

    private final InspectViewModel inspect;
    private final InspectCommands commands;
    private final Command retrack;
    private final InspectPage.Parts parts;
    private final CommandButtons buttons;
    private final ThumbnailCache thumbnails;

    /** @param retrack the player's command that tracks the clip */
    InspectActions(InspectViewModel inspect, InspectCommands commands, Command retrack, InspectPage.Parts parts) {
        this.inspect = inspect;
        this.commands = commands;
        this.retrack = retrack;
        this.parts = parts;
        buttons = new CommandButtons(parts.keymap());
        thumbnails = new ThumbnailCache(parts.executor());
        parts.session()
                .subscribe(session -> thumbnails.open(
                        row -> session == null ? null : session.project().thumbnailFile(row.clip())));
    }

    ThumbnailCache thumbnails() {
        return thumbnails;
    }

    Node viewsMenu() {
        return new SavedViewsMenu(inspect, parts.dialogs());
    }

    Node gridButton() {
        return toggle(commands.grid, inspect.gridProperty());
    }

    private ToggleButton toggle(Command command, BooleanProperty state) {
        ToggleButton button = new ToggleButton(null, new FontIcon(command.icon()));
        buttons.connect(button, command);
        state.subscribe(button::setSelected);
        // A click flips the button by itself; the command flips the property, and both must agree again.
        button.selectedProperty().addListener((o, before, now) -> {
            if (now != state.get()) {
                button.setSelected(state.get());
            }
        });
        return button;
    }

    /** Over the player, from the left to the right. */
    List<Node> clipButtons() {
        Button track = new Button("Track", new FontIcon(retrack.icon()));
        buttons.connect(track, retrack);
        track.setMinWidth(Region.USE_PREF_SIZE);
        return List.of(
                buttons.iconButton(commands.previousClip),
                buttons.iconButton(commands.nextClip),
                toggle(commands.contactSheet, inspect.contactSheetProperty()),
                buttons.iconButton(commands.detect),
                track,
                toggle(commands.details, inspect.detailsProperty()));
    }

    Button matchButton() {
        Button button = buttons.button(commands.match);
        button.setText("Match…");
        button.getStyleClass().add("small");
        return button;
    }

    /** Offered where there are no clips yet. */
    Optional<Button> importButton() {
        return global("project.import").map(buttons::button);
    }

    Node[] homeButtons() {
        return Stream.of("project.open", "project.new")
                .flatMap(id -> global(id).stream())
                .map(buttons::button)
                .toArray(Node[]::new);
    }

    private Optional<Command> global(String id) {
        return parts.keymap().entries().stream()
                .map(Keymap.Entry::command)
                .filter(command -> command.id().equals(id))
                .findFirst();
    }

    /** Leads to what came of the boxes of the clip in the player. */
    Runnable traceBoxes() {
        return () -> {
            ClipRow row = inspect.clip().rowProperty().get();
            if (row != null) {
                parts.trace().accept(row.id());
            }
        };
    }

    Node contactSheet() {
        return new ContactSheetPane(inspect);
    }

    String presetId() {
        return ScorePreset.PAPER.id();
    }
}
