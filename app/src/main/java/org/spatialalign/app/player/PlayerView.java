package org.spatialalign.app.player;

import atlantafx.base.theme.Styles;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.spatialalign.app.fx.Keymap;

/**
 * One clip: editing bar, picture with overlays, transport, timeline, and a line that says what the next keys do. The
 * keys themselves come from {@link PlayerCommands}, registered by the page.
 */
public final class PlayerView extends VBox {

    private static final double ICON_PER_TEXT = 1.6;

    private final PictureView picture;
    private final TimelineView timeline;
    private final Label hint;
    private int iconSize;

    public PlayerView(PlayerViewModel player, Keymap keymap) {
        picture = new PictureView(player);
        picture.setId("picture");
        timeline = new TimelineView(player);
        PlayerControls controls = new PlayerControls(player, keymap, picture::requestFocus);
        hint = hint(player, controls);
        getStyleClass().add("player");
        getStylesheets()
                .add(Objects.requireNonNull(PlayerView.class.getResource("player.css"))
                        .toExternalForm());
        VBox.setVgrow(picture, Priority.ALWAYS);
        getChildren()
                .addAll(
                        new EditBar(player, controls, picture),
                        picture,
                        new TransportBar(player, controls),
                        timeline,
                        hint);
        new PlayClock(player.playhead(), this);
    }

    /** Icons have a size of their own; here they grow with the text. */
    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        int size = (int) Math.rint(hint.getFont().getSize() * ICON_PER_TEXT);
        if (size != iconSize) {
            iconSize = size;
            for (Node node : lookupAll(".ikonli-font-icon")) {
                if (node instanceof FontIcon icon) {
                    icon.setStyle("-fx-icon-size: " + size + "px;");
                }
            }
        }
    }

    private static Label hint(PlayerViewModel player, PlayerControls controls) {
        Label hint = new Label();
        hint.setId("mode-line");
        hint.getStyleClass().addAll("mode-line", Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        hint.setMaxWidth(Double.MAX_VALUE);
        PlayerHints hints = new PlayerHints(player, controls::key);
        Runnable update = () -> hint.setText(hints.text());
        Changes.of(
                update,
                player.noticeProperty(),
                player.clipProperty(),
                player.frameProperty(),
                player.selectedRoleProperty(),
                player.effectiveProperty(),
                player.hasTracksProperty(),
                player.editableProperty(),
                player.ghostOutcomeProperty(),
                player.animalNameProperty(),
                player.objectNameProperty());
        update.run();
        return hint;
    }

    /** Puts the keyboard on the picture. */
    public void focusPicture() {
        picture.requestFocus();
    }

    public TimelineView timeline() {
        return timeline;
    }

    PictureView picture() {
        return picture;
    }
}
