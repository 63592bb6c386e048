package org.spatialalign.engine.evaluate;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.Frame;

/**
 * Guard rails: whether a model pays for a higher score with broken or monotonous videos. Both measures look at pixels
 * only, need no network, and are comparable between models on the same prompts, not with figures of a paper. Pure.
 */
public final class Appearance {

    /** Frames with a usable box that a clip must have, as for a score. */
    public static final int LEAST_FRAMES = 20;

    /** Pictures of a clip that {@link #distance} looks at. */
    static final int LOOKS = 9;

    private Appearance() {}

    /**
     * Whether the animal keeps its looks: for each frame k after the first with a box, the mean of the likeness of its
     * colours to those of the first frame and of the frame before; the average over k. The form is that of the paper's
     * identity consistency, with colour histograms of the box in place of network features; frames are taken in the
     * order of time.
     *
     * @param boxes the animal's, one per frame of the clip, in pixels of the clip's frames; null where there is none
     * @return in [0, 1]; empty with fewer than {@link #LEAST_FRAMES} usable frames
     */
    public static OptionalDouble consistency(Clip clip, List<@Nullable PixelBox> boxes) {
        List<ColourHistogram> seen = new ArrayList<>();
        for (int i = 0; i < Math.min(clip.frameCount(), boxes.size()); i++) {
            PixelBox box = boxes.get(i);
            ColourHistogram colours = box == null ? null : ColourHistogram.of(clip.frame(i), box);
            if (colours != null) {
                seen.add(colours);
            }
        }
        if (seen.size() < LEAST_FRAMES) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (int k = 1; k < seen.size(); k++) {
            ColourHistogram now = seen.get(k);
            sum += 0.5 * (now.similarity(seen.get(0)) + now.similarity(seen.get(k - 1)));
        }
        return OptionalDouble.of(sum / (seen.size() - 1));
    }

    /**
     * How different two clips look: the mean absolute difference of their channels, over {@value #LOOKS} pictures spread
     * evenly over each clip, so that clips of different lengths and sizes can be compared.
     *
     * @param one pictures as {@link #looks} takes them
     * @return in [0, 1]; 0 for equal clips
     */
    public static double distance(List<float[]> one, List<float[]> other) {
        double sum = 0;
        long count = 0;
        for (int look = 0; look < LOOKS; look++) {
            float[] a = one.get(look);
            float[] b = other.get(look);
            for (int i = 0; i < a.length; i++) {
                sum += Math.abs(a[i] - b[i]);
            }
            count += a.length;
        }
        return sum / count;
    }

    /** The mean distance over all pairs of clips, say all seeds of a prompt; empty for fewer than two. */
    public static OptionalDouble diversity(List<List<float[]>> clips) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < clips.size(); i++) {
            for (int j = i + 1; j < clips.size(); j++) {
                sum += distance(clips.get(i), clips.get(j));
                pairs++;
            }
        }
        return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / pairs);
    }

    /**
     * {@value #LOOKS} pictures of a clip, each averaged down to {@value #GRID} x {@value #GRID} cells of red, green and
     * blue in [0, 1].
     */
    public static List<float[]> looks(Clip clip) {
        List<float[]> looks = new ArrayList<>();
        for (int i = 0; i < LOOKS; i++) {
            int frame = (int) Math.round((double) i * (clip.frameCount() - 1) / (LOOKS - 1));
            looks.add(small(clip.frame(frame)));
        }
        return looks;
    }

    /** Cells along each side of a small picture. */
    static final int GRID = 24;

    private static float[] small(Frame frame) {
        float[] cells = new float[3 * GRID * GRID];
        ByteBuffer bgra = frame.bgra();
        for (int row = 0; row < GRID; row++) {
            int y1 = row * frame.height() / GRID;
            int y2 = Math.max(y1 + 1, (row + 1) * frame.height() / GRID);
            for (int column = 0; column < GRID; column++) {
                int x1 = column * frame.width() / GRID;
                int x2 = Math.max(x1 + 1, (column + 1) * frame.width() / GRID);
                mean(bgra, frame.width(), x1, x2, y1, y2, cells, 3 * (row * GRID + column));
            }
        }
        return cells;
    }

    private static void mean(ByteBuffer bgra, int width, int x1, int x2, int y1, int y2, float[] cells, int target) {
        long blue = 0;
        long green = 0;
        long red = 0;
        for (int y = y1; y < y2; y++) {
            for (int x = x1; x < x2; x++) {
                int at = 4 * (y * width + x);
                blue += bgra.get(at) & 0xff;
                green += bgra.get(at + 1) & 0xff;
                red += bgra.get(at + 2) & 0xff;
            }
        }
        float pixels = 255f * (x2 - x1) * (y2 - y1);
        cells[target] = red / pixels;
        cells[target + 1] = green / pixels;
        cells[target + 2] = blue / pixels;
    }
}
