package org.spatialalign.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.generate.GeneratedClip;
import org.spatialalign.engine.generate.LoraFixture;
import org.spatialalign.engine.generate.ModelConfigs;
import org.spatialalign.engine.generate.TinyModel;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;

/** From a model's folder to clips as a script would go, in this process. */
class GenerateCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SMALL = "--frames 5 --size 48x32 --steps 2 --device cpu";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path temp;
    private final String model = TinyModel.folder().toString();

    GenerateCommandTest(@TempDir Path temp) {
        this.temp = temp;
    }

    @Test
    void inspectTellsWhatAModelIsMadeOf() throws Exception {
        assertThat(run("model", "inspect", model, "--hash")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("a Wan text-to-video model", "text_encoder", "F32", "whole", "identity ");
        assertThat(run("model", "inspect", model, "--json")).isZero();
        JsonNode row = lines().get(0);
        assertThat(row.get("complete").asBoolean()).isTrue();
        assertThat(row.get("components")).hasSize(5);
        assertThat(row.get("components").get(0).get("parameters").asLong()).isPositive();

        Path broken = TinyModel.copy(temp.resolve("broken"));
        Files.delete(broken.resolve("tokenizer/tokenizer.json"));
        assertThat(run("model", "inspect", broken.toString())).isEqualTo(Main.FAILED);
        assertThat(out.toString()).contains("NOT USABLE");
        assertThat(err.toString()).contains("tokenizer: ").contains("has no tokenizer.json");
        assertThat(run("model", "inspect", temp.toString(), "--json")).isEqualTo(Main.FAILED);
        assertThat(lines().get(0).get("kind").asText()).isEqualTo("not_a_model");
    }

    @Test
    void checkSaysWhatStandsInTheWayAndWhatToDo() throws Exception {
        assertThat(run(words("model check " + model + " --frames 5 --size 48x32")))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("memory ", "time ");
        assertThat(run(words("model check " + model + " --frames 6 --size 50x32 --json")))
                .isEqualTo(Main.FAILED);
        assertThat(lines().get(0).get("possible").asBoolean()).isFalse();
        assertThat(err.toString()).contains("the nearest is 5 frames of 48x32");
        assertThat(run(words("model check " + model + " --frames 4001 --size 8000x8000")))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("of memory").contains("would fit");
        ModelConfigs configs = ModelConfigs.read(TinyModel.folder());
        String fits =
                LoraFixture.write(temp.resolve("a.safetensors"), configs, 0).toString();
        String other =
                LoraFixture.write(temp.resolve("b.safetensors"), configs, 3).toString();
        assertThat(run(words("model check " + model + " --frames 5 --size 48x32 --lora " + fits)))
                .isZero();
        assertThat(out.toString()).contains("fits, 1 layers");
        assertThat(run(words("model check " + model + " --frames 5 --size 48x32 --lora " + other)))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("b.safetensors");
        assertThat(run(words("model check " + temp))).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("model_index.json");
    }

    @Test
    void clipsGoIntoAFolderAndPlay() throws Exception {
        Path folder = temp.resolve("clips");
        String[] command = words("generate --model " + model + " --out " + folder + " --seeds 0-1 " + SMALL
                + " --save-latents --prompt A_cat. --json");
        assertThat(run(command)).as(err.toString()).isZero();
        List<JsonNode> made = lines();
        assertThat(made).extracting(row -> row.get("state").asText()).containsExactly("made", "made");
        for (JsonNode row : made) {
            Path clip = Path.of(row.get("clip").asText());
            assertThat(new ClipDecoder()
                            .decode(clip, DecodeOptions.FULL, Progress.Listener.NONE, CancelToken.never())
                            .clip()
                            .frameCount())
                    .isEqualTo(5);
            assertThat(GeneratedClip.recipeOf(clip).orElseThrow().hash().hex())
                    .isEqualTo(row.get("recipe").asText());
        }
        assertThat(run(command)).isZero();
        assertThat(lines()).extracting(row -> row.get("state").asText()).containsExactly("there", "there");
        command[command.length - 1] = "--sampler=unipc";
        assertThat(run(command)).isZero();
        assertThat(out.toString()).endsWith("2 made, 0 already there, 0 failed\n");
    }

    @Test
    void clipsGoIntoAProjectWithTheirPrompts() throws Exception {
        String project = temp.resolve("study").toString();
        run("project", "new", project);
        Path csv = temp.resolve("prompts.csv");
        Files.writeString(
                csv,
                """
                type,prompt_id,animal,object,scene,initial_SR,final_SR,prompt
                LR,p1_LR,cat,box,,on the left of,to the right of,A cat.
                """);
        String command = "generate --model " + model + " --project " + project + " --seeds 0 " + SMALL;
        assertThat(run(words(command + " --prompts " + csv))).as(err.toString()).isZero();
        assertThat(run(words(command + " --prompt-id p1_LR"))).isZero();
        assertThat(out.toString()).endsWith("0 made, 1 already there, 0 failed\n");
        assertThat(run("score", project, "--json")).isZero();
        assertThat(lines().get(0).get("prompt_id").asText()).isEqualTo("p1_LR");
        assertThat(lines().get(0).get("model").asText()).isEqualTo("wan-pipeline-tiny");
        assertThat(run("jobs", project, "--json")).isZero();
        assertThat(lines()).extracting(job -> job.get("kind").asText()).startsWith("generate", "generate");
        assertThat(run("prompts", "import", project, csv.toString(), "--set", "train", "--freeze"))
                .isZero();
        assertThat(run(words(command + " --set train"))).as(err.toString()).isZero();
        assertThat(out.toString()).endsWith("0 made, 1 already there, 0 failed\n");
        assertThat(run(words(command + " --set none"))).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("no set of prompts 'none'");
        assertThat(run(words(command + " --prompt-id nobody"))).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("nobody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate --out x --prompt a",
                "generate --model m --prompt a",
                "generate --model m --prompt a --out x --project y",
                "generate --model m --out x",
                "generate --model m --out x --prompt-id p",
                "generate --model m --out x --set s",
                "generate --model m --out x --prompt a --sampler dpm",
                "model",
                "model check",
                "model inspect"
            })
    void wrongUsageIsTwo(String line) {
        assertThat(run(line.split(" "))).isEqualTo(Main.WRONG_USAGE);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seeds 4-1", "--seeds x", "--size 832", "--steps 0", "--guidance -1", "--shift 0"})
    void aSlipIsNamed(String slip) {
        String out = temp.resolve("out").toString();
        assertThat(run(words("generate --model " + model + " --prompt cat --out " + out + " " + slip)))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @Test
    void anEmptyPromptIsRefused() {
        assertThat(run("generate", "--model", model, "--prompt", " ", "--out", temp.toString()))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("a prompt is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model inspect", "model check", "generate"})
    void everyCommandHelpsAndShowsAnExample(String line) {
        assertThat(run(words(line + " --help"))).isZero();
        assertThat(out.toString()).contains("Usage: spatialalign " + line).contains("  spatialalign " + line);
    }

    private static String[] words(String line) {
        return Arrays.stream(line.split(" +"))
                .map(word -> word.replace("A_cat.", "A cat."))
                .toArray(String[]::new);
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(args, new PrintWriter(out), new PrintWriter(err));
    }

    private List<JsonNode> lines() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
