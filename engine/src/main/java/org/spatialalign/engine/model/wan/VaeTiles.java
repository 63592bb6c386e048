package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.Scope;

/**
 * Computes tile by tile and joins the results. Each tile is blended linearly with the one above, then with the one to
 * the left, both as they are after their own blending, and cut to the stride (diffusers, AutoencoderKLWan.tiled_decode
 * and tiled_encode).
 *
 * @param tile side of a tile in the units of the input
 * @param stride between tiles, likewise
 * @param outStride between tiles in the units of the output
 * @param overlap of neighbours in the units of the output
 */
record VaeTiles(int tile, int stride, int outStride, int overlap) {

    /** Computes the part of the input at rows {@code y..yEnd} and columns {@code x..xEnd}, ends exclusive. */
    @FunctionalInterface
    interface Computation {
        NDArray of(long y, long yEnd, long x, long xEnd) throws WorkbenchException, CancelledException;
    }

    /** Tiles along a side of the input. */
    private long count(long side) {
        return (side + stride - 1) / stride;
    }

    /**
     * @param height rows of the input
     * @param width columns of the input
     * @param progress told the tiles done
     * @return [..., outHeight, outWidth], owned by the open scope
     */
    NDArray join(
            long height, long width, long outHeight, long outWidth, Progress.Listener progress, Computation computation)
            throws WorkbenchException, CancelledException {
        NDList rows = new NDList();
        List<NDArray> above = List.of();
        long done = 0;
        for (long y = 0; y < height; y += stride) {
            List<NDArray> row = new ArrayList<>();
            NDList cut = new NDList();
            for (long x = 0; x < width; x += stride) {
                try (Scope scope = Scope.open()) {
                    NDArray made = computation.of(y, Math.min(y + tile, height), x, Math.min(x + tile, width));
                    if (!above.isEmpty()) {
                        made = blend(above.get(row.size()), made, 3);
                    }
                    if (!row.isEmpty()) {
                        made = blend(row.get(row.size() - 1), made, 4);
                    }
                    row.add(scope.keep(made));
                    NDArray part = made.get(new NDIndex(":, :, :, :{}, :{}", outStride, outStride));
                    cut.add(scope.keep(part.duplicate()));
                }
                progress.report(++done, count(height) * count(width), "tiles", "");
            }
            rows.add(NDArrays.concat(cut, 4));
            cut.forEach(NDArray::close);
            above.forEach(NDArray::close);
            above = row;
        }
        NDArray joined = NDArrays.concat(rows, 3).get(new NDIndex(":, :, :, :{}, :{}", outHeight, outWidth));
        rows.forEach(NDArray::close);
        above.forEach(NDArray::close);
        return joined;
    }

    /** {@code after} with its start faded in over the end of {@code before}, along height (3) or width (4). */
    private NDArray blend(NDArray before, NDArray after, int axis) {
        long length = Math.min(
                overlap, Math.min(before.getShape().get(axis), after.getShape().get(axis)));
        if (length == 0) {
            return after;
        }
        Shape shape = axis == 3 ? new Shape(1, 1, 1, length, 1) : new Shape(1, 1, 1, 1, length);
        NDArray share =
                after.getManager().arange((float) length).div((float) length).reshape(shape);
        long end = before.getShape().get(axis);
        NDArray old = part(before, axis, end - length, end).mul(share.mul(-1).add(1));
        NDArray mixed = old.add(part(after, axis, 0, length).mul(share));
        long rest = after.getShape().get(axis);
        return rest == length ? mixed : mixed.concat(part(after, axis, length, rest), axis);
    }

    private static NDArray part(NDArray x, int axis, long from, long to) {
        String index = axis == 3 ? ":, :, :, {}:{}" : ":, :, :, :, {}:{}";
        return x.get(new NDIndex(index, from, to));
    }
}
