package org.spatialalign.engine.detect;

/**
 * Bilinear resizing as the Pillow library does it: shrinking averages over all pixels that are covered, rows first, then
 * columns, in fixed-point arithmetic, rounded to whole grey levels after each.
 */
final class BilinearResize {

    private static final int PRECISION_BITS = 32 - 8 - 2;
    private static final int CHANNELS = 3;

    /** Weights of the input pixels from {@code first} on that make one output pixel. */
    private static final class Window {

        final int first;
        final int[] weights;

        Window(int first, int[] weights) {
            this.first = first;
            this.weights = weights;
        }
    }

    private BilinearResize() {}

    /** @param rgb rows from top to bottom, three bytes per pixel */
    static byte[] of(byte[] rgb, int height, int width, int newHeight, int newWidth) {
        byte[] wide = newWidth == width ? rgb : rows(rgb, height, width, windows(width, newWidth));
        return newHeight == height ? wide : columns(wide, newWidth, windows(height, newHeight));
    }

    private static Window[] windows(int in, int out) {
        double scale = (double) in / out;
        double support = Math.max(1, scale);
        Window[] windows = new Window[out];
        for (int i = 0; i < out; i++) {
            double centre = (i + 0.5) * scale;
            int first = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(in, (int) (centre + support + 0.5));
            double[] weights = new double[end - first];
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                weights[k] = Math.max(0, 1 - Math.abs((k + first - centre + 0.5) / support));
                sum += weights[k];
            }
            int[] fixed = new int[weights.length];
            for (int k = 0; k < weights.length; k++) {
                fixed[k] = (int) (0.5 + weights[k] / sum * (1 << PRECISION_BITS));
            }
            windows[i] = new Window(first, fixed);
        }
        return windows;
    }

    private static byte[] rows(byte[] rgb, int height, int width, Window[] windows) {
        byte[] out = new byte[height * windows.length * CHANNELS];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (Window window : windows) {
                int start = (y * width + window.first) * CHANNELS;
                for (int channel = 0; channel < CHANNELS; channel++) {
                    out[at++] = weighted(rgb, start + channel, CHANNELS, window.weights);
                }
            }
        }
        return out;
    }

    private static byte[] columns(byte[] rgb, int width, Window[] windows) {
        int row = width * CHANNELS;
        byte[] out = new byte[windows.length * row];
        int at = 0;
        for (Window window : windows) {
            for (int i = 0; i < row; i++) {
                out[at++] = weighted(rgb, window.first * row + i, row, window.weights);
            }
        }
        return out;
    }

    private static byte weighted(byte[] values, int start, int step, int[] weights) {
        int sum = 1 << (PRECISION_BITS - 1);
        int at = start;
        for (int weight : weights) {
            sum += (values[at] & 0xff) * weight;
            at += step;
        }
        return (byte) Math.min(255, sum >> PRECISION_BITS);
    }
}
