package org.spatialalign.app.shell;

import javafx.animation.PauseTransition;
import javafx.beans.InvalidationListener;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.Preferences.WindowBounds;
import org.spatialalign.app.fx.Settings;

/** Puts the window where it was, if there still is a screen, and remembers where it goes. */
public final class WindowPlace {

    private static final double DEFAULT_WIDTH = 1280;
    private static final double DEFAULT_HEIGHT = 800;
    private static final Duration SETTLED = Duration.millis(150);

    private final Stage stage;
    private final Settings settings;
    private double width;
    private double height;
    private boolean maximise;

    public WindowPlace(Stage stage, Settings settings) {
        this.stage = stage;
        this.settings = settings;
    }

    /** Call before the window is shown. */
    public void restore() {
        WindowBounds bounds = settings.get(Preferences.WINDOW);
        boolean onScreen = bounds.isSet()
                && !Screen.getScreensForRectangle(bounds.x(), bounds.y(), bounds.width(), bounds.height())
                        .isEmpty();
        width = onScreen ? bounds.width() : Math.min(DEFAULT_WIDTH, screenSize().getWidth());
        height = onScreen
                ? bounds.height()
                : Math.min(DEFAULT_HEIGHT, screenSize().getHeight());
        stage.setWidth(width);
        stage.setHeight(height);
        if (onScreen) {
            stage.setX(bounds.x());
            stage.setY(bounds.y());
            maximise = bounds.maximized();
        } else {
            // With its frame around it the window would not fit.
            maximise = screenSize().getWidth() <= DEFAULT_WIDTH || screenSize().getHeight() <= DEFAULT_HEIGHT;
        }
    }

    private static Rectangle2D screenSize() {
        return Screen.getPrimary().getVisualBounds();
    }

    /** Call when the window is shown. */
    public void follow() {
        PauseTransition wait = new PauseTransition(SETTLED);
        wait.setOnFinished(event -> {
            // Some window managers open a GTK window in its least size whatever was asked; then it is asked again, also
            // before it is maximised: it may be given that size back while a file chooser stands over it.
            if (!stage.isMaximized() && (stage.getWidth() < width / 2 || stage.getHeight() < height / 2)) {
                stage.setWidth(width);
                stage.setHeight(height);
            }
            if (maximise) {
                stage.setMaximized(true);
            }
            InvalidationListener changed = observable -> remember();
            stage.xProperty().addListener(changed);
            stage.yProperty().addListener(changed);
            stage.widthProperty().addListener(changed);
            stage.heightProperty().addListener(changed);
            stage.maximizedProperty().addListener(changed);
        });
        wait.play();
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
