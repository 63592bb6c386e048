package org.spatialalign.engine.model.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.ElementType;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;
import org.spatialalign.engine.tensor.safetensors.SafetensorsWriter;

/** What is written in any family's names is read back as it was; what cannot be read is refused or listed. */
class LoraWriterTest {

    private static final String KEYS = "blocks.0.attn2.to_k";
    private static final String TEXT = "condition_embedder.text_embedder.linear_2";

    private final Path folder;
    private final Random random = new Random(7);

    LoraWriterTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private LoraTensor tensor(long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return LoraTensor.of(values, shape);
    }

    private LoraModule pair(long rank, long in, long out, double alpha) {
        return LoraModule.of(new LoraPair(tensor(rank, in), tensor(out, rank), alpha));
    }

    private static LoraFile read(Path file) throws WorkbenchException {
        Path config = file.resolveSibling("adapter_config.json");
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            @Nullable String text = Files.exists(config) ? Files.readString(config) : null;
            return LoraReader.read(source, source.metadata(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With strengths and ranks that differ between modules, and a block whose number begins like another's. */
    private Lora mixed() {
        Map<String, LoraModule> modules = new LinkedHashMap<>();
        modules.put(KEYS, pair(4, 6, 5, 8));
        modules.put("blocks.10.attn2.to_k", pair(2, 6, 5, 3));
        modules.put("blocks.1.attn1.to_out.0", pair(4, 6, 6, 4));
        modules.put("blocks.1.ffn.net.0.proj", pair(4, 6, 9, 8));
        modules.put(TEXT, pair(4, 6, 6, 8));
        return new Lora(modules, Map.of());
    }

    @ParameterizedTest
    @EnumSource(LoraFormat.class)
    void everyFormatIsReadBack(LoraFormat format) throws WorkbenchException {
        Lora lora = mixed();
        LoraFile back = read(LoraWriter.write(lora, format, folder));
        assertThat(back.format()).isEqualTo(format);
        assertThat(back.unexpected()).isEmpty();
        assertThat(back.incomplete()).isEmpty();
        assertThat(back.lora().modules().keySet())
                .containsExactlyInAnyOrderElementsOf(lora.modules().keySet());
        lora.modules().forEach((path, module) -> {
            LoraPair want = Objects.requireNonNull(module.pair());
            LoraPair got = Objects.requireNonNull(
                    Objects.requireNonNull(back.lora().modules().get(path)).pair());
            assertThat(got.a()).as(path).isEqualTo(want.a());
            if (format == LoraFormat.DIFFSYNTH) {
                assertThat(got.scaling()).isOne();
                assertThat(got.b()).as(path).isEqualTo(want.b().times(want.scaling()));
            } else {
                assertThat(got).as(path).isEqualTo(want);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(LoraFormat.class)
    void notesGoWithTheFile(LoraFormat format) throws WorkbenchException {
        Lora lora = new Lora(Map.of(KEYS, pair(4, 6, 5, 8)), Map.of("ss_network_alpha", "99", "alpha", "99"))
                .withMetadata(Map.of(Lora.BASE_HASH, "ab12", Lora.STEP, "2400", Lora.DATASET_HASH, "cd34"));
        Path file = LoraWriter.write(lora, format, folder.resolve("named.safetensors"));
        assertThat(file).hasFileName("named.safetensors");
        Map<String, String> notes = read(file).lora().metadata();
        assertThat(notes)
                .containsEntry("base_hash", "ab12")
                .containsEntry("step", "2400")
                .containsEntry("dataset_hash", "cd34")
                .containsEntry("rank", "4")
                .containsEntry("alpha", format == LoraFormat.DIFFSYNTH ? "4" : "8");
        assertThat(notes.values()).doesNotContain("99");
    }

    @Test
    void peftFindsItsConfiguration() throws Exception {
        LoraWriter.write(mixed(), LoraFormat.PEFT, folder);
        JsonNode config = Json.parse(Files.readString(folder.resolve("adapter_config.json")));
        assertThat(config.get("peft_type").asText()).isEqualTo("LORA");
        assertThat(config.get("r").asInt()).isEqualTo(4);
        assertThat(config.get("lora_alpha").toString()).isEqualTo("8");
        assertThat(config.get("target_modules")).hasSize(5);
        assertThat(config.get("alpha_pattern").get("blocks.10.attn2.to_k").asDouble())
                .isEqualTo(3);
        assertThat(config.get("rank_pattern").get("blocks.10.attn2.to_k").asInt())
                .isEqualTo(2);
    }

    @Test
    void differencesFitOnlyIntoOneFormat() throws WorkbenchException {
        Lora lora = new Lora(
                Map.of(
                        KEYS,
                        new LoraModule(null, tensor(5, 6), tensor(5)),
                        TEXT,
                        new LoraModule(null, null, tensor(6))),
                Map.of());
        assertThat(read(LoraWriter.write(lora, LoraFormat.COMFYUI, folder))
                        .lora()
                        .modules())
                .isEqualTo(lora.modules());
        assertThatThrownBy(() -> LoraWriter.write(lora, LoraFormat.PEFT, folder))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("ComfyUI");
        assertThat(folder.resolve(LoraFormat.PEFT.fileName())).doesNotExist();
    }

    @Test
    void whatFitsIsTakenAndTheRestIsListed() throws WorkbenchException {
        LoraFile file = read(write(Map.of(
                "blocks.0.cross_attn.k.lora_A.weight", tensor(4, 6),
                "blocks.0.cross_attn.k.lora_B.weight", tensor(5, 4),
                "blocks.1.cross_attn.k.lora_A.weight", tensor(4, 6),
                "blocks.2.cross_attn.k.alpha", tensor(1),
                "vae.conv.weight", tensor(2),
                "lora_unet_mid_block.lora_up.weight", tensor(2, 2))));
        assertThat(file.lora().modules().keySet()).containsExactly(KEYS);
        assertThat(file.incomplete()).containsExactlyInAnyOrder("blocks.1.attn2.to_k", "blocks.2.attn2.to_k");
        assertThat(file.unexpected())
                .containsExactlyInAnyOrder("vae.conv.weight", "lora_unet_mid_block.lora_up.weight");
        assertThat(file.strength()).isEqualTo(".alpha");

        LoraCheck check = LoraCheck.of(file, Map.of(KEYS + ".weight", List.of(5L, 6L)));
        assertThat(check.matched()).containsExactly(KEYS);
        assertThat(check.unknown()).hasSize(2);
        assertThat(check.isComplete()).isFalse();
        check.requireMatch();
        assertThatThrownBy(check::requireComplete).hasMessageContaining("blocks.1.attn2.to_k");
    }

    @Test
    void anotherModelsFileIsRefused() throws WorkbenchException {
        LoraFile file = read(LoraWriter.write(mixed(), LoraFormat.DIFFUSERS, folder));
        LoraCheck other = LoraCheck.of(file, Map.of("down_blocks.0.to_k.weight", List.of(5L, 6L)));
        assertThatThrownBy(other::requireMatch)
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("made for another one")
                .hasMessageContaining("pytorch_lora_weights.safetensors");
        LoraCheck wider = LoraCheck.of(
                file, Map.of(KEYS + ".weight", List.of(5L, 7L), "blocks.3.attn2.to_k.weight", List.of(5L, 7L)));
        assertThat(wider.misshapen()).hasSize(1);
        assertThat(wider.misshapen().get(0)).contains("[5, 6]", "[5, 7]");
        assertThat(wider.missing()).containsExactly("blocks.3.attn2.to_k");
    }

    @Test
    void badFilesSayWhatIsWrong() throws WorkbenchException {
        LoraTensor a = tensor(4, 6);
        LoraTensor b = tensor(5, 4);
        assertThatThrownBy(() -> read(write(Map.of("blocks.0.attn2.to_k.weight", a))))
                .hasMessageContaining("holds no LoRA")
                .hasMessageContaining("blocks.0.attn2.to_k.weight");
        assertThatThrownBy(() -> read(write(Map.of("x.lora_A.weight", a, "x.lora_B.weight", tensor(5, 3)))))
                .hasMessageContaining("module x")
                .hasMessageContaining("[5, 3]");
        assertThatThrownBy(
                        () -> read(write(Map.of("x.lora_A.weight", a, "x.lora_down.weight", a, "x.lora_up.weight", b))))
                .hasMessageContaining("the same part");
        assertThatThrownBy(() -> read(write(Map.of(
                        "x.lora_A.weight", a, "x.lora_B.weight", b, "x.lora_magnitude_vector.weight", tensor(5)))))
                .hasMessageContaining("DoRA");
        assertThatThrownBy(() -> read(write(Map.of("x.lora_A.weight", a, "x.lora_B.weight", b, "x.alpha", tensor(2)))))
                .hasMessageContaining("x.alpha")
                .hasMessageContaining("one number");
        assertThatThrownBy(() ->
                        read(write(Map.of("x.lora_A.weight", a, "x.lora_B.weight", b), Map.of("alpha", "strong"))))
                .hasMessageContaining("strong");
    }

    @Test
    void rankStabilisedStrengthAndBiasesAreUnderstood() throws Exception {
        Path file = write(Map.of(
                "base_model.model.x.lora_A.weight", tensor(4, 6),
                "base_model.model.x.lora_B.weight", tensor(5, 4),
                "base_model.model.x.lora_B.bias", LoraTensor.of(new float[] {1, 2, 3, 4, 5}, 5)));
        Files.writeString(
                file.resolveSibling("adapter_config.json"),
                "{\"peft_type\":\"LORA\",\"lora_alpha\":8,\"r\":4,\"use_rslora\":true}");
        LoraModule module = Objects.requireNonNull(read(file).lora().modules().get("x"));
        // alpha / sqrt(rank) = 4
        assertThat(Objects.requireNonNull(module.pair()).scaling()).isCloseTo(4, within(1e-12));
        assertThat(Objects.requireNonNull(module.biasDifference()).values()).containsExactly(4, 8, 12, 16, 20);
        Files.writeString(file.resolveSibling("adapter_config.json"), "{\"peft_type\":\"IA3\"}");
        assertThatThrownBy(() -> read(file)).hasMessageContaining("IA3");
    }

    @Test
    void wholeNumbersAreStrengthsToo() throws WorkbenchException {
        SafetensorsWriter writer = new SafetensorsWriter();
        ByteBuffer eight = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 8);
        writer.add(new TensorInfo("lora_unet_blocks_3_ffn_2.alpha", ElementType.I64, List.of()), eight);
        for (String part : List.of("down", "up")) {
            writer.add(
                    new TensorInfo(
                            "lora_unet_blocks_3_ffn_2.lora_" + part + ".weight", ElementType.F16, List.of(2L, 2L)),
                    ByteBuffer.allocate(8));
        }
        Path file = folder.resolve("kohya.safetensors");
        writer.write(file);
        Lora lora = read(file).lora();
        assertThat(lora.modules().keySet()).containsExactly("blocks.3.ffn.net.2");
        assertThat(lora.alpha()).hasValue(8);
    }

    private Path write(Map<String, LoraTensor> tensors) throws WorkbenchException {
        return write(tensors, Map.of());
    }

    private Path write(Map<String, LoraTensor> tensors, Map<String, String> metadata) throws WorkbenchException {
        SafetensorsWriter writer = new SafetensorsWriter();
        tensors.forEach((name, tensor) -> {
            float[] values = tensor.values();
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            writer.add(new TensorInfo(name, ElementType.F32, tensor.shape()), bytes);
        });
        metadata.forEach(writer::metadata);
        Path file = folder.resolve("written.safetensors");
        writer.write(file);
        return file;
    }
}
