package org.spatialalign.app.player;

import javafx.application.Application;

/** Starts {@link PlayerDemo} from the class path. */
public final class PlayerDemoLauncher {

    private PlayerDemoLauncher() {}

    public static void main(String[] args) {
        Application.launch(PlayerDemo.class, args);
    }
}
