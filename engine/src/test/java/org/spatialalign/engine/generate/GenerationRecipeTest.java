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
    void anotherVersionOfTheProgramMakesNoOtherRecipeUnlessItsNumbersDiffer() {
        GenerationRecipe newer = by("9.0.0", RECIPE.pipeline());
        assertThat(newer.hash()).isEqualTo(RECIPE.hash());
        assertThat(newer.makesTheSameAs(RECIPE)).isTrue();
        assertThat(newer.fileName("1_LR")).isEqualTo(RECIPE.fileName("1_LR"));
        assertThat(newer.toJson()).contains("\"codeVersion\":\"9.0.0\"");
        assertThat(by(RECIPE.codeVersion(), "9.0.0").makesTheSameAs(RECIPE)).isFalse();
    }

    private static GenerationRecipe by(String codeVersion, String pipeline) {
        return new GenerationRecipe(
                codeVersion,
                MODEL,
                LORA,
                RECIPE.prompt(),
                RECIPE.seed(),
                RECIPE.settings(),
                RECIPE.precision(),
                pipeline);
    }

    /** As the first version of the program wrote it, with the hash that it gave: clips there are never made twice. */
    @Test
    void recipesOfTheFirstVersionKeepTheirHashes() throws Exception {
        GenerationRecipe read = GenerationRecipe.fromJson(
                """
                {"format":"spatialalign-recipe-1","recipe":{"codeVersion":"0.1.0","model":{"name":"wan-pipeline-tiny",\
                "hash":"51529118b566b47215ea87de1fa1dadd7b5060563187cf8ff318e9311a1ab844"},"lora":null,\
                "prompt":"A cat walks.","seed":0,"settings":{"size":{"frames":33,"height":128,"width":192},\
                "sampler":"EULER","steps":8,"shift":5.0,"guidance":5.0,"negativePrompt":"%s",\
                "frameRate":16.0,"roundedTimesteps":true,"eightBit":"DIFFSYNTH"},"precision":"float32"}}"""
                        .formatted(GenerationSettings.NEGATIVE_PROMPT));
        assertThat(read.pipeline()).isEqualTo("0.1.0");
        assertThat(read.hash().brief()).isEqualTo("e2ffcca86ec8");
        assertThat(GenerationRecipe.fromJson(read.toJson())).isEqualTo(read);
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
                "{\"format\":\"spatialalign-recipe-1\",\"recipe\":{}}",
                "{\"format\":\"spatialalign-recipe-1\"}",
                "{\"format\":\"other\"}",
                "{\"format\":\"spatialalign-recipe-1\",\"recipe\":{\"x\":1}}"
            })
    void whatIsNoRecipeIsRefused(String json) {
        assertThatThrownBy(() -> GenerationRecipe.fromJson(json)).isInstanceOf(WorkbenchException.class);
    }

    @Test
    void whatIsMissingIsNamed() {
        String json = RECIPE.toJson();
        for (String cut : List.of("\"precision\":\"float32\",", "\"seed\":3,", "\"name\":\"wan\",", "\"steps\":50,")) {
            String field = cut.substring(1, cut.indexOf('"', 1));
            assertThat(json).contains(cut);
            assertThatThrownBy(() -> GenerationRecipe.fromJson(json.replace(cut, "")))
                    .as(field)
                    .isInstanceOf(WorkbenchException.class)
                    .hasMessageContaining(field);
        }
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
