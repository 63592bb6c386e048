package org.spatialalign.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationRecipe.Lora;
import org.spatialalign.engine.generate.GenerationRecipe.Model;

class GenerationRecipeTest {

    private static final Model MODEL =
            new Model("wan", ContentHash.ofText("wan").hex());
    private static final Lora LORA =
            new Lora("dsr.safetensors", ContentHash.ofText("dsr").hex(), 1);
    private static final GenerationRecipe RECIPE =
            GenerationRecipe.of(MODEL, LORA, "A cat, \"quoted\", ünïcödé.", 3, GenerationSettings.PAPER, "float32");

    @Test
    void jsonKeepsEverything() throws Exception {
        assertThat(GenerationRecipe.fromJson(RECIPE.toJson())).isEqualTo(RECIPE);
        GenerationRecipe plain = GenerationRecipe.of(MODEL, null, "x", 0, GenerationSettings.PAPER, "float16");
        assertThat(GenerationRecipe.fromJson(plain.toJson())).isEqualTo(plain);
        assertThat(plain.hash())
                .isEqualTo(GenerationRecipe.fromJson(plain.toJson()).hash());
        assertThat(RECIPE.toJson()).contains("\"steps\":50", "\"guidance\":5.0", "walking backwards");
    }

    @Test
    void namesOfFoldersAndFilesMakeNoOtherRecipe() {
        Model moved = new Model("a copy", MODEL.hash());
        Lora renamed = new Lora("final.safetensors", LORA.hash(), LORA.multiplier());
        GenerationSettings settings = RECIPE.settings();
        GenerationRecipe one = GenerationRecipe.of(MODEL, LORA, "A cat.", 3, settings, "float32");
        GenerationRecipe same = GenerationRecipe.of(moved, renamed, "A cat.", 3, settings, "float32");
        assertThat(same.hash()).isEqualTo(one.hash());
        assertThat(same.toJson()).contains("a copy", "final.safetensors");
    }

    @Test
    void aGeneratorIsModelAndLoraByContentWhateverTheyAreCalled() {
        List<Lora> loras = List.of(
                new Lora("final.safetensors", LORA.hash(), 1),
                new Lora(LORA.name(), ContentHash.ofText("later step").hex(), 1),
                new Lora(LORA.name(), LORA.hash(), 0.5));
        String own = generator(RECIPE);
        assertThat(loras.stream().map(lora -> generator(of(MODEL, lora))).toList())
                .startsWith(own)
                .doesNotHaveDuplicates();
        String base = generator(of(new Model("a copy", MODEL.hash()), null));
        assertThat(base).isNotEqualTo(own).isEqualTo(generator(of(MODEL, new Lora("off", LORA.hash(), 0))));
        assertThat(GenerationRecipe.generator(Json.object())).isEmpty();
    }

    private static GenerationRecipe of(Model model, @Nullable Lora lora) {
        return GenerationRecipe.of(model, lora, "Any text.", 7, GenerationSettings.PAPER, "float16");
    }

    private static String generator(GenerationRecipe recipe) {
        try {
            return GenerationRecipe.generator(Json.parse(recipe.toJson())).orElseThrow();
        } catch (WorkbenchException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anyChangeIsAnotherRecipeWithAnotherFile() {
        GenerationSettings p = GenerationSettings.PAPER;
        List<GenerationSettings> settings = List.of(
                p.withSize(new VideoSize(77, 480, 832)),
                new GenerationSettings(
                        p.size(), SamplerKind.UNIPC, 50, 5, 5, p.negativePrompt(), 16, true, p.eightBit()),
                new GenerationSettings(p.size(), p.sampler(), 49, 5, 5, p.negativePrompt(), 16, true, p.eightBit()),
                new GenerationSettings(p.size(), p.sampler(), 50, 3, 5, p.negativePrompt(), 16, true, p.eightBit()),
                new GenerationSettings(p.size(), p.sampler(), 50, 5, 6, p.negativePrompt(), 16, true, p.eightBit()),
                new GenerationSettings(p.size(), p.sampler(), 50, 5, 5, "", 16, true, p.eightBit()),
                new GenerationSettings(p.size(), p.sampler(), 50, 5, 5, p.negativePrompt(), 8, true, p.eightBit()),
                new GenerationSettings(p.size(), p.sampler(), 50, 5, 5, p.negativePrompt(), 16, false, p.eightBit()),
                new GenerationSettings(
                        p.size(), p.sampler(), 50, 5, 5, p.negativePrompt(), 16, true, EightBit.DIFFUSERS));
        List<GenerationRecipe> all = new ArrayList<>(List.of(
                RECIPE,
                GenerationRecipe.of(MODEL, null, RECIPE.prompt(), 3, p, "float32"),
                GenerationRecipe.of(MODEL, new Lora(LORA.name(), LORA.hash(), 0.5), RECIPE.prompt(), 3, p, "float32"),
                GenerationRecipe.of(MODEL, LORA, "another", 3, p, "float32"),
                GenerationRecipe.of(MODEL, LORA, RECIPE.prompt(), 4, p, "float32"),
                GenerationRecipe.of(MODEL, LORA, RECIPE.prompt(), 3, p, "float16")));
        settings.forEach(s -> all.add(GenerationRecipe.of(MODEL, LORA, RECIPE.prompt(), 3, s, "float32")));
        assertThat(new HashSet<>(all.stream().map(GenerationRecipe::hash).toList()))
                .hasSameSizeAs(all);
        assertThat(new HashSet<>(all.stream().map(r -> r.fileName("1_LR")).toList()))
                .hasSameSizeAs(all);
    }

    @Test
    void namesTellPromptFramesSeedAndRecipe() {
        String brief = RECIPE.hash().brief();
        assertThat(RECIPE.fileName("1043_TL")).isEqualTo("1043_TL_F81_seed03_" + brief + ".mp4");
        assertThat(RECIPE.fileName("../a b")).isEqualTo("_..-a-b_F81_seed03_" + brief + ".mp4");
        assertThat(RECIPE.fileName(null)).isEqualTo("a-cat-quoted-unicode_F81_seed03_" + brief + ".mp4");
        assertThat(RECIPE.source()).isEqualTo("wan+dsr");
    }

    @ParameterizedTest
    @CsvSource({
        "A cat!, a-cat",
        "'   ', prompt",
        "'///', prompt",
        "一只猫在椅子左边, 一只猫在椅子左边",
        "'A realistic wide shot of a cat on the left of a chair', a-realistic-wide-shot-of-a-cat-on-the",
    })
    void slugsAreSafeAndShort(String text, String slug) {
        assertThat(GenerationRecipe.slug(text)).isEqualTo(slug);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"format\":\"other\"}",
                "{\"format\":\"spatialalign-recipe-1\",\"recipe\":{\"x\":1}}"
            })
    void whatIsNoRecipeIsRefused(String json) {
        assertThatThrownBy(() -> GenerationRecipe.fromJson(json)).isInstanceOf(WorkbenchException.class);
    }

    @Test
    void impossibleSettingsAreNamed() {
        GenerationSettings p = GenerationSettings.PAPER;
        assertThatThrownBy(() ->
                        new GenerationSettings(p.size(), p.sampler(), 0, 5, 5, "", 16, true, p.eightBit()).check())
                .hasMessageContaining("steps is 0");
        assertThatThrownBy(() -> new GenerationSettings(
                                p.size(), p.sampler(), 5, Double.NaN, 5, "", 16, true, p.eightBit())
                        .check())
                .hasMessageContaining("shift");
        assertThatThrownBy(() ->
                        new GenerationSettings(p.size(), p.sampler(), 5, 5, -1, "", 16, true, p.eightBit()).check())
                .hasMessageContaining("guidance");
    }
}
