package org.spatialalign.engine.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.opencv.global.opencv_core;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.track.MachineBox.BoxState;

/**
 * Follows the animal and the object through a clip from boxes that a person drew on one or more frames, forwards and
 * backwards. Before a still camera, what rests is watched in its place ({@link RestFollower}) and what moves is followed
 * by its pixels ({@link MaskFollower}); everything else is OpenCV's CSRT ({@link CsrtFollower}). Where a thing is no
 * longer seen it has no box: see {@link BoxState}.
 *
 * <p>Boxes are in source pixels. Equal inputs give equal tracks, on any number of cores. Stateless; may be used
 * from any thread, but not from one that must not wait: it takes seconds.
 */
public final class SeedTracker {

    /**
     * Tracks both roles through the whole clip.
     *
     * @param seeds any number of frames, each with one box or both; at least one box per role. The stretch between two
     *     seeds of a role is followed from both sides
     * @param progress counts frames followed, of all roles and directions
     * @throws WorkbenchException if a seed is missing or cannot be followed; the message says which and what to do
     */
    public MachineTracks track(
            Clip clip, List<FrameBoxes> seeds, TrackerOptions options, Progress.Listener progress, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        OpenCv.load();
        Map<Role, NavigableMap<Integer, PixelBox>> byRole = new EnumMap<>(Role.class);
        List<Lane> lanes = new ArrayList<>();
        for (Role role : Role.values()) {
            NavigableMap<Integer, PixelBox> own = SeedCheck.of(role, clip, seeds);
            byRole.put(role, own);
            lanes.addAll(lanes(role, own, clip.frameCount()));
        }
        cancel.check();
        List<List<MachineBox>> followed = follow(clip, lanes, options, progress, cancel);
        MachineBox[] animal = seeded(byRole, Role.ANIMAL, clip.frameCount());
        MachineBox[] object = seeded(byRole, Role.OBJECT, clip.frameCount());
        LaneMerge.into(Role.ANIMAL, lanes, followed, animal);
        LaneMerge.into(Role.OBJECT, lanes, followed, object);
        if (options.detectLoss()) {
            IdentityCheck.mark(animal, object, seedsOf(byRole, Role.ANIMAL), seedsOf(byRole, Role.OBJECT));
        }
        return new MachineTracks(List.of(animal), List.of(object));
    }

    private static MachineBox[] seeded(Map<Role, NavigableMap<Integer, PixelBox>> seeds, Role role, int frames) {
        MachineBox[] boxes = new MachineBox[frames];
        Arrays.fill(boxes, MachineBox.absent(BoxState.NONE));
        seedsOf(seeds, role).forEach((frame, box) -> boxes[frame] = new MachineBox(box, BoxState.SEED, 1));
        return boxes;
    }

    private static NavigableMap<Integer, PixelBox> seedsOf(
            Map<Role, NavigableMap<Integer, PixelBox>> seeds, Role role) {
        return seeds.getOrDefault(role, new TreeMap<>());
    }

    /** From each seed up to, but not into, its neighbours; the first also to the start, the last to the end. */
    private static List<Lane> lanes(Role role, NavigableMap<Integer, PixelBox> seeds, int frames) {
        List<Lane> lanes = new ArrayList<>();
        for (Map.Entry<Integer, PixelBox> seed : seeds.entrySet()) {
            int frame = seed.getKey();
            Integer before = seeds.lowerKey(frame);
            Integer after = seeds.higherKey(frame);
            Lane backward = new Lane(role, seed.getValue(), frame, before == null ? 0 : before + 1);
            Lane forward = new Lane(role, seed.getValue(), frame, after == null ? frames - 1 : after - 1);
            if (backward.end() < frame) {
                lanes.add(backward);
            }
            if (forward.end() > frame) {
                lanes.add(forward);
            }
        }
        return lanes;
    }

    private static List<List<MachineBox>> follow(
            Clip clip, List<Lane> lanes, TrackerOptions options, Progress.Listener progress, CancelToken cancel)
            throws CancelledException {
        if (lanes.isEmpty()) {
            return List.of();
        }
        // The lanes are the parallelism; OpenCV's own threads on top of them would only fight for the cores.
        opencv_core.setNumThreads(1);
        Backdrop backdrop = Backdrop.of(clip, cancel);
        int total = lanes.stream().mapToInt(Lane::length).sum();
        AtomicInteger done = new AtomicInteger();
        CancelToken stop = new CancelToken();
        LaneRun.Step afterFrame = () -> {
            cancel.check();
            stop.check();
            progress.report(done.incrementAndGet(), total, "frames", "Following the boxes");
        };
        List<Callable<List<MachineBox>>> work = new ArrayList<>();
        for (Lane lane : lanes) {
            work.add(() -> {
                try {
                    return new LaneRun(clip, lane, options, backdrop).run(afterFrame);
                } catch (Exception e) {
                    stop.cancel();
                    throw e;
                }
            });
        }
        int threads = Math.min(lanes.size(), Math.max(1, Runtime.getRuntime().availableProcessors()));
        ExecutorService pool = Executors.newFixedThreadPool(threads, SeedTracker::thread);
        try {
            List<List<MachineBox>> results = new ArrayList<>();
            CancelledException cancelled = null;
            for (Future<List<MachineBox>> future : pool.invokeAll(work)) {
                try {
                    results.add(future.get());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof CancelledException)) {
                        throw new IllegalStateException("tracking broke down", e.getCause());
                    }
                    cancelled = new CancelledException();
                }
            }
            if (cancelled != null) {
                throw cancelled;
            }
            return results;
        } catch (InterruptedException e) {
            stop.cancel();
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } finally {
            close(pool, stop);
        }
    }

    /** Waits until no native code runs any more: the caller may free the clip afterwards. */
    private static void close(ExecutorService pool, CancelToken stop) {
        stop.cancel();
        pool.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (pool.awaitTermination(1, TimeUnit.SECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "tracking");
        thread.setDaemon(true);
        return thread;
    }
}
