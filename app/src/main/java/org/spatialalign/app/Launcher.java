package org.spatialalign.app;

import javafx.application.Application;

/** Starts the window. A class of its own because the JVM refuses to start an Application from the class path. */
public final class Launcher {

    private Launcher() {}

    public static void main(String[] args) {
        Application.launch(App.class, args);
    }
}
