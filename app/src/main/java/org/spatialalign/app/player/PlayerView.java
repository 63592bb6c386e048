package org.spatialalign.app.player;

import atlantafx.base.theme.Styles;
import java.util.Objects;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.spatialalign.app.fx.Keymap;

/**
 * One clip: editing bar, picture with overlays, transport and timeline; and the line that says what the next keys do,
 * for whoever has room for it. The keys themselves come from {@link PlayerCommands}, registered by the page.
 */
public final class PlayerView extends VBox {

    private static final double ICON_PER_TEXT = 1.6;

    private final PictureView picture;
    private final TimelineView timeline;
    private final ReadOnlyStringWrapper modeLine = new ReadOnlyStringWrapper("");
    /** Empty: only there to be asked for the size of small text. */
    private final Label ruler = new Label();

    private int iconSize;

    public PlayerView(PlayerViewModel player, Keymap keymap) {
        picture = new PictureView(player);
        picture.setId("picture");
        timeline = new TimelineView(player);
        PlayerControls controls = new PlayerControls(player, keymap, picture::requestFocus);
        keepModeLine(player, controls);
        ruler.getStyleClass().add(Styles.TEXT_SMALL);
        ruler.setManaged(false);
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
                        ruler);
        new PlayClock(player.playhead(), this);
    }

    /** Icons have a size of their own; here they grow with the text. */
    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        int size = (int) Math.rint(ruler.getFont().getSize() * ICON_PER_TEXT);
        if (size != iconSize) {
            iconSize = size;
            for (Node node : lookupAll(".ikonli-font-icon")) {
                if (node instanceof FontIcon icon) {
                    icon.setStyle("-fx-icon-size: " + size + "px;");
                }
            }
        }
    }

    private void keepModeLine(PlayerViewModel player, PlayerControls controls) {
        PlayerHints hints = new PlayerHints(player, controls::key);
        Runnable update = () -> modeLine.set(hints.text());
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
    }

    /** What is going on, and what the next keys do. */
    public ReadOnlyStringProperty modeLine() {
        return modeLine.getReadOnlyProperty();
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
