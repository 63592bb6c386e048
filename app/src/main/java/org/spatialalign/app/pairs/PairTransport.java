package org.spatialalign.app.pairs;

import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.spatialalign.app.player.Playhead;

/** One clock for both clips: play, step, drag, speed, and how the two are put together. */
final class PairTransport extends HBox {

    private final PairClipsViewModel clips;
    private final Playhead head;
    private final Slider slider = new Slider(0, 1, 0);
    private final Label frame = new Label();
    private boolean following;

    /** @param overlayKey the key that shows boxes while it is down */
    PairTransport(PairClipsViewModel clips, StageButtons buttons, ObservableValue<String> overlayKey) {
        super(4);
        this.clips = clips;
        head = clips.playhead();
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("pair-transport");
        slider.setId("pair-frame");
        slider.setAccessibleText("Frame of both clips");
        slider.setFocusTraversable(false);
        HBox.setHgrow(slider, Priority.ALWAYS);
        frame.setMinWidth(Region.USE_PREF_SIZE);
        frame.getStyleClass().add("muted");
        head.frameProperty().addListener((o, before, now) -> follow());
        clips.shownProperty().subscribe(this::follow);
        clips.loadingProperty().subscribe(this::follow);
        slider.valueProperty().addListener((o, before, now) -> {
            int wanted = (int) Math.rint(now.doubleValue());
            if (!following && wanted != head.frame()) {
                head.goTo(wanted);
            }
        });
        Label speed = new Label();
        speed.setMinWidth(Region.USE_PREF_SIZE);
        speed.getStyleClass().add("muted");
        head.speedProperty().subscribe(now -> speed.setText(now + "×"));
        Label hint = new Label();
        hint.getStyleClass().add("caption");
        hint.setMinWidth(Region.USE_PREF_SIZE);
        overlayKey.subscribe(key -> hint.setText("Hold " + key + " for boxes"));
        getChildren()
                .addAll(
                        play(buttons),
                        buttons.icon("frame-back"),
                        buttons.icon("frame-next"),
                        slider,
                        frame,
                        buttons.icon("slower"),
                        speed,
                        buttons.icon("faster"),
                        buttons.icon("swap"),
                        buttons.icon("compare"),
                        hint);
    }

    private Button play(StageButtons buttons) {
        Button play = buttons.icon("play");
        FontIcon icon = new FontIcon(MaterialDesignP.PLAY);
        play.setGraphic(icon);
        head.playingProperty().subscribe(now -> icon.setIconCode(now ? MaterialDesignP.PAUSE : MaterialDesignP.PLAY));
        return play;
    }

    /** A shorter clip takes the slider back by itself; that is not a person who drags it. */
    private void follow() {
        following = true;
        slider.setMax(Math.max(1, head.lastFrame()));
        if (!slider.isValueChanging()) {
            slider.setValue(head.frame());
        }
        following = false;
        frame.setText(
                clips.loadingProperty().get()
                        ? "decoding…"
                        : String.format(
                                Locale.ROOT, "%3d / %d  %4.1f s", head.frame(), head.lastFrame(), head.seconds()));
    }
}
