package org.spatialalign.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.pairs.PairsProject;

/**
 * Measures, in the whole window, how long a verdict's key takes on the FX thread: from the key to the end of the pulse's
 * layout, when the next pair is on its way to the screen. Makes a project of its own; run it by hand as {@code PairsBench
 * [CLIPS]}, figures go into docs/benchmarks.md.
 */
public final class PairsBench extends Application {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 40;
    private static final int MEASURED = 300;
    private static final KeyCode[] KEYS = {KeyCode.A, KeyCode.D, KeyCode.S, KeyCode.W, KeyCode.E};
    private static final long BETWEEN_NANOS = 150_000_000L;

    private @Nullable AppContext running;

    /** Starts it from the class path. */
    public static final class Launcher {
        private Launcher() {}

        public static void main(String[] args) {
            Application.launch(PairsBench.class, args);
        }
    }

    @Override
    public void start(Stage stage) throws Exception {
        int half = getParameters().getRaw().isEmpty()
                ? 20
                : Integer.parseInt(getParameters().getRaw().get(0)) / 2;
        Path folder = Files.createTempDirectory("pairs-bench");
        PairsProject.write(folder.resolve("project"), half, half, 832, 480, 81);
        AppContext context = new AppContext(new AppPaths(folder.resolve("config"), null, folder), stage);
        running = context;
        context.theme().install();
        context.settings().set(Preferences.ANNOTATOR, "Ada");
        Scene scene = context.window().scene();
        stage.setScene(scene);
        stage.setWidth(1280);
        stage.setHeight(800);
        stage.show();
        context.window().start();
        context.opener().open(folder.resolve("project"));
        new Typist(context, scene).start();
    }

    /** Opens the page, then types one verdict after the other. */
    private static final class Typist extends AnimationTimer {
        private final AppContext context;
        private final Scene scene;
        private final double[] times = new double[WARM_UP + MEASURED];
        private final double[] processor = new double[WARM_UP + MEASURED];
        private int count;
        private int step;
        private long last;
        private long started;
        private long startedProcessor;

        Typist(AppContext context, Scene scene) {
            this.context = context;
            this.scene = scene;
            scene.addPostLayoutPulseListener(this::laidOut);
        }

        @Override
        public void handle(long now) {
            if (step == 0 && context.opener().sessionProperty().get() != null && now - last > 10 * BETWEEN_NANOS) {
                if (last != 0) {
                    key(KeyCode.DIGIT5, true, false);
                    key(KeyCode.DIGIT2, false, true);
                    step = 1;
                }
                last = now;
            } else if (step == 1 && now - last > 10 * BETWEEN_NANOS) {
                step = 2;
            } else if (step == 2 && now - last > BETWEEN_NANOS) {
                last = now;
                started = System.nanoTime();
                startedProcessor = THREADS.getCurrentThreadCpuTime();
                key(KEYS[count % KEYS.length], false, false);
            }
        }

        private static void report(String what, double[] all) {
            double[] measured = Arrays.copyOfRange(all, WARM_UP, all.length);
            Arrays.sort(measured);
            System.out.printf(
                    Locale.ROOT,
                    "a verdict's key, %s: p50 %.1f ms, p99 %.1f ms, max %.1f ms (n = %d)%n",
                    what,
                    measured[measured.length / 2],
                    measured[measured.length * 99 / 100],
                    measured[measured.length - 1],
                    measured.length);
        }

        private void key(KeyCode code, boolean control, boolean alt) {
            Event.fireEvent(
                    scene.getFocusOwner(),
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", code.getName(), code, false, control, alt, false));
        }

        private void laidOut() {
            if (started == 0) {
                return;
            }
            processor[count] = (THREADS.getCurrentThreadCpuTime() - startedProcessor) / 1e6;
            times[count++] = (System.nanoTime() - started) / 1e6;
            started = 0;
            if (count == times.length) {
                stop();
                report("wall", times);
                report("processor", processor);
                Platform.exit();
            }
        }
    }

    @Override
    public void stop() throws Exception {
        AppContext open = running;
        if (open != null) {
            open.close();
        }
    }
}
