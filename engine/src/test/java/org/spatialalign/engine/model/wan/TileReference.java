package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/** Blending of tiles in plain loops over numbers. */
final class TileReference {

    interface Model {
        NDArray of(NDArray part) throws Exception;
    }

    /** Numbers of one tile, [planes, height, width]; planes are everything before. */
    private static final class Tile {

        private final float[] values;
        private final int height;
        private final int width;

        Tile(NDArray tensor) {
            values = tensor.toFloatArray();
            height = (int) tensor.getShape().get(3);
            width = (int) tensor.getShape().get(4);
        }

        int at(int plane, int y, int x) {
            return (plane * height + y) * width + x;
        }
    }

    private TileReference() {}

    static List<List<NDArray>> cut(NDArray x, int tile, int stride, Model model) throws Exception {
        long height = x.getShape().get(3);
        long width = x.getShape().get(4);
        List<List<NDArray>> rows = new ArrayList<>();
        for (int i = 0; i < height; i += stride) {
            List<NDArray> row = new ArrayList<>();
            for (int j = 0; j < width; j += stride) {
                row.add(model.of(x.get(new NDIndex(
                        ":, :, :, {}:{}, {}:{}", i, Math.min(height, i + tile), j, Math.min(width, j + tile)))));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The rule of diffusers, in place, with sizes in the units of the output. */
    static NDArray join(NDManager manager, int stride, int overlap, Shape shape, List<List<NDArray>> parts) {
        int height = (int) shape.get(3);
        int width = (int) shape.get(4);
        int planes = (int) (shape.size() / height / width);
        List<List<Tile>> tiles =
                parts.stream().map(row -> row.stream().map(Tile::new).toList()).toList();
        float[] result = new float[(int) shape.size()];
        for (int i = 0; i < tiles.size(); i++) {
            for (int j = 0; j < tiles.get(i).size(); j++) {
                Tile tile = tiles.get(i).get(j);
                if (i > 0) {
                    below(tiles.get(i - 1).get(j), tile, planes, overlap);
                }
                if (j > 0) {
                    beside(tiles.get(i).get(j - 1), tile, planes, overlap);
                }
                for (int p = 0; p < planes; p++) {
                    for (int y = 0; y < Math.min(stride, tile.height); y++) {
                        for (int x = 0; x < Math.min(stride, tile.width); x++) {
                            result[(p * height + i * stride + y) * width + j * stride + x] =
                                    tile.values[tile.at(p, y, x)];
                        }
                    }
                }
            }
        }
        return manager.create(result, shape);
    }

    private static void below(Tile a, Tile b, int planes, int overlap) {
        int n = Math.min(overlap, Math.min(a.height, b.height));
        for (int p = 0; p < planes; p++) {
            for (int y = 0; y < n; y++) {
                for (int x = 0; x < b.width; x++) {
                    mix(a.values, a.at(p, a.height - n + y, x), b.values, b.at(p, y, x), (float) y / n);
                }
            }
        }
    }

    private static void beside(Tile a, Tile b, int planes, int overlap) {
        int n = Math.min(overlap, Math.min(a.width, b.width));
        for (int p = 0; p < planes; p++) {
            for (int y = 0; y < b.height; y++) {
                for (int x = 0; x < n; x++) {
                    mix(a.values, a.at(p, y, a.width - n + x), b.values, b.at(p, y, x), (float) x / n);
                }
            }
        }
    }

    private static void mix(float[] a, int from, float[] b, int to, float share) {
        b[to] = a[from] * (1 - share) + b[to] * share;
    }
}
