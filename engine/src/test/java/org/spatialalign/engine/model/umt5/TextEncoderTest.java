package org.spatialalign.engine.model.umt5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.safetensors.Safetensors;
import org.spatialalign.engine.tensor.safetensors.SafetensorsWriter;

@Tag("golden")
class TextEncoderTest {

    private final Path model = Golden.folder("wan-pipeline-tiny");
    private final JsonNode sample = Golden.json(model.resolve("case.json"));
    private final CancelToken never = CancelToken.never();

    @Test
    void asThePipelineEncodes() throws Exception {
        for (boolean offload : new boolean[] {false, true}) {
            try (Golden golden = Golden.open(model.resolve("io.safetensors"));
                    TextEncoder encoder = TextEncoder.open(model, Device.cpu(), offload, null);
                    PromptTokenizer tokenizer = PromptTokenizer.open(model.resolve("tokenizer"))) {
                String prompt = sample.get("prompt").asText();
                String negative = sample.get("negative_prompt").asText();
                int length = sample.get("max_sequence_length").asInt();
                golden.matches(encoder.padded(prompt, length, golden.manager(), never), "prompt_embeds", 2e-5);
                golden.matches(
                        encoder.padded(negative, length, golden.manager(), never), "negative_prompt_embeds", 2e-5);
                long[] ids = golden.longs("input_ids");
                long[] mask = golden.longs("attention_mask");
                List<String> prompts = List.of(prompt, negative);
                for (int row = 0; row < prompts.size(); row++) {
                    int from = row * length;
                    int kept = (int) Arrays.stream(mask, from, from + length).sum();
                    assertThat(tokenizer.encode(PromptCleaning.clean(prompts.get(row))))
                            .containsExactly(Arrays.copyOfRange(ids, from, from + kept));
                    assertThat(encoder.encode(prompts.get(row), golden.manager(), never)
                                    .getShape()
                                    .getShape())
                            .containsExactly(1, kept, encoder.width());
                }
            }
        }
    }

    @Test
    void everyWayOfStoringTheWeightsGivesTheSame(@TempDir Path folder) throws Exception {
        Path text = model.resolve("text_encoder");
        SafetensorsWriter original = new SafetensorsWriter();
        SafetensorsWriter alias = new SafetensorsWriter();
        try (Golden golden = Golden.open(text.resolve("model.safetensors"))) {
            for (String name : golden.file().names()) {
                TensorInfo info = golden.file().info(name);
                original.add(
                        new TensorInfo(Umt5Names.toOriginal(name).orElse(name), info.type(), info.shape()),
                        golden.file().slice(name, 0, (int) info.bytes()));
                alias.add(
                        new TensorInfo(
                                name.equals(Umt5Names.EMBEDDING) ? Umt5Names.EMBEDDING_ALIAS : name,
                                info.type(),
                                info.shape()),
                        golden.file().slice(name, 0, (int) info.bytes()));
            }
            original.write(folder.resolve("original.safetensors"));
            alias.write(folder.resolve("alias.safetensors"));
        }
        Umt5Config config = Umt5Config.read(text.resolve("config.json"));
        for (String name : List.of("original", "alias")) {
            try (Golden golden = Golden.open(model.resolve("io.safetensors"));
                    TextEncoder encoder = TextEncoder.open(
                            Safetensors.open(folder.resolve(name + ".safetensors")),
                            config,
                            model.resolve("tokenizer"),
                            Device.cpu(),
                            true,
                            null)) {
                int length = sample.get("max_sequence_length").asInt();
                NDArray got = encoder.padded(sample.get("prompt").asText(), length, golden.manager(), never);
                golden.matches(got, "prompt_embeds", 2e-5);
            }
        }
    }

    @Test
    void resultsAreKeptAndDamagedOnesReplaced(@TempDir Path cache) throws Exception {
        byte[] first = encodeOnce(cache);
        Path file = onlyFile(cache);
        byte[] whole = Files.readAllBytes(file);
        byte[] flipped = whole.clone();
        flipped[flipped.length - 3] ^= 1;
        for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length / 2), new byte[0], flipped)) {
            Files.write(file, damaged);
            assertThat(encodeOnce(cache)).isEqualTo(first);
            assertThat(onlyFile(cache)).hasBinaryContent(whole);
        }
    }

    private byte[] encodeOnce(Path cache) throws Exception {
        try (Golden golden = Golden.open(model.resolve("io.safetensors"));
                TextEncoder encoder = TextEncoder.open(model, Device.cpu(), true, cache)) {
            byte[] computed = encoder.encode("a cat", golden.manager(), never).toByteArray();
            // Cleaning comes before the cache: the same prompt in other white space is no new file.
            assertThat(encoder.encode(" a  cat ", golden.manager(), never).toByteArray())
                    .isEqualTo(computed);
            return computed;
        }
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void stopsWhenAsked() throws Exception {
        CancelToken cancelled = new CancelToken();
        cancelled.cancel();
        try (Golden golden = Golden.open(model.resolve("io.safetensors"));
                TextEncoder encoder = TextEncoder.open(model, Device.cpu(), true, null)) {
            assertThatThrownBy(() -> encoder.encode("a cat", golden.manager(), cancelled))
                    .isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void weightsThatDoNotFitAreRefused(@TempDir Path folder) throws Exception {
        Path config = folder.resolve("config.json");
        String text = Files.readString(model.resolve("text_encoder/config.json"));
        for (String[] change : new String[][] {
            {"\"num_heads\": [0-9]+", "\"num_heads\": 97", "asks for"},
            {"\"vocab_size\": [0-9]+", "\"vocab_size\": 7", "'shared.weight' has the shape"},
            {"gated-gelu", "relu", "feed_forward_proj is \"relu\""},
            {"\"d_model\": [0-9]+", "\"d_model\": -1", "d_model is -1; expected a positive integer"},
            {"\"umt5\"", "\"t5\"", "model_type is \"t5\""},
            {"\"relative_attention_num_buckets\": [0-9]+", "\"relative_attention_num_buckets\": 30", "multiple of 4"},
        }) {
            Files.writeString(config, text.replaceAll(change[0], change[1]));
            assertThatThrownBy(() -> {
                        Umt5Config read = Umt5Config.read(config);
                        try (Golden golden = Golden.open(model.resolve("text_encoder/model.safetensors"))) {
                            Umt5Encoder.open(golden.file(), read, Device.cpu(), false)
                                    .close();
                        }
                    })
                    .isInstanceOf(WorkbenchException.class)
                    .hasMessageContaining(change[2]);
        }
    }
}
