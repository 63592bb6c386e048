package org.spatialalign.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.interchange.LoraFiles;
import org.spatialalign.engine.model.lora.Lora;
import org.spatialalign.engine.model.lora.LoraFormat;
import org.spatialalign.engine.model.lora.LoraPair;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

@Tag("golden")
class LoraCommandTest {

    private final Path fixture = Golden.folder("wan-transformer-lora");
    private final Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    LoraCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private int run(Object... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] args = List.of(words).stream().map(Object::toString).toArray(String[]::new);
        return Main.run(args, new PrintWriter(out), new PrintWriter(err));
    }

    @Test
    void everyFileOfTheFixtureFits() {
        JsonNode expect = Golden.json(fixture.resolve("lora/expect.json"));
        expect.get("files").properties().forEach(entry -> {
            Path file = fixture.resolve("lora").resolve(entry.getKey());
            assertThat(run("lora", "check", file, "--model", fixture))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString()).contains("modules fit, 0 have another shape, 0 are incomplete, 0 are not in");
        });
        assertThat(run("lora", "check", fixture.resolve("lora/peft"), "--model", fixture, "--json"))
                .isZero();
        JsonNode check = parse(out.toString());
        assertThat(check.get("matched")).hasSize(expect.get("modules").size());
        assertThat(check.get("unknown")).isEmpty();
    }

    @Test
    void checkpointsAreReadToo() throws Exception {
        Path checkpoints = Golden.folder("pickles").resolve("checkpoints");
        Lora flat = LoraFiles.read(checkpoints.resolve("lora_only_fp32.ckpt")).lora();
        Lora same = LoraFiles.read(checkpoints.resolve("lora_only_fp32.expect.safetensors"))
                .lora();
        assertThat(flat.modules()).isEqualTo(same.modules());
        JsonNode notes =
                Golden.json(checkpoints.resolveSibling("checkpoints.json")).get("lightning_full.ckpt");
        Lora full = LoraFiles.read(checkpoints.resolve("lightning_full.ckpt")).lora();
        assertThat(full.modules().keySet()).isEqualTo(same.modules().keySet());
        assertThat(full.metadata())
                .containsEntry(Lora.STEP, notes.get("global_step").asText());
        assertThat(full.alpha())
                .hasValue(notes.get("hyper_parameters").get("lora_alpha").asDouble());
    }

    @ParameterizedTest
    @ValueSource(strings = {"peft", "diffusers", "diffsynth", "comfyui", "kohya"})
    void conversionsKeepTheEffect(String family) throws Exception {
        Lora before = LoraFiles.read(fixture.resolve("lora/peft")).lora();
        assertThat(run("lora", "convert", fixture.resolve("lora/peft"), folder.resolve(family), "--to", family))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains(before.modules().size() + " modules");
        Lora after = LoraFiles.read(folder.resolve(family)).lora();
        assertThat(after.modules().keySet())
                .containsExactlyInAnyOrderElementsOf(before.modules().keySet());
        before.modules().forEach((path, module) -> {
            LoraPair a = Objects.requireNonNull(module.pair());
            LoraPair b = Objects.requireNonNull(
                    Objects.requireNonNull(after.modules().get(path)).pair());
            assertThat(b.a()).isEqualTo(a.a());
            float[] wanted = a.b().values();
            float[] got = b.b().values();
            for (int i = 0; i < got.length; i++) {
                assertThat((float) (got[i] * b.scaling())).isEqualTo((float) (wanted[i] * a.scaling()));
            }
        });
    }

    /** Tensor for tensor, as the reference's own files of that family name them. */
    @ParameterizedTest
    @EnumSource(LoraFormat.class)
    void conversionsHaveTheNamesOfTheReference(LoraFormat family) throws Exception {
        assertThat(run("lora", "convert", fixture.resolve("lora/peft"), folder, "--to", family))
                .isZero();
        Set<String> written = names(folder.resolve(family.fileName()));
        List<Set<String>> references = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry :
                Golden.json(fixture.resolve("lora/expect.json")).get("files").properties()) {
            Path file = fixture.resolve("lora").resolve(entry.getKey());
            if (LoraFiles.read(file).format() == family) {
                references.add(names(file));
            }
        }
        assertThat(references).anySatisfy(reference -> assertThat(written).containsAll(reference));
    }

    private static Set<String> names(Path file) throws WorkbenchException {
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            return Set.copyOf(source.names());
        }
    }

    @Test
    void alphaIsGivenToFilesThatDoNotSayTheirs() throws Exception {
        Path in = fixture.resolve("lora/diffsynth.safetensors");
        assertThat(run("lora", "convert", in, folder, "--to", "diffusers")).isZero();
        assertThat(err.toString()).contains("does not say its alpha");
        JsonNode expect = Golden.json(fixture.resolve("lora/expect.json"));
        String alpha = expect.get("alpha").asText();
        assertThat(run("lora", "convert", in, folder, "--to", "diffusers", "--alpha", alpha))
                .isZero();
        assertThat(LoraFiles.read(folder).lora().modules())
                .isEqualTo(LoraFiles.read(fixture.resolve("lora/peft")).lora().modules());
    }

    @Test
    void aLoraThatFitsInPartsIsNoSuccess() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        ObjectNode config = (ObjectNode) Golden.json(fixture.resolve("transformer/config.json"));
        config.put("text_dim", config.get("text_dim").asInt() + 1);
        Files.writeString(other.resolve("config.json"), config.toString());
        assertThat(run("lora", "check", fixture.resolve("lora/peft"), "--model", other))
                .isEqualTo(Main.FAILED);
        assertThat(out.toString()).contains("fits").contains("other shape");
        assertThat(err.toString()).contains("linear_1");
    }

    @Test
    void troubleIsSaidAndEndsWithOne() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        ObjectNode config = (ObjectNode) Golden.json(fixture.resolve("transformer/config.json"));
        config.put("num_attention_heads", config.get("num_attention_heads").asInt() + 1);
        Files.writeString(other.resolve("config.json"), config.toString());
        assertThat(run("lora", "check", fixture.resolve("lora/peft"), "--model", other))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("made for another one");
        assertThat(out.toString()).contains("other shape");
        assertThat(run("lora", "check", folder.resolve("absent.ckpt"), "--model", fixture))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("no such file");
        assertThat(run("lora", "convert", fixture.resolve("lora/comfy_diff.safetensors"), folder, "--to", "peft"))
                .isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("only files in ComfyUI's names");
        Path hostile = Golden.folder("pickles").resolve("hostile/archive_os_system.ckpt");
        assertThat(run("lora", "convert", hostile, folder, "--to", "peft")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("posix.system");
        assertThat(run("lora", "convert", fixture, folder, "--to", "word")).isEqualTo(Main.WRONG_USAGE);
        assertThat(run("lora")).isEqualTo(Main.WRONG_USAGE);
    }

    private static JsonNode parse(String text) {
        try {
            return Json.parse(text);
        } catch (WorkbenchException e) {
            throw new AssertionError(e);
        }
    }
}
