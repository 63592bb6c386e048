package org.spatialalign.app.player;

import javafx.beans.value.ObservableValue;

/** Listening to several values at once. */
final class Changes {

    private Changes() {}

    /** Runs {@code reaction} whenever one of the values changes. */
    static void of(Runnable reaction, ObservableValue<?>... values) {
        for (ObservableValue<?> value : values) {
            value.addListener((o, before, now) -> reaction.run());
        }
    }
}
