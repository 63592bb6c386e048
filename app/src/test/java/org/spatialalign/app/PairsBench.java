package org.spatialalign.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.pairs.PairsProject;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.store.Project;

/**
 * Measures, in the whole window, how long a verdict's key takes: from the moment it is posted to the FX thread, behind
 * whatever waits there, to the end of the layout after it, when the next pair is on its way to the screen. Looks at the
 * pixels for whether it is the next pair, and into the project for whether every verdict is there; fails if not. Makes a
 * project of its own; run it by hand as {@code PairsBench [CLIPS]}, figures go into docs/benchmarks.md.
 */
public final class PairsBench extends Application {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 40;
    private static final int MEASURED = 300;
    private static final int KEYS = WARM_UP + MEASURED;
    private static final List<KeyCode> CODES = List.of(KeyCode.A, KeyCode.D, KeyCode.S, KeyCode.W, KeyCode.E);
    private static final List<Choice> CHOICES =
            List.of(Choice.LEFT, Choice.RIGHT, Choice.TIE, Choice.BOTH_BAD, Choice.SKIP);
    private static final long BETWEEN_MILLIS = 150;
    private static final long PATIENCE_MILLIS = 120_000;

    private @Nullable AppContext running;
    private @Nullable Path project;

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
        Path made = folder.resolve("project");
        project = made;
        PairsProject.write(made, half, half, 832, 480, 81);
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
        context.opener().open(made);
        Thread typist = new Thread(new Typist(context, scene), "typist");
        typist.setDaemon(true);
        typist.start();
    }

    /** Opens the page, then types one verdict after the other, on a thread of its own as a keyboard does. */
    private static final class Typist implements Runnable {
        private final AppContext context;
        private final Scene scene;
        private final double[] wall = new double[KEYS];
        private final double[] processor = new double[KEYS];
        private final Object answered = new Object();
        private int count;
        private int withPictures;
        private int late;
        private long posted;
        private long startedProcessor;
        private String before = "";
        private String problem = "";

        Typist(AppContext context, Scene scene) {
            this.context = context;
            this.scene = scene;
            scene.addPostLayoutPulseListener(this::laidOut);
        }

        @Override
        public void run() {
            try {
                await("the project", () -> context.opener().sessionProperty().get() != null);
                await("the page", () -> {
                    key(KeyCode.DIGIT5, true, false);
                    return scene.lookup("#page-pairs") != null;
                });
                await("the first pair", () -> {
                    key(KeyCode.DIGIT2, false, true);
                    return progress().startsWith("0 of ") && !pictures().isEmpty();
                });
                for (int i = 0; i < KEYS; i++) {
                    Thread.sleep(BETWEEN_MILLIS);
                    KeyCode code = CODES.get(i % CODES.size());
                    synchronized (answered) {
                        posted = System.nanoTime();
                        Platform.runLater(() -> verdict(code));
                        answered.wait(PATIENCE_MILLIS);
                        if (posted != 0 || !problem.isEmpty()) {
                            throw new IllegalStateException("key " + i + " was not answered. " + problem);
                        }
                    }
                    if (withPictures + late <= i) {
                        // Nobody judges what is not to be seen yet; nor does the page let them.
                        late++;
                        await("pictures after key " + i, () -> !pictures().isEmpty());
                    }
                }
                await(
                        "all to be saved",
                        () -> progress().startsWith(KEYS + " of ") && progress().endsWith("all saved"));
                report("wall", wall);
                report("processor", processor);
                System.out.printf("pictures of the next pair in the same pulse: %d of %d%n", withPictures, KEYS);
                Platform.exit();
            } catch (Exception e) {
                e.printStackTrace();
                System.exit(1);
            }
        }

        private void verdict(KeyCode code) {
            before = pictures();
            startedProcessor = THREADS.getCurrentThreadCpuTime();
            key(code, false, false);
        }

        private void laidOut() {
            synchronized (answered) {
                if (startedProcessor == 0) {
                    return;
                }
                processor[count] = (THREADS.getCurrentThreadCpuTime() - startedProcessor) / 1e6;
                wall[count] = (System.nanoTime() - posted) / 1e6;
                startedProcessor = 0;
                count++;
                posted = 0;
                String now = pictures();
                withPictures += now.isEmpty() ? 0 : 1;
                if (now.equals(before) && !now.isEmpty()) {
                    problem = "the pictures are still " + now;
                } else if (!progress().startsWith(count + " of ")) {
                    problem = "the page says: " + progress();
                }
                answered.notifyAll();
            }
        }

        private void key(KeyCode code, boolean control, boolean alt) {
            Node focus = scene.getFocusOwner();
            Event.fireEvent(
                    focus == null ? scene.getRoot() : focus,
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", code.getName(), code, false, control, alt, false));
        }

        private String progress() {
            return scene.lookup("#pair-progress-text") instanceof Label label ? label.getText() : "";
        }

        /** The numbers that the project's clips carry as bars, left and right; empty while nothing is to be seen. */
        private String pictures() {
            Node clips = scene.lookup("#pair-clips");
            if (clips == null) {
                return "";
            }
            StringBuilder numbers = new StringBuilder();
            for (Node node : clips.lookupAll(".image-view")) {
                Image image = node instanceof ImageView view && view.isVisible() ? view.getImage() : null;
                if (image == null) {
                    return "";
                }
                int number = 0;
                for (int bit = 0; bit < PairsProject.BITS; bit++) {
                    int x = (int) ((bit + 0.5) * image.getWidth() / PairsProject.BITS);
                    int argb = image.getPixelReader().getArgb(x, (int) image.getHeight() / 6);
                    number |= (argb >> 8 & 0xff) > 128 ? 1 << bit : 0;
                }
                numbers.append(number).append(' ');
            }
            return numbers.toString();
        }

        private void await(String what, java.util.function.BooleanSupplier condition) throws Exception {
            long until = System.currentTimeMillis() + PATIENCE_MILLIS;
            var holds = new java.util.concurrent.atomic.AtomicBoolean();
            while (!holds.get()) {
                if (System.currentTimeMillis() > until) {
                    throw new IllegalStateException("waited in vain for " + what + "; the page says: " + progress());
                }
                Thread.sleep(100);
                Platform.runLater(() -> holds.set(condition.getAsBoolean()));
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
    }

    @Override
    public void stop() throws Exception {
        AppContext open = running;
        Path folder = project;
        if (open == null || folder == null) {
            return;
        }
        open.close();
        try (Project kept = Project.open(folder, Project.Access.READ_ONLY)) {
            List<Verdict> said = kept.verdicts().log().events().values().stream()
                    .filter(Verdict.class::isInstance)
                    .map(Verdict.class::cast)
                    .toList();
            Set<String> pairs = new HashSet<>();
            for (int i = 0; i < said.size(); i++) {
                pairs.add(said.get(i).key() + " " + said.get(i).repeat());
                if (said.get(i).choice() != CHOICES.get(i % CHOICES.size())) {
                    throw new IllegalStateException(
                            "verdict " + i + " is " + said.get(i).choice());
                }
            }
            if (said.size() != KEYS || pairs.size() != KEYS) {
                throw new IllegalStateException(
                        KEYS + " keys gave " + said.size() + " verdicts of " + pairs.size() + " pairs");
            }
            System.out.println("every key gave one verdict of another pair, in the order of the keys");
        }
    }
}
