package org.spatialalign.engine.model.wan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.LossScale;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/** Gradients by recomputation against those of the plain computation: no difference at all. */
@Tag("golden")
class CheckpointedPassTest {

    private static final String TINY = "wan-transformer-tiny";

    @Test
    void everyGradientIsThatOfThePlainComputation() throws WorkbenchException {
        try (WanFixture tiny = WanFixture.open(TINY);
                Scope scope = Scope.open()) {
            NDArray latents = tiny.latents();
            NDArray context = tiny.context();
            List<NDArray> inputs = new ArrayList<>(tiny.model().weights().all().values());
            inputs.add(latents);
            inputs.add(context);
            same(tiny, latents, context, inputs);
        }
    }

    @Test
    void gradientsOfPartsAreThoseOfThePlainComputation() throws WorkbenchException {
        int last;
        try (WanFixture tiny = WanFixture.open(TINY)) {
            last = tiny.model().config().layers() - 1;
        }
        List<List<String>> choices = List.of(
                List.of("blocks.0.attn2.to_k.weight", "blocks." + last + ".attn2.to_v.weight"),
                List.of("condition_embedder.text_embedder.linear_1.weight"),
                List.of("condition_embedder.time_embedder.linear_1.weight", "proj_out.bias"),
                List.of("condition_embedder.time_proj.bias"),
                List.of("patch_embedding.bias"),
                List.of("scale_shift_table"));
        for (List<String> names : choices) {
            try (WanFixture tiny = WanFixture.open(TINY);
                    Scope scope = Scope.open()) {
                List<NDArray> chosen =
                        names.stream().map(tiny.model().weights()::get).toList();
                same(tiny, tiny.latents(), tiny.context(), chosen);
            }
        }
    }

    private static void same(WanFixture tiny, NDArray latents, NDArray context, List<NDArray> inputs)
            throws WorkbenchException {
        inputs.forEach(input -> input.setRequiresGradient(true));
        NDArray g = tiny.io().get("in.g");
        NDArray out;
        List<NDArray> plain;
        try (GradMode mode = GradMode.on()) {
            out = tiny.model().forward(latents, tiny.timestep(), context);
            plain = Ops.vjp(List.of(out), inputs, List.of(g));
        }
        List<NDArray> sums = zeros(inputs);
        try (CheckpointedPass pass = tiny.model().checkpointed(latents, tiny.timestep(), context)) {
            assertThat(Golden.largest(pass.velocity(), out)).isZero();
            pass.backward(g, inputs, sums);
            assertThatIllegalStateException().isThrownBy(() -> pass.backward(g, inputs, sums));
        }
        for (int i = 0; i < inputs.size(); i++) {
            assertThat(Golden.largest(sums.get(i), plain.get(i)))
                    .as("input %s of %s", i, inputs.size())
                    .isZero();
        }
    }

    private static List<NDArray> zeros(List<NDArray> like) {
        return like.stream()
                .map(x -> x.getManager().zeros(x.getShape(), DataType.FLOAT32))
                .toList();
    }

    @Test
    void aSecondPassAddsToTheFirst() throws WorkbenchException {
        try (WanFixture tiny = WanFixture.open(TINY);
                Golden grads = Golden.open(Golden.folder(TINY).resolve("grads.safetensors"));
                Scope scope = Scope.open()) {
            String name = "blocks.0.ffn.net.2.weight";
            NDArray weight = tiny.model().weights().get(name);
            weight.setRequiresGradient(true);
            List<NDArray> sums = zeros(List.of(weight));
            for (int i = 0; i < 2; i++) {
                try (CheckpointedPass pass =
                        tiny.model().checkpointed(tiny.latents(), tiny.timestep(), tiny.context())) {
                    pass.backward(tiny.io().get("in.g"), List.of(weight), sums);
                }
            }
            grads.matches(sums.get(0).div(2), name, 1e-4);
        }
    }

    @Test
    void inHalfPrecisionTheScaleFindsItsPlaceAndGradientsComeClose() throws WorkbenchException {
        Compute half = new Compute(Compute.cpu().device(), DataType.FLOAT16);
        try (WanFixture tiny = WanFixture.open(TINY, half);
                Golden grads = Golden.open(Golden.folder(TINY).resolve("grads.safetensors"));
                GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            Map<String, NDArray> weights = tiny.model().weights().all();
            List<NDArray> all = List.copyOf(weights.values());
            all.forEach(weight -> weight.setRequiresGradient(true));
            List<NDArray> sums;
            LossScale scale = LossScale.dynamic();
            do {
                sums = zeros(all);
                try (CheckpointedPass pass =
                        tiny.model().checkpointed(tiny.latents(), tiny.timestep(), tiny.context())) {
                    pass.backward(tiny.io().get("in.g").mul(scale.scale()), all, sums);
                }
            } while (!scale.unscale(sums) && scale.scale() > 1);
            assertThat(scale.goodSteps()).isOne();
            int i = 0;
            for (String name : weights.keySet()) {
                grads.matches(sums.get(i++), name, 3e-2);
            }
        }
    }
}
