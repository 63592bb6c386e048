package org.spatialalign.app.player;

import javafx.animation.AnimationTimer;
import javafx.scene.Node;

/** Drives a playhead with the pulses of the window while it plays and the given node is in a window. */
public final class PlayClock extends AnimationTimer {

    private final Playhead head;
    private final Node node;

    public PlayClock(Playhead head, Node node) {
        this.head = head;
        this.node = node;
        Changes.of(this::startOrStop, head.playingProperty(), node.sceneProperty());
        startOrStop();
    }

    private void startOrStop() {
        if (head.playingProperty().get() && node.getScene() != null) {
            start();
        } else {
            stop();
        }
    }

    @Override
    public void handle(long now) {
        head.tick(now);
    }
}
