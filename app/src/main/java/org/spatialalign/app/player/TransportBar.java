package org.spatialalign.app.player;

import atlantafx.base.theme.Styles;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** Play, step, speed, loop, and which frame it is. */
final class TransportBar extends FlowPane {

    private final PlayerViewModel player;
    private final PlayerControls controls;
    private final TextField frameBox = new TextField();

    TransportBar(PlayerViewModel player, PlayerControls controls) {
        this.player = player;
        this.controls = controls;
        getStyleClass().add("transport");
        setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(
                        group(
                                controls.button("player.first"),
                                controls.button("player.back"),
                                playButton(),
                                controls.button("player.next"),
                                controls.button("player.last")),
                        frameGroup(),
                        group(speedMenu(), loopButton()),
                        group(
                                controls.button("player.back-score"),
                                controls.caption("6 frames", "The frames the score is made of"),
                                controls.button("player.next-score"),
                                controls.button("player.next-problem")));
    }

    private static HBox group(Node... nodes) {
        HBox group = new HBox(nodes);
        group.setAlignment(Pos.CENTER_LEFT);
        group.getStyleClass().add("transport-group");
        return group;
    }

    private Button playButton() {
        Button button = controls.button("player.play");
        button.getStyleClass().remove(Styles.FLAT);
        button.getStyleClass().add(Styles.ACCENT);
        FontIcon icon = new FontIcon(MaterialDesignP.PLAY);
        button.setGraphic(icon);
        player.playingProperty()
                .addListener((o, before, now) -> icon.setIconCode(now ? MaterialDesignP.PAUSE : MaterialDesignP.PLAY));
        return button;
    }

    private HBox frameGroup() {
        frameBox.setId("frame-box");
        frameBox.setPrefColumnCount(3);
        frameBox.setAlignment(Pos.CENTER_RIGHT);
        frameBox.setAccessibleText("Frame");
        frameBox.setTooltip(new Tooltip());
        frameBox.getTooltip().textProperty().bind(controls.tooltipText("player.goto"));
        frameBox.disableProperty().bind(player.clipProperty().isNull());
        Label total = new Label();
        total.setId("frame-total");
        Label time = new Label();
        time.setId("frame-time");
        time.getStyleClass().add(Styles.TEXT_MUTED);
        Runnable update = () -> {
            Playhead head = player.playhead();
            frameBox.setText(Integer.toString(head.frame()));
            total.setText("/ " + head.lastFrame());
            time.setText(String.format(Locale.ROOT, "%.2f s", head.seconds()));
        };
        Changes.of(update, player.frameProperty(), player.clipProperty());
        update.run();
        frameBox.setOnAction(e -> goToTyped());
        frameBox.addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                leaveFrameBox();
                e.consume();
            }
        });
        frameBox.focusedProperty().addListener((o, before, now) -> {
            if (!now) {
                frameBox.setText(Integer.toString(player.frame()));
            }
        });
        Changes.of(
                () -> {
                    frameBox.requestFocus();
                    frameBox.selectAll();
                },
                player.goToRequestsProperty());
        return group(frameBox, total, time);
    }

    /** Whatever is no number leaves the frame as it is. */
    private void goToTyped() {
        try {
            player.goTo(Integer.parseInt(frameBox.getText().strip()));
        } catch (NumberFormatException e) {
            frameBox.setText(Integer.toString(player.frame()));
        }
        leaveFrameBox();
    }

    private void leaveFrameBox() {
        frameBox.setText(Integer.toString(player.frame()));
        controls.focusPicture();
    }

    private MenuButton speedMenu() {
        MenuButton menu = new MenuButton();
        menu.setId("speed");
        menu.getStyleClass().addAll(Styles.FLAT, "speed");
        menu.setTooltip(new Tooltip("Speed: slower (" + controls.key("player.slower") + "), faster ("
                + controls.key("player.faster") + ")"));
        menu.setAccessibleText("Speed");
        for (double speed : Playhead.SPEEDS) {
            MenuItem item = new MenuItem(times(speed));
            item.setOnAction(e -> player.speedProperty().set(speed));
            menu.getItems().add(item);
        }
        Runnable update = () -> menu.setText(times(player.speedProperty().get()));
        Changes.of(update, player.speedProperty());
        update.run();
        return menu;
    }

    private static String times(double speed) {
        return (speed == Math.rint(speed) ? Integer.toString((int) speed) : Double.toString(speed)) + "×";
    }

    private ToggleButton loopButton() {
        return controls.toggle("player.loop", player.loopingProperty());
    }
}
