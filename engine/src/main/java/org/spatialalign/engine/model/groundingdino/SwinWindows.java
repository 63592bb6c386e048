package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.tensor.Ops;

/**
 * Cuts a map into the squares that Swin's attention stays in, and puts them together again. The map is filled up with
 * zeros at the right and at the bottom; in every other block it is moved around by half a square first, and what came
 * from different edges must not see each other.
 *
 * @param window side of a square
 * @param shift how far the map is moved up and left; 0 in blocks that do not move it
 */
record SwinWindows(int height, int width, int window, int shift) {

    /** Added to the score of a pair that must not see each other. */
    private static final float APART = -100;

    private int rows() {
        return (height + window - 1) / window;
    }

    private int columns() {
        return (width + window - 1) / window;
    }

    /**
     * @param x [B, H, W, C]
     * @return [B * squares, window * window, C]
     */
    NDArray cut(NDArray x) {
        long channels = x.getShape().get(3);
        int bottom = rows() * window - height;
        int right = columns() * window - width;
        NDArray padded = right + bottom == 0 ? x : x.pad(new Shape(0, 0, 0, right, 0, bottom), 0);
        NDArray moved = shift == 0 ? padded : Ops.roll(padded, -shift, 1, 2);
        return moved.reshape(new Shape(x.getShape().get(0), rows(), window, columns(), window, channels))
                .transpose(0, 1, 3, 2, 4, 5)
                .reshape(new Shape(-1, (long) window * window, channels));
    }

    /**
     * @param squares as {@link #cut} gives them
     * @return [B, H, W, C]
     */
    NDArray join(NDArray squares) {
        long channels = squares.getShape().get(2);
        NDArray moved = squares.reshape(new Shape(-1, rows(), columns(), window, window, channels))
                .transpose(0, 1, 3, 2, 4, 5)
                .reshape(new Shape(-1, (long) rows() * window, (long) columns() * window, channels));
        NDArray padded = shift == 0 ? moved : Ops.roll(moved, shift, 1, 2);
        boolean whole = height % window == 0 && width % window == 0;
        return whole ? padded : padded.get(new NDIndex(":, :{}, :{}, :", height, width));
    }

    /**
     * What keeps apart the parts of a square that were not neighbours before the map was moved.
     *
     * @return [squares, 1, window * window, window * window], added to the scores; null when nothing was moved
     */
    @Nullable
    NDArray mask(NDManager manager) {
        if (shift == 0) {
            return null;
        }
        int places = window * window;
        int[] region = new int[places];
        float[] mask = new float[Math.multiplyExact(rows() * columns(), places * places)];
        int at = 0;
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns(); column++) {
                for (int i = 0; i < places; i++) {
                    region[i] = 3 * part(row * window + i / window, rows() * window)
                            + part(column * window + i % window, columns() * window);
                }
                for (int query = 0; query < places; query++) {
                    for (int key = 0; key < places; key++) {
                        mask[at++] = region[query] == region[key] ? 0 : APART;
                    }
                }
            }
        }
        return manager.create(mask, new Shape((long) rows() * columns(), 1, places, places));
    }

    /** 0 for what stays inside, 1 and 2 for the two sides of the seam in the last square. */
    private int part(int position, int size) {
        return position < size - window ? 0 : position < size - shift ? 1 : 2;
    }

    /** Row in the table of biases for each pair of places in a square: [query, key], row by row. */
    static long[] biasRows(int window) {
        int places = window * window;
        int span = 2 * window - 1;
        long[] rows = new long[places * places];
        for (int query = 0; query < places; query++) {
            for (int key = 0; key < places; key++) {
                int dy = query / window - key / window + window - 1;
                int dx = query % window - key % window + window - 1;
                rows[query * places + key] = (long) dy * span + dx;
            }
        }
        return rows;
    }
}
