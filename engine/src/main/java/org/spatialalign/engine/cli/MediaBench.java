package org.spatialalign.engine.cli;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.cli.BenchCommand.Figure;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.ClipEncoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.track.SeedTracker;
import org.spatialalign.engine.track.TrackerOptions;

/** Decoding and tracking of one clip, the paper's size unless one is given. */
final class MediaBench {

    private static final int WIDTH = 832;
    private static final int HEIGHT = 480;
    private static final int FRAMES = 81;
    private static final int PASSES = 5;

    private final Path folder;
    private final @Nullable Path given;

    MediaBench(Path folder, @Nullable Path given) {
        this.folder = folder;
        this.given = given;
    }

    List<Figure> decode() throws WorkbenchException, CancelledException {
        Path file = file();
        List<Figure> figures = new ArrayList<>();
        long first = System.nanoTime();
        Clip clip = decode(file);
        double cold = (System.nanoTime() - first) / 1e6;
        double best = Double.MAX_VALUE;
        for (int pass = 0; pass < PASSES; pass++) {
            long start = System.nanoTime();
            clip = decode(file);
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        String size = describe(clip);
        figures.add(new Figure("decode", best / clip.frameCount(), "ms/frame", "", size + ", best of " + PASSES));
        figures.add(new Figure("decode, first clip", cold, "ms", "", "the first in the process"));
        return figures;
    }

    List<Figure> track() throws WorkbenchException, CancelledException {
        Clip clip = decode(file());
        double w = clip.info().width();
        double h = clip.info().height();
        int middle = clip.frameCount() / 2;
        List<FrameBoxes> seeds = List.of(FrameBoxes.of(middle, animal(middle, w, h), object(w, h)));
        SeedTracker tracker = new SeedTracker();
        double best = Double.MAX_VALUE;
        // One pass warms up.
        for (int pass = 0; pass < 3; pass++) {
            long start = System.nanoTime();
            tracker.track(clip, seeds, TrackerOptions.DEFAULT, Progress.Listener.NONE, CancelToken.never());
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        return List.of(new Figure(
                "track two boxes",
                best / clip.frameCount(),
                "ms/frame",
                "",
                describe(clip) + ", both ways from the middle, best of 3"));
    }

    private static Clip decode(Path file) throws WorkbenchException, CancelledException {
        return new ClipDecoder()
                .decode(file, DecodeOptions.FULL, Progress.Listener.NONE, CancelToken.never())
                .clip();
    }

    private static String describe(Clip clip) {
        return String.format(
                Locale.ROOT,
                "%dx%d, %d frames",
                clip.info().width(),
                clip.info().height(),
                clip.frameCount());
    }

    private Path file() throws WorkbenchException {
        if (given != null) {
            return given;
        }
        Path file = folder.resolve("drawn.mp4");
        if (Files.exists(file)) {
            return file;
        }
        ByteBuffer pixels = ByteBuffer.allocateDirect(4 * WIDTH * HEIGHT);
        try (ClipEncoder encoder = new ClipEncoder(file, WIDTH, HEIGHT, 16)) {
            for (int f = 0; f < FRAMES; f++) {
                draw(pixels, f);
                encoder.add(pixels);
            }
        }
        return file;
    }

    /** A textured box that walks over a textured ground, past another that stands. */
    private static void draw(ByteBuffer pixels, int frame) {
        PixelBox animal = animal(frame, WIDTH, HEIGHT);
        PixelBox object = object(WIDTH, HEIGHT);
        pixels.clear();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int shade = 90 + ((x * 7 + y * 13) & 31);
                int argb = 0xff000000 | shade << 16 | (shade + 30) << 8 | shade;
                if (animal.contains(x, y)) {
                    int stripe = ((int) (x - animal.x1()) / 9 + (int) (y - animal.y1()) / 7) % 2 == 0 ? 230 : 120;
                    argb = 0xff000000 | stripe << 16 | (stripe / 2) << 8 | 20;
                } else if (object.contains(x, y)) {
                    int stripe = ((int) (y - object.y1()) / 11) % 2 == 0 ? 60 : 160;
                    argb = 0xff000000 | 20 << 16 | stripe << 8 | 200;
                }
                // Little endian int = B, G, R, A in memory.
                pixels.put((byte) argb)
                        .put((byte) (argb >> 8))
                        .put((byte) (argb >> 16))
                        .put((byte) 0xff);
            }
        }
        pixels.flip();
    }

    private static PixelBox animal(int frame, double width, double height) {
        double t = Math.min(1, frame / (FRAMES - 1.0));
        return PixelBox.ofCenter(width * (0.15 + 0.7 * t), height * 0.3, width * 0.12, height * 0.18);
    }

    private static PixelBox object(double width, double height) {
        return PixelBox.ofCenter(width * 0.5, height * 0.7, width * 0.2, height * 0.3);
    }
}
