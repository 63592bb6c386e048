package org.spatialalign.app.job;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;

/** Runs something on the FX thread at a steady pace, for looking at what worker threads have done meanwhile. */
public final class Ticker {

    private final Timeline timeline;

    public Ticker(int everyMillis, Runnable action) {
        timeline = new Timeline(new KeyFrame(Duration.millis(everyMillis), event -> action.run()));
        timeline.setCycleCount(Animation.INDEFINITE);
    }

    public void start() {
        timeline.play();
    }

    public void stop() {
        timeline.stop();
    }
}
