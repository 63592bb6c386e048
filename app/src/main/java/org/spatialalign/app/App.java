package org.spatialalign.app;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.shell.WindowPlace;
import org.spatialalign.engine.store.ProjectException;

/** The window's life: shown first, then the project is opened; everything is stored when it closes. */
public final class App extends Application {

    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    private final AtomicBoolean telling = new AtomicBoolean();
    private @Nullable AppContext context;

    @Override
    public void start(Stage stage) {
        AppContext made = new AppContext(AppPaths.of(System.getProperties(), System.getenv()), stage);
        context = made;
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> unexpected(made, problem));
        made.theme().install();
        stage.setTitle("SpatialAlign Workbench");
        stage.setScene(made.window().scene());
        stage.titleProperty().bind(made.title());
        WindowPlace place = new WindowPlace(stage, made.settings());
        place.restore();
        stage.setOnCloseRequest(event -> {
            if (!made.mayClose()) {
                event.consume();
            }
        });
        stage.show();
        place.follow();
        made.window().start();
        reportStart();
        made.settings().problem().ifPresent(problem -> made.dialogs().info("Preferences", problem));
        openFirst(made);
    }

    /** For whoever measures: the time from the start of the JVM to the first window. */
    private static void reportStart() {
        if (Boolean.getBoolean("spatialalign.startup")) {
            long began = ManagementFactory.getRuntimeMXBean().getStartTime();
            // Ends with the first frame that is painted.
            PauseTransition painted = new PauseTransition(Duration.millis(1));
            painted.setOnFinished(event -> LOG.warn("first window after {} ms", System.currentTimeMillis() - began));
            painted.play();
        }
    }

    private void openFirst(AppContext made) {
        String named = getParameters().getNamed().get("project");
        List<String> words = getParameters().getRaw();
        int at = words.indexOf("--project");
        if (named == null && at >= 0 && at + 1 < words.size()) {
            named = words.get(at + 1);
        }
        if (named != null) {
            made.opener().open(Path.of(named).toAbsolutePath().normalize());
            return;
        }
        String last = made.settings().get(Preferences.OPEN_PROJECT);
        if (made.settings().get(Preferences.REOPEN_PROJECT) && !last.isEmpty()) {
            made.opener().reopen(Path.of(last));
        }
    }

    private void unexpected(AppContext made, Throwable problem) {
        LOG.error("Unexpected problem", problem);
        made.executor().onFxThread(() -> {
            // One dialog at a time: a problem in a repeated event must not bury the screen.
            if (telling.compareAndSet(false, true)) {
                try {
                    made.dialogs().error("Something went wrong", problem);
                } finally {
                    telling.set(false);
                }
            }
        });
    }

    @Override
    public void stop() throws ProjectException {
        if (context != null) {
            context.close();
        }
    }
}
