package org.spatialalign.engine.model.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.wan.WanTransformerConfig;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.Torch;

class LoraInjectionTest implements AutoCloseable {

    private static final List<String> PATHS = List.of(
            "condition_embedder.text_embedder.linear_1",
            "blocks.0.attn2.to_q",
            "blocks.0.attn2.to_k",
            "blocks.0.attn1.to_k");

    /** The published Wan 2.1 text-to-video model of 1.3 billion parameters. */
    private static final WanTransformerConfig WAN =
            new WanTransformerConfig(List.of(1, 2, 2), 12, 128, 16, 16, 4096, 256, 8960, 30, 1e-6, 1024);

    private final NDManager manager = Torch.newManager(Device.cpu());

    @Override
    @AfterEach
    public void close() {
        manager.close();
    }

    private Map<String, Linear> linears(DataType type) {
        Map<String, Linear> linears = new LinkedHashMap<>();
        for (String path : PATHS) {
            NDArray weight = manager.arange(0, 12, 1, DataType.FLOAT32)
                    .reshape(3, 4)
                    .div(12)
                    .toType(type, true);
            linears.put(path, new Linear(path, weight, null));
        }
        return linears;
    }

    private static Linear at(Map<String, Linear> linears, String path) {
        return Objects.requireNonNull(linears.get(path));
    }

    @Test
    void targetsMatchWholePartsOfPathsInEitherNames() {
        LoraTargets targets = LoraTargets.TEXT_PATHWAY;
        assertThat(targets.matches("blocks.7.attn2.to_k")).isTrue();
        assertThat(targets.matches("blocks.7.attn1.to_k")).isFalse();
        assertThat(targets.matches("blocks.7.attn2.to_q")).isFalse();
        assertThat(targets.matches("condition_embedder.text_embedder.linear_2")).isTrue();
        assertThat(targets.matches("condition_embedder.time_embedder.linear_2")).isFalse();
        assertThat(new LoraTargets(List.of("to_k")).matches("blocks.7.attn2.to_k"))
                .isTrue();
        assertThat(new LoraTargets(List.of("o_k")).matches("blocks.7.attn2.to_k"))
                .isFalse();
    }

    /** The released adapter has 3,088,384 parameters in 62 modules. */
    @Test
    void thePapersTargetsAreThePapersModules() throws WorkbenchException {
        int modules = 0;
        long parameters = 0;
        for (Map.Entry<String, List<Long>> entry : WAN.parameterShapes().entrySet()) {
            String path = entry.getKey().replaceFirst("\\.weight$", "");
            if (!path.equals(entry.getKey()) && LoraTargets.TEXT_PATHWAY.matches(path)) {
                modules++;
                parameters += 16 * (entry.getValue().get(0) + entry.getValue().get(1));
            }
        }
        assertThat(modules).isEqualTo(62);
        assertThat(parameters).isEqualTo(3_088_384);
    }

    @Test
    void aNewAdapterChangesNothingAndItsSeedDecidesIt() throws WorkbenchException {
        Map<String, Linear> linears = linears(DataType.FLOAT32);
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open();
                LoraInjection lora = create(linears, LoraInitialisation.kaiming(5))) {
            assertThat(lora.pairs().keySet()).containsExactly(PATHS.get(0), PATHS.get(2));
            NDArray x = manager.ones(new Shape(2, 4));
            float[] adapted = at(linears, PATHS.get(2)).forward(x).toFloatArray();
            try (LoraInjection.Off off = lora.off()) {
                assertThat(at(linears, PATHS.get(2)).forward(x).toFloatArray()).containsExactly(adapted);
            }
            Lora first = lora.snapshot(Map.of());
            // Bound of Kaiming's uniform distribution for four inputs.
            first.pairs().forEach(pair -> {
                assertThat(pair.b().values()).containsOnly(0);
                for (float value : pair.a().values()) {
                    assertThat(value).isBetween(-0.5f, 0.5f);
                }
            });
            assertThat(first.parameters()).isEqualTo(2 * (8 * 4 + 3 * 8));
            try (LoraInjection again = create(linears, LoraInitialisation.kaiming(5))) {
                assertThat(again.snapshot(Map.of())).isEqualTo(first);
            }
            try (LoraInjection other = create(linears, LoraInitialisation.kaiming(6))) {
                assertThat(other.snapshot(Map.of())).isNotEqualTo(first);
            }
        }
    }

    private static LoraInjection create(Map<String, Linear> linears, LoraInitialisation start)
            throws WorkbenchException {
        return LoraInjection.create(linears, LoraTargets.TEXT_PATHWAY, 8, 8, start);
    }

    @Test
    void theNormalStartHasTheDeviationOfPeft() {
        LoraInitialisation start = new LoraInitialisation(LoraInitialisation.Kind.GAUSSIAN, 3);
        float[] a = start.pair(16, 1000, 1, 16, start.start()).a().values();
        double squares = 0;
        for (float value : a) {
            squares += value * value;
        }
        // 16,000 draws: the deviation of the estimate is 0.6 %.
        assertThat(Math.sqrt(squares / a.length)).isCloseTo(1.0 / 16, within(0.03 / 16));
    }

    @Test
    void halfPrecisionLayersGetTheirOwnTypeBack() throws WorkbenchException {
        Map<String, Linear> linears = linears(DataType.FLOAT16);
        LoraTensor a = LoraTensor.of(new float[] {1, 0, 0, 0}, 1, 4);
        LoraTensor b = LoraTensor.of(new float[] {1, 2, 3}, 3, 1);
        Lora lora = new Lora(Map.of(PATHS.get(2), LoraModule.of(new LoraPair(a, b, 2))), Map.of());
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open();
                LoraInjection injected = LoraInjection.attach(linears, lora)) {
            NDArray x = manager.ones(new Shape(1, 4), DataType.FLOAT16);
            Linear layer = at(linears, PATHS.get(2));
            NDArray on = layer.forward(x);
            assertThat(on.getDataType()).isEqualTo(DataType.FLOAT16);
            injected.setMultiplier(0);
            NDArray difference = on.sub(layer.forward(x)).toType(DataType.FLOAT32, true);
            assertThat(difference.toFloatArray()).containsExactly(2, 4, 6);
            injected.pairs().values().forEach(pair -> assertThat(pair.a().getDataType())
                    .isEqualTo(DataType.FLOAT32));
        }
    }

    @Test
    void nothingIsAttachedWhenAPartDoesNotFit() {
        Map<String, Linear> linears = linears(DataType.FLOAT32);
        LoraPair good = new LoraPair(LoraTensor.of(new float[4], 1, 4), LoraTensor.of(new float[] {1, 1, 1}, 3, 1), 1);
        LoraPair wide = new LoraPair(LoraTensor.of(new float[5], 1, 5), LoraTensor.of(new float[3], 3, 1), 1);
        Map<String, LoraModule> modules = new LinkedHashMap<>();
        modules.put(PATHS.get(2), LoraModule.of(good));
        modules.put(PATHS.get(0), LoraModule.of(wide));
        assertThatThrownBy(() -> LoraInjection.attach(linears, new Lora(modules, Map.of())))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining(PATHS.get(0))
                .hasMessageContaining("[3, 5]");
        assertThatThrownBy(() -> LoraInjection.create(
                        linears, new LoraTargets(List.of("to_z")), 4, 4, LoraInitialisation.kaiming(1)))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("to_z");
    }
}
