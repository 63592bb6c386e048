package org.spatialalign.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ModelFolder.Kind;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.tensor.ElementType;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.safetensors.Safetensors;
import org.spatialalign.engine.tensor.safetensors.SafetensorsWriter;

class ModelFolderTest {

    private static final String WEIGHTS = "diffusion_pytorch_model.safetensors";

    private Path temp = Path.of("");
    private Path model = Path.of("");

    @BeforeEach
    void copy(@TempDir Path folder) throws IOException {
        temp = folder;
        model = TinyModel.copy(folder.resolve("tiny"));
    }

    @Test
    void aWholeModelIsSeenWithoutLoadingIt() throws Exception {
        ModelFolder found = ModelFolder.inspect(model);
        assertThat(found.allProblems()).isEmpty();
        assertThat(found.complete()).isTrue();
        assertThat(found.kind()).isEqualTo(Kind.PIPELINE);
        assertThat(found.name()).isEqualTo("tiny");
        assertThat(found.components()).hasSize(ComponentRole.values().length);
        for (ComponentRole role : List.of(ComponentRole.TRANSFORMER, ComponentRole.VAE, ComponentRole.TEXT_ENCODER)) {
            ModelComponent part = found.component(role).orElseThrow();
            long numbers = 0;
            try (TensorSource source = Safetensors.open(model.resolve(role.folder()))) {
                for (String name : source.names()) {
                    numbers += source.info(name).elements();
                }
            }
            assertThat(part.parameters()).isEqualTo(numbers);
            assertThat(part.types()).containsOnlyKeys("F32");
            assertThat(part.bytes()).isEqualTo(4 * numbers);
            assertThat(part.summary()).isNotEmpty();
        }
        assertThat(found.component(ComponentRole.SCHEDULER).orElseThrow().summary())
                .startsWith("UniPCMultistepScheduler, shift ");
        found.requireComplete();
    }

    @Test
    void onePartOfAModelIsSeenAsSuch() {
        for (ComponentRole role : List.of(ComponentRole.TRANSFORMER, ComponentRole.VAE, ComponentRole.TEXT_ENCODER)) {
            ModelFolder found = ModelFolder.inspect(model.resolve(role.folder()));
            assertThat(found.kind()).as(role.folder()).isEqualTo(Kind.COMPONENT);
            assertThat(found.allProblems()).isEmpty();
            assertThat(found.complete()).isFalse();
            assertThatThrownBy(found::requireComplete)
                    .isInstanceOf(WorkbenchException.class)
                    .hasMessageContaining(role.words())
                    .hasMessageContaining("model_index.json");
        }
    }

    @Test
    void weightsUnderTheirMakersNamesAreAsGood() {
        ModelFolder found = ModelFolder.inspect(Golden.folder("wan-transformer-tiny"));
        assertThat(found.kind()).isEqualTo(Kind.COMPONENT);
        assertThat(found.allProblems()).isEmpty();
    }

    /** Each damage, and what is said of it. */
    static Stream<Arguments> damages() {
        return Stream.of(
                damage("transformer: the folder", folder -> move(folder.resolve("transformer"))),
                damage("no tokenizer.json", folder -> Files.delete(folder.resolve("tokenizer/tokenizer.json"))),
                damage(
                        "scheduler_config.json",
                        folder -> Files.delete(folder.resolve("scheduler/scheduler_config.json"))),
                damage(
                        "scheduler_config.json",
                        folder -> Files.writeString(folder.resolve("scheduler/scheduler_config.json"), "[")),
                damage(
                        "prediction_type",
                        folder -> TinyModel.edit(
                                folder.resolve("scheduler/scheduler_config.json"), "flow_prediction", "epsilon")),
                damage("config.json", folder -> Files.delete(folder.resolve("vae/config.json"))),
                damage("config.json", folder -> Files.writeString(folder.resolve("vae/config.json"), "{".repeat(5000))),
                damage(
                        "1048577 bytes",
                        folder -> Files.writeString(folder.resolve("vae/config.json"), " ".repeat((1 << 20) + 1))),
                damage(
                        "Wan 2.2",
                        folder -> TinyModel.edit(
                                folder.resolve("vae/config.json"), "\"is_residual\": false", "\"is_residual\": true")),
                damage("holds no weights", folder -> Files.delete(folder.resolve("vae/" + WEIGHTS))),
                damage("torch's own format", folder -> {
                    Files.delete(folder.resolve("vae/" + WEIGHTS));
                    Files.writeString(folder.resolve("vae/pytorch_model.bin"), "x");
                }),
                damage("the file may be cut off", folder -> cut(folder.resolve("transformer/" + WEIGHTS))),
                damage("100000000", folder -> hugeHeader(folder.resolve("transformer/" + WEIGHTS))),
                damage(
                        "FluxTransformer2DModel",
                        folder -> TinyModel.edit(
                                folder.resolve("transformer/config.json"),
                                "WanTransformer3DModel",
                                "FluxTransformer2DModel")),
                damage(
                        "T5EncoderModel",
                        folder -> TinyModel.edit(
                                folder.resolve("text_encoder/config.json"), "UMT5EncoderModel", "T5EncoderModel")),
                damage(
                        "tensors are missing",
                        folder -> TinyModel.edit(
                                folder.resolve("transformer/config.json"), "\"num_layers\": ", "\"num_layers\": 1")),
                damage(
                        "second transformer",
                        folder -> TinyModel.edit(
                                folder.resolve("model_index.json"),
                                "\"transformer\"",
                                "\"transformer_2\": [\"diffusers\", \"WanTransformer3DModel\"], \"transformer\"")),
                damage("tensor is missing: proj_out.bias", folder -> rewrite(folder, "proj_out.bias", null, null)),
                damage(
                        "of no part of the model: proj_out.extra",
                        folder -> rewrite(folder, "", "proj_out.extra", ElementType.F32)),
                damage(
                        "proj_out.bias is [3], not [",
                        folder -> rewrite(folder, "proj_out.bias", "proj_out.bias", ElementType.F32)),
                damage(
                        "proj_out.bias is [3]",
                        folder -> rewrite(folder, "proj_out.bias", "proj_out.bias", ElementType.I64)));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void whateverIsWrongIsAFindingWithItsPlace(String said, Damage damage) throws Exception {
        damage.on(model);
        ModelFolder found = ModelFolder.inspect(model);
        assertThat(found.complete()).isFalse();
        assertThat(found.allProblems())
                .anySatisfy(problem -> assertThat(problem).contains(said));
        assertThatThrownBy(found::requireComplete)
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining(said);
    }

    @Test
    void partsOfDifferentModelsDoNotFit() throws Exception {
        Path other = Golden.folder("wan-transformer-tiny");
        for (String name : List.of("config.json", WEIGHTS)) {
            Path target = model.resolve("transformer").resolve(name);
            Files.delete(target);
            Files.copy(other.resolve(name), target);
        }
        assertThat(ModelFolder.inspect(model).problems())
                .singleElement()
                .asString()
                .contains("the parts are of different models");
    }

    @Test
    void whatIsNoModelIsCalledByItsName() throws Exception {
        assertNoModel(temp.resolve("nowhere"), "there is no such folder");
        assertNoModel(Files.createDirectory(temp.resolve("empty")), "an empty folder");
        assertNoModel(model.resolve("model_index.json"), "a single file");
        assertNoModel(temp, "choose the folder 'tiny' in it");
        TinyModel.edit(model.resolve("model_index.json"), "WanPipeline", "FluxPipeline");
        assertNoModel(model, "another family (FluxPipeline in model_index.json)");
        for (String[] shape : new String[][] {
            {"project.db", "a SpatialAlign project"},
            {"a.mp4", "a folder of clips"},
            {"dsr.safetensors", "perhaps a LoRA"},
            {"Wan2.1_VAE.pth", "makers' own layout"},
            {"notes.txt", "it holds notes.txt"}
        }) {
            Path folder = Files.createDirectory(temp.resolve("with " + shape[0]));
            Files.writeString(folder.resolve(shape[0]), "x");
            assertNoModel(folder, shape[1]);
        }
        for (String[] config : new String[][] {
            {"{\"_class_name\": \"WanModel\"}", "-Diffusers edition"},
            {"{\"model_type\": \"t2v\"}", "-Diffusers edition"},
            {"{\"_class_name\": \"UNet2DConditionModel\"}", "another family (UNet2DConditionModel)"},
            {"{\"architectures\": [\"LlamaForCausalLM\"]}", "another family (LlamaForCausalLM)"},
            {"{}", "names no class"},
            {"[]", "no JSON object"},
            {"\u0000", "config.json"}
        }) {
            Path folder = Files.createDirectories(temp.resolve("config"));
            Files.writeString(folder.resolve("config.json"), config[0]);
            assertNoModel(folder, config[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1, 2]", "{\"a\": {", "\"WanPipeline\"", "{\"_class_name\": 7}"})
    void aDamagedIndexIsNoCrash(String index) throws Exception {
        Files.writeString(model.resolve("model_index.json"), index);
        ModelFolder found = ModelFolder.inspect(model);
        assertThat(found.kind()).isEqualTo(Kind.NOT_A_MODEL);
        assertThat(found.allProblems()).singleElement().asString().contains("model_index.json");
    }

    private static void assertNoModel(Path folder, String said) {
        ModelFolder found = ModelFolder.inspect(folder);
        assertThat(found.kind()).isEqualTo(Kind.NOT_A_MODEL);
        assertThat(found.what()).contains(said);
        assertThatThrownBy(found::requireComplete)
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining(said)
                .hasMessageContaining("Wan-AI/Wan2.1-T2V-1.3B-Diffusers");
    }

    /** Something done to a model's folder. */
    @FunctionalInterface
    interface Damage {
        void on(Path folder) throws Exception;
    }

    private static Arguments damage(String said, Damage damage) {
        return Arguments.of(said, damage);
    }

    private static void move(Path folder) throws IOException {
        Files.move(folder, folder.resolveSibling("elsewhere"));
    }

    private static void cut(Path file) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(open.length() - 100);
        }
    }

    /** A header that claims to be larger than any memory. */
    private static void hugeHeader(Path file) throws IOException {
        byte[] bytes = "{}".getBytes(StandardCharsets.UTF_8);
        ByteBuffer hostile = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, hostile.putLong(Long.MAX_VALUE).put(bytes).array());
    }

    /** Writes the transformer's weights anew without one tensor and with another of three numbers. */
    private static void rewrite(
            Path folder,
            String without,
            @org.jspecify.annotations.Nullable String with,
            @org.jspecify.annotations.Nullable ElementType type)
            throws Exception {
        Path file = folder.resolve("transformer/" + WEIGHTS);
        Path changed = file.resolveSibling("changed.safetensors");
        try (TensorSource source = Safetensors.open(file)) {
            SafetensorsWriter writer = new SafetensorsWriter();
            for (String name : source.names()) {
                if (!name.equals(without)) {
                    writer.add(source, name);
                }
            }
            if (with != null && type != null) {
                writer.add(new TensorInfo(with, type, List.of(3L)), ByteBuffer.allocateDirect(3 * type.bytes()));
            }
            writer.write(changed);
        }
        Files.move(changed, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
