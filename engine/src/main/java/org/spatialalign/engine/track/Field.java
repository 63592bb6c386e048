package org.spatialalign.engine.track;

import java.util.Arrays;

/** Operations on a rectangle of numbers, row by row. Values outside count as zero, or as the border's for a blur. */
final class Field {

    private Field() {}

    /** Gaussian blur, the border repeated. */
    static float[] blur(float[] values, int width, int height, double sigma) {
        int radius = Math.max(1, (int) Math.ceil(2.5 * sigma));
        float[] kernel = new float[radius + 1];
        float sum = 0;
        for (int i = 0; i <= radius; i++) {
            kernel[i] = (float) Math.exp(-i * i / (2 * sigma * sigma));
            sum += i == 0 ? kernel[i] : 2 * kernel[i];
        }
        for (int i = 0; i <= radius; i++) {
            kernel[i] /= sum;
        }
        float[] rows = new float[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float v = kernel[0] * values[y * width + x];
                for (int i = 1; i <= radius; i++) {
                    v += kernel[i]
                            * (values[y * width + Math.max(0, x - i)] + values[y * width + Math.min(width - 1, x + i)]);
                }
                rows[y * width + x] = v;
            }
        }
        float[] result = new float[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float v = kernel[0] * rows[y * width + x];
                for (int i = 1; i <= radius; i++) {
                    v += kernel[i]
                            * (rows[Math.max(0, y - i) * width + x] + rows[Math.min(height - 1, y + i) * width + x]);
                }
                result[y * width + x] = v;
            }
        }
        return result;
    }

    /** Grows a set by a square of the given radius. */
    static boolean[] dilate(boolean[] set, int width, int height, int radius) {
        boolean[] rows = new boolean[set.length];
        for (int y = 0; y < height; y++) {
            int last = -radius - 1;
            for (int x = 0; x < width; x++) {
                last = set[y * width + x] ? x : last;
                rows[y * width + x] = x - last <= radius;
            }
            last = width + radius;
            for (int x = width - 1; x >= 0; x--) {
                last = set[y * width + x] ? x : last;
                rows[y * width + x] |= last - x <= radius;
            }
        }
        boolean[] result = new boolean[set.length];
        for (int x = 0; x < width; x++) {
            int last = -radius - 1;
            for (int y = 0; y < height; y++) {
                last = rows[y * width + x] ? y : last;
                result[y * width + x] = y - last <= radius;
            }
            last = height + radius;
            for (int y = height - 1; y >= 0; y--) {
                last = rows[y * width + x] ? y : last;
                result[y * width + x] |= last - y <= radius;
            }
        }
        return result;
    }

    /**
     * Keeps the largest connected piece of a set (eight neighbours) and the pieces that are at least a share of it.
     * Returns the number of members kept.
     */
    static int keepLargest(boolean[] set, int width, int height, double share) {
        int[] label = new int[set.length];
        int[] stack = new int[set.length];
        int[] sizes = new int[16];
        int labels = 0;
        int largest = 0;
        for (int start = 0; start < set.length; start++) {
            if (set[start] && label[start] == 0) {
                labels++;
                if (labels == sizes.length) {
                    sizes = Arrays.copyOf(sizes, 2 * labels);
                }
                sizes[labels] = flood(set, label, stack, start, labels, width, height);
                largest = Math.max(largest, sizes[labels]);
            }
        }
        int kept = 0;
        for (int i = 0; i < set.length; i++) {
            set[i] = set[i] && sizes[label[i]] >= share * largest;
            kept += set[i] ? 1 : 0;
        }
        return kept;
    }

    private static int flood(boolean[] set, int[] label, int[] stack, int start, int name, int width, int height) {
        int top = 0;
        int size = 0;
        stack[top++] = start;
        label[start] = name;
        while (top > 0) {
            int at = stack[--top];
            size++;
            int x = at % width;
            int y = at / width;
            for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    int next = ny * width + nx;
                    if (set[next] && label[next] == 0) {
                        label[next] = name;
                        stack[top++] = next;
                    }
                }
            }
        }
        return size;
    }
}
