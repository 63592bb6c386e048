package org.spatialalign.app.train;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.spatialalign.app.fx.BackgroundUiExecutor;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.app.fx.Theme;
import org.spatialalign.app.job.JobListViewModel;

/**
 * Measures how long the FX thread is busy with the six charts of a run of 100,000 steps that grows by ten steps a
 * second, looked at every 400 ms: from the arrival of the new points to the end of the pulse's layout, when everything
 * is painted and handed to the renderer. Run it as {@code ChartBench}.
 */
public final class ChartBench extends Application {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int POINTS = 100_000;
    private static final int NEW_POINTS = 4;
    private static final long LOOK_NANOS = 400_000_000L;
    private static final int WARM_UP = 140;
    private static final int MEASURED = 700;

    /** Starts it from the class path. */
    public static final class Launcher {
        private Launcher() {}

        public static void main(String[] args) {
            Application.launch(ChartBench.class, args);
        }
    }

    @Override
    public void start(Stage stage) throws Exception {
        Path config = Files.createTempDirectory("chart-bench");
        Settings settings = new Settings(config);
        BackgroundUiExecutor executor = new BackgroundUiExecutor();
        Theme theme = new Theme(settings, executor);
        JobListViewModel jobs = new JobListViewModel(executor, Instant::now, problem -> {});
        TrainViewModel model = new TrainViewModel(executor, jobs, problem -> {});
        TrainCommands commands = new TrainCommands(model, new FakeDialogs(), () -> {}, row -> {}, clip -> {});
        ChartsPane charts = new ChartsPane(model, commands, new CommandButtons(new Keymap(settings)));
        RunEntry run = RunEntry.ofEvents(Path.of("bench"));
        run.curves().take(batch(0, POINTS));
        model.runs().entries().add(run);
        model.runs().selectedProperty().set(run);
        theme.install();
        Scene scene = new Scene(charts, 848, 664);
        stage.setScene(scene);
        stage.show();
        measure(scene, model, run, () -> {
            model.focusedProperty().set(true);
            measure(scene, model, run, () -> {
                executor.close();
                settings.close();
                Platform.exit();
            });
        });
    }

    private static Batch batch(int from, int count) {
        Batch batch = Batch.empty(false);
        for (int i = from; i < from + count; i++) {
            for (Metric metric : Metric.values()) {
                double noise = Math.sin(12.9898 * i + metric.name().length()) * 0.3;
                batch.of(metric).add(i, i / 600.0, 48.0 * i, 0.7 - i * 1e-6 + noise * noise * noise);
            }
        }
        return batch;
    }

    /** Every pulse from the arrival of points until all charts are painted; those that paint nothing do not count. */
    private static void measure(Scene scene, TrainViewModel model, RunEntry run, Runnable then) {
        long[] times = new long[WARM_UP + MEASURED];
        int[] count = new int[1];
        long[] started = new long[1];
        long[] processor = new long[times.length];
        long[] startedCpu = new long[1];
        long[] due = new long[1];
        int[] painting = new int[1];
        Runnable[] listener = new Runnable[1];
        AnimationTimer timer = new AnimationTimer() {
            @Override
            public void handle(long nanos) {
                started[0] = System.nanoTime();
                startedCpu[0] = THREADS.getCurrentThreadCpuTime();
                if (nanos >= due[0]) {
                    due[0] = nanos + LOOK_NANOS;
                    run.curves().take(batch(run.curves().steps(), NEW_POINTS));
                    model.runs().changed();
                    painting[0] = ChartKind.values().length + 1;
                }
            }
        };
        listener[0] = () -> {
            if (started[0] == 0 || painting[0] == 0) {
                return;
            }
            painting[0]--;
            processor[count[0]] = THREADS.getCurrentThreadCpuTime() - startedCpu[0];
            times[count[0]++] = System.nanoTime() - started[0];
            started[0] = 0;
            if (count[0] == times.length) {
                timer.stop();
                scene.removePostLayoutPulseListener(listener[0]);
                String name = model.focusedProperty().get() ? "six charts, outliers left out" : "six charts";
                report(name + ", wall", times);
                report(name + ", processor", processor);
                Platform.runLater(then);
            }
        };
        scene.addPostLayoutPulseListener(listener[0]);
        timer.start();
    }

    private static void report(String name, long[] times) {
        long[] measured = Arrays.copyOfRange(times, WARM_UP, times.length);
        Arrays.sort(measured);
        System.out.printf(
                Locale.ROOT,
                "%-40s p50 %.2f ms, p99 %.2f ms, max %.2f ms (n = %d)%n",
                name,
                measured[measured.length / 2] / 1e6,
                measured[measured.length * 99 / 100] / 1e6,
                measured[measured.length - 1] / 1e6,
                measured.length);
    }
}
