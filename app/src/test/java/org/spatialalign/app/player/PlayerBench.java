package org.spatialalign.app.player;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.track.Corrections;

/**
 * Measures, on the FX thread, what one frame step, one scrub and one mouse move of a drag cost: from the command to the
 * end of the pulse's layout, when everything is painted and handed to the renderer. Wall time suffers from whatever else
 * the machine does; processor time does not. Run it as {@code PlayerBench CLIP}.
 */
public final class PlayerBench extends Application {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 120;
    private static final int MEASURED = 600;

    /** Starts it from the class path. */
    public static final class Launcher {
        private Launcher() {}

        public static void main(String[] args) {
            Application.launch(PlayerBench.class, args);
        }
    }

    @Override
    public void start(Stage stage) throws Exception {
        long opened = System.nanoTime();
        Clip clip = new ClipDecoder()
                .decode(
                        Path.of(getParameters().getRaw().get(0)),
                        DecodeOptions.FULL,
                        Progress.Listener.NONE,
                        CancelToken.never())
                .clip();
        System.out.printf(Locale.ROOT, "decode %d frames: %.0f ms%n", clip.frameCount(), millis(opened));
        PlayerViewModel player = new PlayerViewModel();
        Scene scene = PlayerDemo.scene(player, false);
        player.open(clip, DsrType.of("RL"), PlayerDemo.tracks(clip), Corrections.NONE);
        stage.setScene(scene);
        stage.setWidth(1280);
        stage.setHeight(800);
        stage.show();
        int last = clip.frameCount() - 1;
        List<Measurement> plan = new ArrayList<>();
        plan.add(new Measurement("frame step", i -> player.goTo(i % (last + 1))));
        plan.add(new Measurement("scrub (5 moves a pulse)", i -> {
            for (int k = 0; k < 5; k++) {
                player.goTo((i * 37 + k * 11) % (last + 1));
            }
        }));
        plan.add(new Measurement("drag a box, score following", i -> {
            if (!player.isDragging()) {
                player.goTo(1);
                player.beginDrag(Role.ANIMAL, BoxHandle.MOVE, 600, 250);
            }
            player.drag(300 + i % 300, 250);
        }));
        run(scene, plan);
    }

    private record Measurement(String name, IntConsumer action) {}

    /** One action per pulse; the time runs until the pulse's layout is done. */
    private static void run(Scene scene, List<Measurement> plan) {
        if (plan.isEmpty()) {
            Platform.exit();
            return;
        }
        Measurement now = plan.get(0);
        long[] times = new long[WARM_UP + MEASURED];
        long[] processor = new long[WARM_UP + MEASURED];
        long[] startedCpu = new long[1];
        long[] renderer = new long[1];
        long[] started = new long[1];
        int[] count = new int[1];
        AnimationTimer timer = new AnimationTimer() {
            @Override
            public void handle(long nanos) {
                started[0] = System.nanoTime();
                startedCpu[0] = THREADS.getCurrentThreadCpuTime();
                if (count[0] == WARM_UP) {
                    renderer[0] = rendererNanos();
                }
                now.action.accept(count[0]);
            }
        };
        Runnable[] listener = new Runnable[1];
        listener[0] = () -> {
            if (started[0] == 0) {
                return;
            }
            processor[count[0]] = THREADS.getCurrentThreadCpuTime() - startedCpu[0];
            times[count[0]++] = System.nanoTime() - started[0];
            started[0] = 0;
            if (count[0] == times.length) {
                timer.stop();
                scene.removePostLayoutPulseListener(listener[0]);
                report(now.name + ", wall", times);
                report(now.name + ", processor", processor);
                System.out.printf(
                        Locale.ROOT,
                        "    and on the render thread %.2f ms of processor a pulse%n",
                        (rendererNanos() - renderer[0]) / 1e6 / MEASURED);
                Platform.runLater(() -> run(scene, plan.subList(1, plan.size())));
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

    /** Processor time of the thread that rasterises; with the software pipeline that is most of the work. */
    private static long rendererNanos() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("QuantumRenderer"))
                .mapToLong(thread -> THREADS.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private static double millis(long since) {
        return (System.nanoTime() - since) / 1e6;
    }
}
