package org.spatialalign.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.tensor.Torch;

/**
 * Measures how long the FX thread is busy while a grid of 6 prompts and 4 seeds is filled with the tiny model: every few
 * milliseconds another thread asks it for an answer. Wall time suffers from the model, which uses the processors;
 * processor time between two answers does not. What the machine itself makes of the wall time is measured too: the
 * window standing still while as many threads spin as the model would use, and one more. Run it as
 * {@code GenerateBench}.
 */
public final class GenerateBench extends Application {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int EVERY_MILLIS = 4;
    private static final int SETTLE_MILLIS = 6_000;
    private static final int QUESTIONS = 2_000;

    /** Starts it from the class path. */
    public static final class Launcher {
        private Launcher() {}

        public static void main(String[] args) {
            Application.launch(GenerateBench.class, args);
        }
    }

    private final List<Long> waits = new ArrayList<>();
    private final List<Long> busy = new ArrayList<>();
    private long processorBefore;

    @Override
    public void start(Stage stage) throws Exception {
        Path folder = Files.createTempDirectory("generate-bench");
        Path study = folder.resolve("study");
        try (Project project = Project.create(study)) {
            // The page that is shown first.
            project.uiState().put("shell", JsonNodeFactory.instance.objectNode().put("page", "generate"));
            for (int i = 0; i < 6; i++) {
                project.prompts()
                        .add(
                                new DsrPrompt(
                                        i + "_LR",
                                        DsrType.of("LR"),
                                        "cat",
                                        "chair",
                                        "",
                                        "",
                                        "",
                                        "Cat and chair " + i,
                                        ""),
                                "bench");
            }
        }
        AppContext context =
                new AppContext(new AppPaths(folder.resolve("config"), null, folder), stage, new FakeDialogs());
        context.theme().install();
        stage.setScene(context.window().scene());
        stage.setWidth(1280);
        stage.setHeight(800);
        stage.show();
        context.window().start();
        context.opener().open(study);
        Thread driver = new Thread(() -> drive(context, stage), "bench");
        driver.setDaemon(true);
        driver.start();
    }

    private void drive(AppContext context, Stage stage) {
        try {
            TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
            onFx(() -> {
                set(stage, "#generate-frames", "17");
                set(stage, "#generate-size", "144x96");
                set(stage, "#generate-steps", "12");
                set(stage, "#generate-seeds", "0-3");
                set(stage, "#generate-model", GenerateWalkTest.tinyModel().toString());
            });
            TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
            measure("standing still", () -> waits.size() < QUESTIONS);
            control(Torch.threads());
            control(Runtime.getRuntime().availableProcessors());
            onFx(() -> ((Button) find(stage, "#generate-fill-all")).fire());
            TimeUnit.MILLISECONDS.sleep(500);
            measure("filling 24 clips", () -> running(context));
            onFx(() -> System.out.println(((Label) find(stage, "#generate-counts")).getText()));
            System.exit(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean running(AppContext context) {
        List<JobRecord> jobs = Objects.requireNonNull(
                        context.opener().sessionProperty().get())
                .jobs()
                .jobs();
        return jobs.isEmpty() || jobs.stream().anyMatch(job -> !job.state().finished());
    }

    /** The same window with nothing to do, beside threads that do nothing but keep processors busy. */
    private void control(int threads) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> spinning = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread spin = new Thread(
                    () -> {
                        while (!over.get()) {
                            Thread.onSpinWait();
                        }
                    },
                    "spin");
            spin.setDaemon(true);
            spin.start();
            spinning.add(spin);
        }
        measure("standing still, " + threads + " threads spin", () -> waits.size() < QUESTIONS);
        over.set(true);
        for (Thread spin : spinning) {
            spin.join();
        }
    }

    private interface More {
        boolean go();
    }

    private void measure(String what, More more) throws InterruptedException {
        waits.clear();
        busy.clear();
        onFx(() -> processorBefore = THREADS.getCurrentThreadCpuTime());
        while (more.go()) {
            long asked = System.nanoTime();
            onFx(() -> {
                long processor = THREADS.getCurrentThreadCpuTime();
                busy.add(processor - processorBefore);
                waits.add(System.nanoTime() - asked);
                processorBefore = THREADS.getCurrentThreadCpuTime();
            });
            TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
        }
        report(what + ", wall time until the FX thread answers", waits);
        report(what + ", its processor time between two answers", busy);
    }

    private static void report(String what, List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-62s p50 %.2f ms, p99 %.2f ms, max %.2f ms, over 16 ms: %d of %d%n",
                what,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6,
                Arrays.stream(sorted).filter(n -> n > 16_000_000).count(),
                sorted.length);
    }

    private static Node find(Stage stage, String query) {
        return Objects.requireNonNull(stage.getScene().lookup(query), query);
    }

    private static void set(Stage stage, String query, String text) {
        ((TextInputControl) find(stage, query)).setText(text);
    }

    private static void onFx(Runnable action) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Platform.runLater(() -> {
            try {
                action.run();
            } finally {
                done.countDown();
            }
        });
        done.await();
    }
}
