package org.spatialalign.engine.model.wan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;

class WanTransformerTest {

    @Test
    void theSameSeedMakesTheSameModel() {
        try (WanTransformer3D one = Small.model(5);
                WanTransformer3D same = Small.model(5);
                WanTransformer3D other = Small.model(6)) {
            String name = "blocks.1.attn2.to_k.weight";
            NDArray weight = one.weights().get(name);
            assertThat(Golden.largest(weight, same.weights().get(name))).isZero();
            assertThat(Golden.largest(weight, other.weights().get(name))).isPositive();
            assertThat(Golden.largest(weight, one.weights().get("blocks.1.attn2.to_v.weight")))
                    .isPositive();
        }
    }

    @Test
    void everyLinearLayerIsThereByItsName() {
        try (WanTransformer3D model = Small.model(1)) {
            assertThat(model.linears()).hasSize(6 + 10 * Small.CONFIG.layers());
            assertThat(model.linears()).containsKeys("blocks.1.attn2.to_out.0", "proj_out");
            model.linears().forEach((name, linear) -> {
                assertThat(linear.name()).isEqualTo(name);
                assertThat(linear.weight()).isSameAs(model.weights().get(name + ".weight"));
                assertThat(WanNames.toOriginal(name)).isPresent();
            });
        }
    }

    @Test
    void anAdapterOnAnyLayerReachesTheOutputAndLeavesIt() {
        try (WanTransformer3D model = Small.model(1);
                GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDManager manager = model.weights().manager();
            NDArray before = forward(model, manager);
            for (Linear linear : model.linears().values()) {
                linear.attach(x -> x.sum(new int[] {-1}, true)
                        .mul(Small.waves(manager, 0.3, linear.out()).add(1)));
                assertThat(Golden.largest(forward(model, manager), before))
                        .as(linear.name())
                        .isPositive();
                linear.attach(null);
            }
            assertThat(Golden.largest(forward(model, manager), before)).isZero();
        }
    }

    private static NDArray forward(WanTransformer3D model, NDManager manager) {
        return model.forward(
                Small.waves(manager, 0.3, 1, 4, 2, 4, 6),
                manager.create(new float[] {700}),
                Small.waves(manager, 0.7, 1, 5, 10));
    }

    @Test
    void aPreparedContextKeepsTheAdaptersItWasMadeWith() {
        try (WanTransformer3D model = Small.model(1);
                GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDManager manager = model.weights().manager();
            Linear key = requireNonNull(model.linears().get("blocks.0.attn2.to_k"));
            key.attach(x -> x.sum(new int[] {-1}, true).mul(Small.waves(manager, 0.3, key.out())));
            NDArray adapted = forward(model, manager);
            try (PreparedContext prepared = model.prepare(Small.waves(manager, 0.7, 1, 5, 10))) {
                key.attach(null);
                NDArray out = model.forward(
                        Small.waves(manager, 0.3, 1, 4, 2, 4, 6), manager.create(new float[] {700}), prepared);
                assertThat(Golden.largest(out, adapted)).isZero();
            }
        }
    }

    @Test
    void tensorsThatDoNotFitAreRefused() {
        try (WanTransformer3D model = Small.model(1);
                Scope scope = Scope.open()) {
            NDManager manager = model.weights().manager();
            NDArray timestep = manager.create(new float[] {700});
            NDArray context = Small.waves(manager, 0.7, 1, 5, 10);
            NDArray odd = Small.waves(manager, 0.3, 1, 4, 2, 5, 6);
            NDArray channels = Small.waves(manager, 0.3, 1, 3, 2, 4, 6);
            NDArray batch = Small.waves(manager, 0.3, 2, 4, 2, 4, 6);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.forward(odd, timestep, context))
                    .withMessageContaining("height of 5");
            assertThatIllegalArgumentException().isThrownBy(() -> model.forward(channels, timestep, context));
            assertThatIllegalArgumentException().isThrownBy(() -> model.forward(batch, timestep, context));
        }
    }

    @Test
    void theFeedForwardNetworkInPartsIsTheSame() {
        try (WanTransformer3D model = Small.model(1);
                GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDArray x = Small.waves(model.weights().manager(), 0.9, 2, 11, Small.CONFIG.dim());
            NDArray whole = new FeedForward("blocks.0.", model.weights()).forward(x);
            long threeTokens = 3L * 2 * Small.CONFIG.ffnDim();
            NDArray parts = new FeedForward("blocks.0.", model.weights(), threeTokens).forward(x);
            assertThat(Golden.relative(parts, whole)).isLessThan(1e-6);
        }
    }

    @Test
    void tablesOfManyGridsDoNotPileUp() {
        try (WanTransformer3D model = Small.model(1);
                GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDManager manager = model.weights().manager();
            NDArray context = Small.waves(manager, 0.7, 1, 5, 10);
            NDArray timestep = manager.create(new float[] {700});
            int before = manager.getManagedArrays().size();
            for (int round = 0; round < 2; round++) {
                for (int width = 2; width < 22; width += 2) {
                    try (Scope one = Scope.open()) {
                        model.forward(Small.waves(manager, 0.3, 1, 4, 1, 2, width), timestep, context);
                    }
                }
            }
            // Two tables for each of the last four.
            assertThat(manager.getManagedArrays().size() - before).isEqualTo(8);
        }
    }
}
