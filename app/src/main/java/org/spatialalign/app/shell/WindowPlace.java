package org.spatialalign.app.shell;

import javafx.beans.InvalidationListener;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.Preferences.WindowBounds;
import org.spatialalign.app.fx.Settings;

/** Puts the window where it was, if there still is a screen, and remembers where it goes. */
public final class WindowPlace {

    private static final double DEFAULT_WIDTH = 1280;
    private static final double DEFAULT_HEIGHT = 800;
    private static final double MIN_WIDTH = 640;
    private static final double MIN_HEIGHT = 400;

    private final Stage stage;
    private final Settings settings;

    public WindowPlace(Stage stage, Settings settings) {
        this.stage = stage;
        this.settings = settings;
    }

    /** Call before the window is shown. */
    public void restore() {
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        WindowBounds bounds = settings.get(Preferences.WINDOW);
        boolean onScreen = bounds.isSet()
                && !Screen.getScreensForRectangle(bounds.x(), bounds.y(), bounds.width(), bounds.height())
                        .isEmpty();
        if (onScreen) {
            stage.setX(bounds.x());
            stage.setY(bounds.y());
            stage.setWidth(bounds.width());
            stage.setHeight(bounds.height());
            stage.setMaximized(bounds.maximized());
        } else {
            stage.setWidth(Math.min(
                    DEFAULT_WIDTH, Screen.getPrimary().getVisualBounds().getWidth()));
            stage.setHeight(Math.min(
                    DEFAULT_HEIGHT, Screen.getPrimary().getVisualBounds().getHeight()));
        }
    }

    /** Call when the window is shown. */
    public void follow() {
        InvalidationListener changed = observable -> remember();
        stage.xProperty().addListener(changed);
        stage.yProperty().addListener(changed);
        stage.widthProperty().addListener(changed);
        stage.heightProperty().addListener(changed);
        stage.maximizedProperty().addListener(changed);
    }

    private void remember() {
        if (!stage.isShowing() || stage.isIconified() || stage.isFullScreen()) {
            return;
        }
        WindowBounds before = settings.get(Preferences.WINDOW);
        boolean maximized = stage.isMaximized();
        // A maximised window keeps the place it will go back to.
        settings.set(
                Preferences.WINDOW,
                maximized && before.isSet()
                        ? new WindowBounds(before.x(), before.y(), before.width(), before.height(), true)
                        : new WindowBounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), maximized));
    }
}
