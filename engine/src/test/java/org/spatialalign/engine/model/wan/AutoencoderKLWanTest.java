package org.spatialalign.engine.model.wan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.Torch;

class AutoencoderKLWanTest {

    private static final VaeConfig WAN = new VaeConfig(
            4, 3, List.of(1, 2, 3, 3), 2, List.of(false, true, true), List.of(0.5, -0.3, 0.1), List.of(1.5, 2.0, 0.8));

    /** Halves and doubles time at other levels. */
    private static final VaeConfig OTHER =
            new VaeConfig(6, 2, List.of(1, 1, 2), 1, List.of(true, false), List.of(0.2, -0.1), List.of(1.5, 0.7));

    private final NDManager manager = Torch.newManager(Device.cpu());
    private final Weights weights = VaeOracle.randomWeights(WAN, Torch.newManager(Device.cpu()), 1);
    private final AutoencoderKLWan model = AutoencoderKLWan.of(WAN, weights);
    private final GradMode mode = GradMode.off();

    @BeforeEach
    void quiet() {
        assertThat(GradMode.isOn()).isFalse();
    }

    @AfterEach
    void close() {
        mode.close();
        model.close();
        manager.close();
    }

    private NDArray video(long... shape) {
        return VaeOracle.random(manager, 2, 1, shape);
    }

    private NDArray latents(long... shape) {
        return VaeOracle.random(manager, 3, 2, shape);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 8, 16", "1, 5, 16, 8", "2, 13, 8, 24", "1, 17, 24, 8"})
    void chunksMakeNoDifference(long batch, long frames, long height, long width) throws Exception {
        agrees(WAN, batch, frames, height, width);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 8, 16", "1, 3, 16, 8", "2, 9, 4, 12"})
    void norDoTheyWithOtherLevels(long batch, long frames, long height, long width) throws Exception {
        agrees(OTHER, batch, frames, height, width);
    }

    private void agrees(VaeConfig config, long batch, long frames, long height, long width) throws Exception {
        try (AutoencoderKLWan vae =
                AutoencoderKLWan.of(config, VaeOracle.randomWeights(config, Torch.newManager(Device.cpu()), 7))) {
            Weights same = VaeOracle.randomWeights(config, manager, 7);
            VaeOracle oracle = new VaeOracle(config, same);
            NDArray video = video(batch, 3, frames, height, width);
            NDArray moments = vae.encode(video, VaeRun.plain()).moments();
            assertThat(moments.getShape().get(2)).isEqualTo(config.latentFrames((int) frames));
            assertThat(Golden.relative(moments, oracle.moments(video))).isLessThan(2e-5);

            int by = config.spatialFactor();
            NDArray z = latents(batch, config.zDim(), config.latentFrames((int) frames), height / by, width / by);
            NDArray want = oracle.decoded(z.mul(VaePosterior.channels(manager, config.latentsStd()))
                    .add(VaePosterior.channels(manager, config.latentsMean())));
            NDArray got = vae.unclamped(z, VaeRun.plain(), VaeState.Probe.NONE);
            assertThat(got.getShape()).isEqualTo(new Shape(batch, 3, frames, height, width));
            assertThat(Golden.relative(got, want)).isLessThan(2e-5);
        }
    }

    /** Norms and sums are float32 then; what is left is the rounding of the matrices and what goes into them. */
    @Test
    void halfPrecisionStaysClose() throws Exception {
        Weights half = Weights.make(
                WAN.parameterShapes(),
                Torch.newManager(Device.cpu()),
                (name, shape, owner) -> name.endsWith(".gamma")
                        ? weights.get(name).duplicate()
                        : Ops.cast(weights.get(name), DataType.FLOAT16));
        try (AutoencoderKLWan rough = AutoencoderKLWan.of(WAN, half)) {
            NDArray z = latents(1, 3, 3, 3, 2);
            NDArray want = model.decode(z, VaeRun.plain());
            assertThat(Golden.relative(rough.decode(z, VaeRun.plain()), want)).isBetween(1e-6, 1e-2);
            NDArray video = video(1, 3, 9, 16, 24);
            NDArray moments = model.encode(video, VaeRun.plain()).moments();
            assertThat(Golden.relative(rough.encode(video, VaeRun.plain()).moments(), moments))
                    .isBetween(1e-6, 1e-2);
        }
    }

    @Test
    void aTileAsLargeAsThePictureIsThePicture() throws Exception {
        VaeRun tiled = VaeRun.plain().tiled(new VaeTiling(32, 16));
        NDArray video = video(1, 3, 5, 32, 24);
        assertThat(model.encode(video, tiled).moments())
                .isEqualTo(model.encode(video, VaeRun.plain()).moments());
        NDArray z = latents(1, 3, 2, 4, 3);
        assertThat(model.decode(z, tiled)).isEqualTo(model.decode(z, VaeRun.plain()));
    }

    @ParameterizedTest
    @CsvSource({"4, 3, 7, 6", "4, 2, 9, 5", "2, 2, 5, 3", "3, 1, 4, 5"})
    void tilesAreBlended(int tile, int stride, int height, int width) throws Exception {
        VaeRun tiled = VaeRun.plain().tiled(new VaeTiling(8 * tile, 8 * stride));
        NDArray z = latents(1, 3, 2, height, width);
        NDArray got = model.unclamped(z, tiled, VaeState.Probe.NONE);
        NDArray want = TileReference.join(
                manager,
                8 * stride,
                8 * (tile - stride),
                new Shape(1, 3, 5, 8L * height, 8L * width),
                TileReference.cut(z, tile, stride, part -> model.unclamped(part, VaeRun.plain(), VaeState.Probe.NONE)));
        assertThat(Golden.largest(got, want)).isLessThan(1e-5);

        NDArray video = video(1, 3, 5, 8L * height, 8L * width);
        NDArray moments = model.encode(video, tiled).moments();
        NDArray wantMoments = TileReference.join(
                manager,
                stride,
                tile - stride,
                new Shape(1, 6, 2, height, width),
                TileReference.cut(video, 8 * tile, 8 * stride, part -> model.encode(part, VaeRun.plain())
                        .moments()));
        assertThat(Golden.largest(moments, wantMoments)).isLessThan(1e-5);
    }

    @Test
    void framesComeAsTheyAreReady() throws Exception {
        NDArray z = latents(1, 3, 3, 2, 3);
        for (VaeRun run : List.of(VaeRun.plain(), VaeRun.plain().tiled(new VaeTiling(16, 8)))) {
            List<Integer> firsts = new ArrayList<>();
            NDList chunks = new NDList();
            model.decode(z, run, (first, frames) -> {
                firsts.add(first);
                NDArray copy = frames.duplicate();
                NDScope.unregister(copy);
                copy.attach(manager);
                chunks.add(copy);
            });
            assertThat(firsts).containsExactly(0, 1, 5);
            assertThat(NDArrays.concat(chunks, 2)).isEqualTo(model.decode(z, run));
        }
        assertThat(model.decode(z, VaeRun.plain()).max().getFloat()).isLessThanOrEqualTo(1);
    }

    @Test
    void framesGoInAsTheyCome() throws Exception {
        NDArray video = video(1, 3, 9, 16, 8);
        try (VaeClipEncoder clip = model.encoder()) {
            assertThatThrownBy(() -> clip.finish(manager)).hasMessageContaining("no frames");
            for (int from : new int[] {0, 1, 5}) {
                assertThat(clip.frames()).isEqualTo(from);
                clip.add(video.get(new NDIndex(":, :, {}:{}", from, from + clip.wanted())));
            }
            assertThatThrownBy(() -> clip.add(video.get(":, :, :3")))
                    .isInstanceOf(WorkbenchException.class)
                    .hasMessageContaining("given 3 frames; it takes 1 and then 4");
            assertThat(clip.finish(manager).moments())
                    .isEqualTo(model.encode(video, VaeRun.plain()).moments());
        }
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        List<String> told = new ArrayList<>();
        VaeRun run = VaeRun.of(CancelToken.never(), p -> told.add(p.done() + "/" + p.total() + " " + p.unit()));
        model.encode(video(1, 3, 9, 8, 8), run);
        model.decode(latents(1, 3, 2, 1, 1), run);
        assertThat(told).containsExactly("1/9 frames", "5/9 frames", "9/9 frames", "1/5 frames", "5/5 frames");
        told.clear();
        model.decode(latents(1, 3, 2, 2, 1), run.tiled(new VaeTiling(8, 8)));
        assertThat(told).containsExactly("1/2 tiles", "2/2 tiles");
    }

    @Test
    void stopsBetweenChunksAndLeavesNothing() throws Exception {
        NDArray z = latents(1, 3, 4, 2, 2);
        NDArray video = video(1, 3, 9, 16, 16);
        int before = held();
        for (VaeRun run : List.of(stopping(), stopping().tiled(new VaeTiling(8, 8)))) {
            assertThatThrownBy(() -> model.decode(z, run)).isInstanceOf(CancelledException.class);
        }
        for (VaeRun run : List.of(stopping(), stopping().tiled(new VaeTiling(8, 8)))) {
            assertThatThrownBy(() -> model.encode(video, run)).isInstanceOf(CancelledException.class);
            assertThat(held()).isEqualTo(before);
        }
    }

    /** Cancelled after three frames or tiles. */
    private static VaeRun stopping() {
        CancelToken cancel = new CancelToken();
        return VaeRun.of(cancel, progress -> {
            if (progress.done() >= 3) {
                cancel.cancel();
            }
        });
    }

    @Test
    void leavesNothingBehind() throws Exception {
        NDArray z = latents(1, 3, 3, 3, 2);
        int before = held();
        for (VaeRun run : List.of(VaeRun.plain(), VaeRun.plain().tiled(new VaeTiling(16, 8)))) {
            for (int i = 0; i < 3; i++) {
                try (Scope scope = Scope.open()) {
                    NDArray video = model.decode(z, run);
                    model.encode(video, run).normalised();
                }
                assertThat(held()).isEqualTo(before);
            }
        }
        model.decode(z, VaeRun.plain());
        assertThat(held()).as("without a scope the result is the manager's").isEqualTo(before + 1);
    }

    private int held() {
        return manager.getManagedArrays().size()
                + weights.manager().getManagedArrays().size();
    }

    @Test
    void leavesTheGradModeAsItWas() throws Exception {
        try (GradMode on = GradMode.on()) {
            model.decode(latents(1, 3, 1, 1, 1), VaeRun.plain());
            assertThat(GradMode.isOn()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,3,4,8,8", "1,3,5,12,8", "1,3,5,8,9", "1,4,5,8,8", "3,5,8,8", "1,3,0,8,8"})
    void refusesVideosOfOtherShapes(String shape) {
        NDArray video = manager.zeros(shape(shape));
        assertThatThrownBy(() -> model.encode(video, VaeRun.plain()))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,4,2,2,2", "3,2,2,2", "1,3,0,2,2"})
    void refusesLatentsOfOtherShapes(String shape) {
        NDArray z = manager.zeros(shape(shape));
        assertThatThrownBy(() -> model.decode(z, VaeRun.plain()))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("expected [batch, 3 channels");
    }

    private static Shape shape(String text) {
        return new Shape(
                Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void refusesWhatIsNoNumber(float value) {
        NDArray z = latents(1, 3, 2, 2, 2);
        z.set(new NDIndex("0, 1, 1, 0, 0"), value);
        assertThatThrownBy(() -> model.decode(z, VaeRun.plain()))
                .hasMessageContaining("the latents hold a number that");
        NDArray video = video(1, 3, 5, 8, 8);
        video.set(new NDIndex("0, 1, 4, 0, 0"), value);
        assertThatThrownBy(() -> model.encode(video, VaeRun.plain())).hasMessageContaining("the video hold");
    }

    @Test
    void refusesTilesBetweenLatents() {
        assertThatThrownBy(() ->
                        model.decode(latents(1, 3, 1, 4, 4), VaeRun.plain().tiled(new VaeTiling(20, 8))))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("multiples of 8");
        assertThatThrownBy(() -> new VaeTiling(8, 16)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhenTheWeightsOverflow() {
        weights.get("decoder.conv_out.bias").set(new NDIndex("0"), Float.NaN);
        assertThatThrownBy(() -> model.decode(latents(1, 3, 1, 1, 1), VaeRun.plain()))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("weights may be damaged");
    }
}
