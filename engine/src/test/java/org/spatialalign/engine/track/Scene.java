package org.spatialalign.engine.track;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.media.VideoInfo;

/** Draws clips of textured patches that move before a textured backdrop; the truth is known. */
final class Scene {

    static final int WIDTH = 240;
    static final int HEIGHT = 160;

    private final long seed;
    private final int frames;
    private final List<Patch> patches = new ArrayList<>();
    private int pan;

    private record Patch(int argb, int width, int height, IntFunction<int @Nullable []> place, int texture) {}

    Scene(long seed, int frames) {
        this.seed = seed;
        this.frames = frames;
    }

    /** @param place left and top corner in a frame, or null where the patch is not there */
    Scene patch(int rgb, int width, int height, IntFunction<int @Nullable []> place) {
        patches.add(new Patch(rgb, width, height, place, patches.size() + 1));
        return this;
    }

    /** Moves the camera by so many pixels a frame. */
    Scene pan(int pixels) {
        pan = pixels;
        return this;
    }

    PixelBox truth(int patch, int frame) {
        Patch p = patches.get(patch);
        int[] place = p.place().apply(frame);
        if (place == null) {
            throw new IllegalArgumentException("patch " + patch + " is not there in frame " + frame);
        }
        return new PixelBox(place[0], place[1], place[0] + p.width(), place[1] + p.height());
    }

    /** What of a patch is inside the picture, as a share. */
    double visible(int patch, int frame) {
        if (patches.get(patch).place().apply(frame) == null) {
            return 0;
        }
        PixelBox box = truth(patch, frame);
        return box.clampTo(WIDTH, HEIGHT).area() / box.area();
    }

    Clip clip() {
        List<Frame> drawn = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            drawn.add(new Frame(i, WIDTH, HEIGHT, draw(i)));
        }
        return Clip.of(new VideoInfo(WIDTH, HEIGHT, 16, frames), drawn);
    }

    private ByteBuffer draw(int frame) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(4 * WIDTH * HEIGHT);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                put(pixels, x, y, 0x708060, texture(0, x + pan * frame, y));
            }
        }
        for (Patch patch : patches) {
            int[] place = patch.place().apply(frame);
            if (place == null) {
                continue;
            }
            for (int y = 0; y < patch.height(); y++) {
                for (int x = 0; x < patch.width(); x++) {
                    if (place[0] + x >= 0 && place[0] + x < WIDTH && place[1] + y >= 0 && place[1] + y < HEIGHT) {
                        put(pixels, place[0] + x, place[1] + y, patch.argb(), texture(patch.texture(), x, y));
                    }
                }
            }
        }
        return pixels;
    }

    /** Blotches of 6 pixels with a fixed brightness each, in [-40, 40]. */
    private int texture(int which, int x, int y) {
        long cell = (seed * 31 + which) * 1_000_003L + Math.floorDiv(x, 6) * 8191L + Math.floorDiv(y, 6) * 131L;
        return new Random(cell * 0x9E3779B97F4A7C15L).nextInt(81) - 40;
    }

    private static void put(ByteBuffer pixels, int x, int y, int rgb, int brightness) {
        int at = 4 * (y * WIDTH + x);
        pixels.put(at, clamp((rgb & 0xff) + brightness));
        pixels.put(at + 1, clamp((rgb >> 8 & 0xff) + brightness));
        pixels.put(at + 2, clamp((rgb >> 16 & 0xff) + brightness));
        pixels.put(at + 3, (byte) 0xff);
    }

    private static byte clamp(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
