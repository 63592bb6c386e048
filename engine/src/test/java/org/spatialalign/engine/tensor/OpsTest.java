package org.spatialalign.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each operation against its formula, written out in double precision, and each gradient against central differences.
 * All runs in float64, where both agree to nine digits, so that one bound fits all.
 */
class OpsTest {

    private static final double VALUE = 1e-12;
    private static final double SLOPE = 2e-8;

    private final NDManager manager = Torch.newManager(Device.cpu());
    private final TorchGenerator generator = new TorchGenerator(11);

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray random(long... shape) {
        Shape sizes = new Shape(shape);
        double[] values = new double[(int) sizes.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * generator.uniform() - 1;
        }
        return manager.create(values, sizes);
    }

    private static double[] values(NDArray tensor) {
        return tensor.toDoubleArray();
    }

    private static void assertClose(NDArray got, double... want) {
        assertThat(values(got)).hasSize(want.length);
        for (int i = 0; i < want.length; i++) {
            assertThat(values(got)[i]).as("element %d", i).isCloseTo(want[i], within(VALUE));
        }
    }

    /** The gradient of a random weighting of the output, by vjp and by moving each input a little both ways. */
    private void assertGradient(Function<List<NDArray>, NDArray> function, NDArray... inputs) {
        List<NDArray> all = List.of(inputs);
        NDArray weights;
        List<NDArray> got;
        try (GradMode mode = GradMode.on()) {
            all.forEach(input -> input.setRequiresGradient(true));
            NDArray output = function.apply(all);
            weights = random(output.getShape().getShape());
            got = Ops.vjp(List.of(output), all, List.of(weights));
        }
        double[] g = values(weights);
        double step = 1e-5;
        try (GradMode mode = GradMode.off()) {
            for (int k = 0; k < inputs.length; k++) {
                double[] moved = values(inputs[k]);
                double[] slopes = values(got.get(k));
                assertThat(got.get(k).getShape()).isEqualTo(inputs[k].getShape());
                for (int i = 0; i < moved.length; i++) {
                    double before = moved[i];
                    double[] sums = new double[2];
                    for (int side = 0; side < 2; side++) {
                        moved[i] = before + (side == 0 ? step : -step);
                        NDArray[] changed = inputs.clone();
                        changed[k] = manager.create(moved, inputs[k].getShape());
                        double[] y = values(function.apply(List.of(changed)));
                        for (int j = 0; j < y.length; j++) {
                            sums[side] += y[j] * g[j];
                        }
                    }
                    moved[i] = before;
                    assertThat(slopes[i])
                            .as("input %d, element %d", k, i)
                            .isCloseTo((sums[0] - sums[1]) / (2 * step), within(SLOPE));
                }
            }
        }
    }

    /** softmax(scale q k^T + bias) v, one head after the other. */
    private static double[] attention(double[] q, double[] k, double[] v, double[] bias, int[] sizes, double scale) {
        int heads = sizes[0];
        int n = sizes[1];
        int m = sizes[2];
        int d = sizes[3];
        double[] out = new double[heads * n * d];
        for (int h = 0; h < heads; h++) {
            for (int i = 0; i < n; i++) {
                double[] scores = new double[m];
                double sum = 0;
                for (int j = 0; j < m; j++) {
                    double dot = 0;
                    for (int c = 0; c < d; c++) {
                        dot += q[(h * n + i) * d + c] * k[(h * m + j) * d + c];
                    }
                    scores[j] = Math.exp(scale * dot + bias[(h * n + i) * m + j]);
                    sum += scores[j];
                }
                for (int j = 0; j < m; j++) {
                    for (int c = 0; c < d; c++) {
                        out[(h * n + i) * d + c] += scores[j] / sum * v[(h * m + j) * d + c];
                    }
                }
            }
        }
        return out;
    }

    @Test
    void attentionIsASoftmaxOfProducts() {
        NDArray q = random(2, 3, 4, 5);
        NDArray k = random(2, 3, 6, 5);
        NDArray v = random(2, 3, 6, 5);
        int[] sizes = {6, 4, 6, 5};
        double[] none = new double[6 * 4 * 6];
        assertClose(Ops.attention(q, k, v), attention(values(q), values(k), values(v), none, sizes, 1 / Math.sqrt(5)));
        NDArray bias = random(2, 3, 4, 6);
        assertClose(
                Ops.attention(q, k, v, bias, 0.7),
                attention(values(q), values(k), values(v), values(bias), sizes, 0.7));
        // A bias that forbids all but one key leaves that key's value.
        NDArray forbid = manager.zeros(new Shape(1, 1, 1, 6), DataType.FLOAT64).addi(Double.NEGATIVE_INFINITY);
        forbid.set(new ai.djl.ndarray.index.NDIndex("0, 0, 0, 2"), 0);
        NDArray chosen = Ops.attention(q, k, v, forbid, 1);
        assertClose(chosen.get("1, 2, 3"), values(v.get("1, 2, 2")));
    }

    @Test
    void attentionHasGradients() {
        NDArray q = random(1, 2, 3, 4);
        NDArray k = random(1, 2, 5, 4);
        NDArray v = random(1, 2, 5, 4);
        assertGradient(x -> Ops.attention(x.get(0), x.get(1), x.get(2)), q, k, v);
        NDArray bias = random(1, 2, 3, 5);
        assertGradient(x -> Ops.attention(x.get(0), x.get(1), x.get(2), x.get(3), 0.3), q, k, v, bias);
    }

    @Test
    void linearLayers() {
        NDArray x = random(2, 3, 4);
        NDArray w = random(5, 4);
        NDArray b = random(5);
        assertClose(Ops.linear(x, w), values(x.matMul(w.transpose())));
        assertClose(Ops.linear(x, w, b), values(x.matMul(w.transpose()).add(b)));
        assertGradient(i -> Ops.linear(i.get(0), i.get(1), i.get(2)), x, w, b);
        assertGradient(i -> Ops.linear(i.get(0), i.get(1)), x, w);
    }

    @Test
    void factorsAreNumbers() {
        NDArray x = random(2, 3);
        assertClose(
                Ops.scale(x, -1.5), Arrays.stream(values(x)).map(v -> -1.5 * v).toArray());
        assertGradient(all -> Ops.scale(all.get(0), 0.7), x);
    }

    @Test
    void norms() {
        NDArray x = random(3, 6).mul(4).add(1);
        NDArray w = random(6);
        NDArray b = random(6);
        double eps = 0.05;
        double[] layer = new double[18];
        double[] affine = new double[18];
        double[] rms = new double[18];
        for (int row = 0; row < 3; row++) {
            double[] r = Arrays.copyOfRange(values(x), 6 * row, 6 * row + 6);
            double mean = Arrays.stream(r).average().orElseThrow();
            double variance =
                    Arrays.stream(r).map(y -> (y - mean) * (y - mean)).average().orElseThrow();
            double square = Arrays.stream(r).map(y -> y * y).average().orElseThrow();
            for (int i = 0; i < 6; i++) {
                layer[6 * row + i] = (r[i] - mean) / Math.sqrt(variance + eps);
                affine[6 * row + i] = layer[6 * row + i] * values(w)[i] + values(b)[i];
                rms[6 * row + i] = r[i] / Math.sqrt(square + eps) * values(w)[i];
            }
        }
        assertClose(Ops.layerNorm(x, eps), layer);
        assertClose(Ops.layerNorm(x, w, b, eps), affine);
        assertClose(Ops.rmsNorm(x, w, eps), rms);
        assertGradient(i -> Ops.layerNorm(i.get(0), eps), x);
        assertGradient(i -> Ops.layerNorm(i.get(0), i.get(1), i.get(2), eps), x, w, b);
        assertGradient(i -> Ops.rmsNorm(i.get(0), i.get(1), eps), x, w);
    }

    @Test
    void activations() {
        NDArray x = random(20).mul(3);
        double[] gelu = Arrays.stream(values(x))
                .map(y -> 0.5 * y * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (y + 0.044715 * y * y * y))))
                .toArray();
        assertClose(Ops.geluTanh(x), gelu);
        assertClose(
                Ops.silu(x),
                Arrays.stream(values(x)).map(y -> y / (1 + Math.exp(-y))).toArray());
        assertClose(
                Ops.sigmoid(x),
                Arrays.stream(values(x)).map(y -> 1 / (1 + Math.exp(-y))).toArray());
        assertClose(
                Ops.relu(x), Arrays.stream(values(x)).map(y -> Math.max(y, 0)).toArray());
        assertClose(
                Ops.gelu(x), Arrays.stream(values(x)).map(y -> y * normal(y)).toArray());
        assertGradient(i -> Ops.geluTanh(i.get(0)), x);
        assertGradient(i -> Ops.silu(i.get(0)), x);
        assertGradient(i -> Ops.sigmoid(i.get(0)), x);
        assertGradient(i -> Ops.relu(i.get(0)), x);
        assertGradient(i -> Ops.gelu(i.get(0)), x);
    }

    /** The normal distribution's Phi by its power series, which is exact to the last digits for small numbers. */
    private static double normal(double y) {
        double term = y;
        double sum = y;
        for (int k = 1; k < 100; k++) {
            term *= -y * y / (2 * k);
            sum += term / (2 * k + 1);
        }
        return 0.5 + sum / Math.sqrt(2 * Math.PI);
    }

    @Test
    void groupNormOverGroupsOfChannels() {
        double eps = 1e-5;
        int groups = 2;
        int each = 2 * 3 * 5;
        NDArray x = random(2, 4, 3, 5);
        NDArray w = random(4);
        NDArray b = random(4);
        double[] in = values(x);
        double[] want = new double[in.length];
        for (int group = 0; group < 2 * groups; group++) {
            double[] part = Arrays.copyOfRange(in, group * each, (group + 1) * each);
            double mean = Arrays.stream(part).average().orElseThrow();
            double variance = Arrays.stream(part)
                    .map(y -> (y - mean) * (y - mean))
                    .average()
                    .orElseThrow();
            for (int i = 0; i < each; i++) {
                int channel = group % groups * 2 + i / 15;
                double normed = (part[i] - mean) / Math.sqrt(variance + eps);
                want[group * each + i] = normed * values(w)[channel] + values(b)[channel];
            }
        }
        assertClose(Ops.groupNorm(x, groups, w, b, eps), want);
        assertGradient(i -> Ops.groupNorm(i.get(0), groups, i.get(1), i.get(2), eps), x, w, b);
    }

    @Test
    void whatRollsOutAtOneEndComesInAtTheOther() {
        NDArray x = manager.arange(6).toType(DataType.FLOAT64, false).reshape(2, 3);
        assertClose(Ops.roll(x, 1, 1), 2, 0, 1, 5, 3, 4);
        assertClose(Ops.roll(x, -1, 0, 1), 4, 5, 3, 1, 2, 0);
        assertGradient(i -> Ops.roll(i.get(0), -1, 0, 1), random(2, 3));
    }

    /** As complex numbers: neighbours are real and imaginary part, turned by multiplication. */
    @Test
    void pairsAreTurned() {
        NDArray x = random(2, 3, 8);
        NDArray angles = random(1, 3, 4).mul(3);
        NDArray cos = angles.cos();
        NDArray sin = angles.sin();
        double[] in = values(x);
        double[] want = new double[in.length];
        for (int pair = 0; pair < in.length / 2; pair++) {
            double angle = values(angles)[pair % 12];
            want[2 * pair] = in[2 * pair] * Math.cos(angle) - in[2 * pair + 1] * Math.sin(angle);
            want[2 * pair + 1] = in[2 * pair] * Math.sin(angle) + in[2 * pair + 1] * Math.cos(angle);
        }
        assertClose(Ops.rotatePairs(x, cos, sin), want);
        assertGradient(i -> Ops.rotatePairs(i.get(0), i.get(1), i.get(2)), x, cos, sin);
    }

    /** Sizes that differ on every axis, so that no two can be exchanged unseen. */
    @Test
    void convolutionsOverTime() {
        int[] size = {3, 5, 6};
        int[] kernel = {2, 3, 2};
        int[] stride = {1, 2, 3};
        NDArray x = random(1, 2, 3, 5, 6);
        NDArray w = random(4, 2, 2, 3, 2);
        NDArray b = random(4);
        int[] out = new int[3];
        for (int a = 0; a < 3; a++) {
            out[a] = (size[a] - kernel[a]) / stride[a] + 1;
        }
        double[] want = new double[4 * out[0] * out[1] * out[2]];
        int at = 0;
        for (int o = 0; o < 4; o++) {
            for (int t = 0; t < out[0]; t++) {
                for (int y = 0; y < out[1]; y++) {
                    for (int z = 0; z < out[2]; z++) {
                        int[] place = {t * stride[0], y * stride[1], z * stride[2]};
                        want[at++] = values(b)[o] + window(values(x), values(w), o, place, size, kernel);
                    }
                }
            }
        }
        NDArray got = Ops.conv3d(x, w, b, 1, 2, 3);
        assertThat(got.getShape()).isEqualTo(new Shape(1, 4, out[0], out[1], out[2]));
        assertClose(got, want);
        assertGradient(i -> Ops.conv3d(i.get(0), i.get(1), i.get(2), 1, 2, 3), x, w, b);
    }

    private static double window(double[] x, double[] w, int out, int[] place, int[] size, int[] kernel) {
        double sum = 0;
        for (int c = 0; c < 2; c++) {
            for (int t = 0; t < kernel[0]; t++) {
                for (int y = 0; y < kernel[1]; y++) {
                    for (int z = 0; z < kernel[2]; z++) {
                        int from = ((c * size[0] + place[0] + t) * size[1] + place[1] + y) * size[2] + place[2] + z;
                        int with = (((out * 2 + c) * kernel[0] + t) * kernel[1] + y) * kernel[2] + z;
                        sum += x[from] * w[with];
                    }
                }
            }
        }
        return sum;
    }

    /** A picture is a video of one frame; padding adds zeros around it. */
    @Test
    void convolutionsOfPictures() {
        NDArray x = random(2, 3, 5, 4);
        NDArray w = random(2, 3, 3, 3);
        NDArray b = random(2);
        NDArray padded = manager.zeros(new Shape(2, 3, 7, 6), DataType.FLOAT64);
        padded.set(new ai.djl.ndarray.index.NDIndex(":, :, 1:6, 1:5"), x);
        NDArray want =
                Ops.conv3d(padded.expandDims(2), w.expandDims(2), b, 1, 2, 2).squeeze(2);
        assertClose(Ops.conv2d(x, w, b, 2, 1), values(want));
        assertGradient(i -> Ops.conv2d(i.get(0), i.get(1), i.get(2), 2, 1), x, w, b);
    }

    @Test
    void samplingBetweenPixels() {
        NDArray x = random(1, 2, 3, 4);
        NDArray grid = random(1, 2, 5, 2).mul(1.3);
        for (boolean corners : new boolean[] {false, true}) {
            double[] want = new double[20];
            for (int c = 0; c < 2; c++) {
                for (int p = 0; p < 10; p++) {
                    double px = pixel(values(grid)[2 * p], 4, corners);
                    double py = pixel(values(grid)[2 * p + 1], 3, corners);
                    for (int yy = 0; yy < 3; yy++) {
                        for (int xx = 0; xx < 4; xx++) {
                            double weight = Math.max(0, 1 - Math.abs(px - xx)) * Math.max(0, 1 - Math.abs(py - yy));
                            want[10 * c + p] += weight * values(x)[(3 * c + yy) * 4 + xx];
                        }
                    }
                }
            }
            assertClose(Ops.gridSample(x, grid, corners), want);
            assertGradient(i -> Ops.gridSample(i.get(0), i.get(1), corners), x, grid);
        }
    }

    private static double pixel(double place, int size, boolean corners) {
        return corners ? (place + 1) / 2 * (size - 1) : ((place + 1) * size - 1) / 2;
    }

    @Test
    void aCastLetsTheGradientPass() {
        try (GradMode mode = GradMode.on()) {
            NDArray x = manager.create(new float[] {1.5f, -2f, 65504f});
            x.setRequiresGradient(true);
            NDArray half = Ops.cast(x, DataType.FLOAT16);
            assertThat(half.getDataType()).isEqualTo(DataType.FLOAT16);
            NDArray back = Ops.cast(half, DataType.FLOAT32).mul(3);
            List<NDArray> grads = Ops.vjp(List.of(back), List.of(x), List.of(back.onesLike()));
            assertThat(grads.get(0).toFloatArray()).containsExactly(3, 3, 3);
        }
        NDArray integers = manager.create(new int[] {1});
        assertThatThrownBy(() -> Ops.cast(integers, DataType.BFLOAT16)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bfloat16IsTheUpperHalfOfFloat32() {
        int[] patterns = {0x0000, 0x8000, 0x3F80, 0xC049, 0x7F80, 0xFF80, 0x7FC0, 0x0001, 0x807F, 0x7F7F, 0x0080, 0xFF7F
        };
        ByteBuffer bytes = ByteBuffer.allocateDirect(2 * patterns.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int pattern : patterns) {
            bytes.putShort((short) pattern);
        }
        NDArray raw = manager.create(bytes.flip(), new Shape(2L * patterns.length), DataType.UINT8);
        float[] got = Ops.float32OfBfloat16(raw, new Shape(3, 4)).toFloatArray();
        for (int i = 0; i < patterns.length; i++) {
            assertThat(Float.floatToIntBits(got[i])).isEqualTo(patterns[i] << 16);
        }
    }

    @Test
    void inputsThatDoNotMatterHaveNoGradient() {
        try (GradMode mode = GradMode.on()) {
            NDArray used = random(2, 3);
            NDArray unused = random(4);
            used.setRequiresGradient(true);
            unused.setRequiresGradient(true);
            NDArray first = used.mul(used);
            NDArray second = used.sum();
            NDArray weight = random(2, 3);
            NDArray one = manager.create(2.0);
            List<NDArray> got = Ops.vjp(List.of(first, second), List.of(unused, used), List.of(weight, one));
            assertThat(values(got.get(0))).containsExactly(0, 0, 0, 0);
            assertClose(got.get(1), values(used.mul(weight).mul(2).add(2)));
            assertThat(used.hasGradient()).isTrue();
        }
    }

    @Test
    void aCopyIsExact() {
        try (NDManager manager = Torch.newManager(Device.cpu());
                GradMode mode = GradMode.off()) {
            float[] values = {-0f, 1e-42f, Float.NaN, Float.POSITIVE_INFINITY, 3};
            NDArray target = manager.create(new float[] {Float.NaN, 1, 2, 3, 4});
            Ops.copy(manager.create(values), target);
            assertThat(target.toFloatArray()).containsExactly(values);
        }
    }

    /** Five steps of torch.optim.AdamW's rule (Loshchilov and Hutter 2019, algorithm 2), by hand in double precision. */
    @Test
    void adamWFollowsItsRule() {
        int count = 7;
        AdamW settings = new AdamW(0.01, 0.8, 0.95, 1e-6, 0.1);
        NDArray p = random(count).toType(DataType.FLOAT32, true);
        NDArray m = p.zerosLike();
        NDArray v = p.zerosLike();
        NDArray steps = manager.create(0f);
        double[] want = Arrays.stream(values(p.toType(DataType.FLOAT64, true))).toArray();
        double[] mean = new double[count];
        double[] square = new double[count];
        for (int step = 1; step <= 5; step++) {
            float[] g = generator.normal(count);
            for (int i = 0; i < count; i++) {
                want[i] *= 1 - 0.01 * 0.1;
                mean[i] = 0.8 * mean[i] + 0.2 * g[i];
                square[i] = 0.95 * square[i] + 0.05 * g[i] * g[i];
                double correctedMean = mean[i] / (1 - Math.pow(0.8, step));
                double correctedSquare = square[i] / (1 - Math.pow(0.95, step));
                want[i] -= 0.01 * correctedMean / (Math.sqrt(correctedSquare) + 1e-6);
            }
            try (GradMode mode = GradMode.off()) {
                Ops.adamW(List.of(p), List.of(manager.create(g)), List.of(m), List.of(v), List.of(steps), settings);
            }
        }
        for (int i = 0; i < count; i++) {
            assertThat((double) p.toFloatArray()[i]).isCloseTo(want[i], within(1e-6));
            assertThat((double) m.toFloatArray()[i]).isCloseTo(mean[i], within(1e-6));
            assertThat((double) v.toFloatArray()[i]).isCloseTo(square[i], within(1e-6));
        }
        assertThat(steps.getFloat()).isEqualTo(5f);
        try (GradMode mode = GradMode.on()) {
            List<NDArray> all = List.of(p);
            assertThatThrownBy(() -> Ops.adamW(all, all, all, all, all, settings))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("GradMode.off()");
        }
        assertThatThrownBy(() -> new AdamW(-1, 0.9, 0.99, 1e-8, 0)).hasMessageContaining("lr -1.0");
    }

    @Test
    void sizesThatDoNotFitAreAnException() {
        NDArray x = random(2, 3);
        NDArray w = random(4, 5);
        assertThatThrownBy(() -> Ops.linear(x, w))
                .hasMessageContaining("linear")
                .hasMessageContaining("shapes");
        NDArray q = random(1, 2, 3, 4);
        NDArray k = random(1, 2, 3, 5);
        assertThatThrownBy(() -> Ops.attention(q, k, k)).hasMessageContaining("scaled_dot_product_attention");
        NDArray clip = random(1, 2, 3, 4, 5);
        assertThatThrownBy(() -> Ops.conv3d(clip, clip, x.get(0), 1, 1, 1)).hasMessageContaining("conv3d");
    }
}
