package org.spatialalign.engine.model.lora;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.wan.WanConfigFile;
import org.spatialalign.engine.model.wan.WanTransformer3D;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

/** Numbers of PEFT's LoRA on diffusers' transformer; noise of the reference 4e-7. */
@Tag("golden")
class LoraGoldenTest implements AutoCloseable {

    private static final double OUTPUTS = 2e-5;
    private static final double GRADIENTS = 1e-4;

    private final Path folder = Golden.folder("wan-transformer-lora");
    private final JsonNode expect = Golden.json(folder.resolve("lora/expect.json"));
    private final Golden io = Golden.open(folder.resolve("io.safetensors"));
    private final WanTransformer3D model = model(folder.resolve("transformer"));

    LoraGoldenTest() throws WorkbenchException {}

    @Override
    @AfterEach
    public void close() {
        model.close();
        io.close();
    }

    private static WanTransformer3D model(Path folder) throws WorkbenchException {
        try (SafetensorsFile source = SafetensorsFile.open(folder.resolve("diffusion_pytorch_model.safetensors"))) {
            return WanTransformer3D.load(source, WanConfigFile.read(folder.resolve("config.json")), Compute.cpu());
        }
    }

    private LoraFile read(String name) throws WorkbenchException, IOException {
        Path file = folder.resolve("lora").resolve(name);
        Path config = file.resolveSibling("adapter_config.json");
        @Nullable String text = Files.exists(config) ? Files.readString(config) : null;
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            return LoraReader.read(source, source.metadata(), text);
        }
    }

    private NDArray out() throws WorkbenchException {
        return model.forward(io.get("in.hidden_states"), io.get("in.timestep"), io.get("in.encoder_hidden_states"));
    }

    /** The file of the fixture that says its own strength. */
    private LoraFile whole() throws WorkbenchException, IOException {
        return read("peft/adapter_model.safetensors");
    }

    @TestFactory
    Stream<DynamicTest> everyFileGivesTheSameOutput() {
        return expect.get("files").properties().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    LoraFile file = read(entry.getKey());
                    assertThat(file.unexpected()).isEmpty();
                    assertThat(file.incomplete()).isEmpty();
                    try (LoraInjection lora = LoraInjection.attach(model.linears(), file);
                            GradMode mode = GradMode.off();
                            Scope scope = Scope.open()) {
                        lora.setMultiplier(
                                entry.getValue().get("multiplier_for_out_on").asDouble());
                        JsonNode output = entry.getValue().get("output");
                        io.matches(out(), output == null ? "out_on" : output.asText(), OUTPUTS);
                        boolean stored = entry.getValue().get("scaling_stored").isTextual();
                        boolean inValues = file.lora().pairs().findAny().isEmpty();
                        assertThat(file.strength().isEmpty()).isEqualTo(!stored || inValues);
                    }
                }));
    }

    @Test
    void strengthCanBeTurned() throws Exception {
        LoraFile file = whole();
        assertThat(file.lora().modules().keySet()).containsExactlyInAnyOrderElementsOf(texts(expect.get("modules")));
        assertThat(file.lora().rank()).hasValue(expect.get("rank").asLong());
        assertThat(file.lora().alpha()).hasValue(expect.get("alpha").asDouble());
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            try (LoraInjection lora = LoraInjection.attach(model.linears(), file)) {
                io.matches(out(), "out_on", OUTPUTS);
                lora.setMultiplier(0.5);
                io.matches(out(), "out_scale_0.5", OUTPUTS);
                lora.setMultiplier(1 / expect.get("scaling").asDouble());
                io.matches(out(), "out_scale_1_over_scaling", OUTPUTS);
                lora.setMultiplier(-1);
                io.matches(out(), "out_scale_-1", OUTPUTS);
                lora.setMultiplier(1);
                io.matches(textEmbedding(), "text_embed_on", OUTPUTS);
                try (LoraInjection.Off off = lora.off()) {
                    io.matches(out(), "out_off", OUTPUTS);
                }
                io.matches(out(), "out_on", OUTPUTS);
            }
            io.matches(out(), "out_off", OUTPUTS);
            Map<String, LoraModule> cross = new LinkedHashMap<>(file.lora().modules());
            cross.keySet().removeIf(path -> !path.contains("attn2"));
            try (LoraInjection lora = LoraInjection.attach(model.linears(), new Lora(cross, Map.of()))) {
                io.matches(out(), "out_cross_attention_only", OUTPUTS);
            }
        }
    }

    private NDArray textEmbedding() throws WorkbenchException {
        String path = "condition_embedder.text_embedder.linear_";
        Linear first = Objects.requireNonNull(model.linears().get(path + 1));
        Linear second = Objects.requireNonNull(model.linears().get(path + 2));
        return second.forward(Ops.geluTanh(first.forward(io.get("in.encoder_hidden_states"))));
    }

    @Test
    void mergedWeightsGiveTheSameOutput() throws Exception {
        LoraMerge.into(model.weights(), whole(), 1);
        try (Golden merged = Golden.open(folder.resolve("merged_weights.safetensors"));
                GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            for (String name : merged.file().names()) {
                merged.matches(model.weights().get(name), name, OUTPUTS);
            }
            io.matches(out(), "out_merged", OUTPUTS);
        }
    }

    @Test
    void gradientsMatch() throws Exception {
        try (LoraInjection lora = LoraInjection.attach(model.linears(), whole());
                Golden grads = Golden.open(folder.resolve("grads.safetensors"));
                GradMode mode = GradMode.on();
                Scope scope = Scope.open()) {
            lora.requireGradients();
            Map<String, NDArray> parameters = lora.parameters();
            assertThat(parameters.keySet())
                    .containsExactlyInAnyOrderElementsOf(grads.file().names());
            List<String> names = new ArrayList<>(parameters.keySet());
            NDArray out = out();
            overwriteFreedBuffers();
            List<NDArray> found = Ops.vjp(List.of(out), new ArrayList<>(parameters.values()), List.of(io.get("in.g")));
            for (int i = 0; i < names.size(); i++) {
                grads.matches(found.get(i), names.get(i), GRADIENTS);
            }
        }
    }

    /** A graph must hold all that it needs for the way back: what only Java holds is gone after this. */
    private static void overwriteFreedBuffers() {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            System.gc();
            for (int i = 0; i < 2000; i++) {
                buffers.add(ByteBuffer.allocateDirect(Double.BYTES).putDouble(Double.NaN));
            }
        }
        assertThat(buffers).isNotEmpty();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
