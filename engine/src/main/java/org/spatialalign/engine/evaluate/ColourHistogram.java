package org.spatialalign.engine.evaluate;

import java.nio.ByteBuffer;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.Frame;

/**
 * The colours inside a box of a frame, as shares over 8 x 8 x 8 bins of red, green and blue. Each pixel is shared out
 * between the neighbouring bins, so that a slight change of light does not move it from one to the next at once.
 * Immutable.
 */
public final class ColourHistogram {

    private static final int SIDE = 8;

    private final double[] share;

    private ColourHistogram(double[] share) {
        this.share = share;
    }

    /**
     * Looks at the pixels whose centres are in the box.
     *
     * @param box in pixels of the frame; what reaches outside of the picture is left out
     * @return null when the box covers no pixel
     */
    public static @org.jspecify.annotations.Nullable ColourHistogram of(Frame frame, PixelBox box) {
        int x1 = clamp((int) Math.round(box.x1()), frame.width());
        int x2 = clamp((int) Math.round(box.x2()), frame.width());
        int y1 = clamp((int) Math.round(box.y1()), frame.height());
        int y2 = clamp((int) Math.round(box.y2()), frame.height());
        long pixels = (long) (x2 - x1) * (y2 - y1);
        if (pixels <= 0) {
            return null;
        }
        double[] sums = new double[SIDE * SIDE * SIDE];
        ByteBuffer bgra = frame.bgra();
        for (int y = y1; y < y2; y++) {
            for (int x = x1; x < x2; x++) {
                int at = 4 * (y * frame.width() + x);
                add(sums, bgra.get(at + 2) & 0xff, bgra.get(at + 1) & 0xff, bgra.get(at) & 0xff);
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= pixels;
        }
        return new ColourHistogram(sums);
    }

    /** Bhattacharyya coefficient in [0, 1]: 1 for equal colours, 0 when they have none in common. */
    public double similarity(ColourHistogram other) {
        double sum = 0;
        for (int i = 0; i < share.length; i++) {
            sum += Math.sqrt(share[i] * other.share[i]);
        }
        return Math.min(1, sum);
    }

    private static void add(double[] sums, int red, int green, int blue) {
        double r = place(red);
        double g = place(green);
        double b = place(blue);
        int r0 = Math.min(SIDE - 2, (int) r);
        int g0 = Math.min(SIDE - 2, (int) g);
        int b0 = Math.min(SIDE - 2, (int) b);
        for (int corner = 0; corner < 8; corner++) {
            int dr = corner >> 2;
            int dg = corner >> 1 & 1;
            int db = corner & 1;
            double weight = part(r - r0, dr) * part(g - g0, dg) * part(b - b0, db);
            sums[((r0 + dr) * SIDE + g0 + dg) * SIDE + b0 + db] += weight;
        }
    }

    private static double place(int channel) {
        return channel / 255.0 * (SIDE - 1);
    }

    private static double part(double fraction, int corner) {
        return corner == 1 ? fraction : 1 - fraction;
    }

    private static int clamp(int value, int most) {
        return Math.max(0, Math.min(most, value));
    }
}
