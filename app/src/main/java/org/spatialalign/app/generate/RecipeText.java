package org.spatialalign.app.generate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.generate.GenerationSettings;

/** A recipe for people. */
final class RecipeText {

    private static final int HASH = 12;

    private RecipeText() {}

    /** What and how, in the order of interest. */
    static Map<String, String> facts(GenerationRecipe recipe) {
        GenerationSettings settings = recipe.settings();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Prompt", recipe.prompt());
        facts.put("Seed", String.valueOf(recipe.seed()));
        facts.put("Model", recipe.model().name() + " (" + brief(recipe.model().hash()) + ")");
        GenerationRecipe.Lora lora = recipe.lora();
        facts.put(
                "LoRA",
                lora == null
                        ? "none"
                        : lora.name() + " × " + GenerateFormViewModel.number(lora.multiplier()) + " ("
                                + brief(lora.hash()) + ")");
        facts.put("Size", settings.size().words());
        facts.put("Frame rate", GenerateFormViewModel.number(settings.frameRate()) + " frames per second");
        facts.put("Steps", settings.steps() + ", " + settings.sampler().name().toLowerCase(java.util.Locale.ROOT));
        facts.put(
                "Guidance",
                GenerateFormViewModel.number(settings.guidance()) + ", shift "
                        + GenerateFormViewModel.number(settings.shift()));
        facts.put("Negative", settings.negativePrompt().isEmpty() ? "none" : settings.negativePrompt());
        facts.put("Numbers", recipe.precision() + (settings.roundedTimesteps() ? ", rounded timesteps" : ""));
        facts.put("Made by", "version " + recipe.codeVersion());
        facts.put("Recipe", recipe.hash().brief());
        return facts;
    }

    /** All of it as text, with the JSON that other programs read. */
    static String whole(GenerationRecipe recipe) {
        StringBuilder text = new StringBuilder();
        facts(recipe).forEach((name, value) -> text.append(String.format("%-12s%s%n", name, value)));
        return text.append(System.lineSeparator()).append(recipe.toJson()).toString();
    }

    /** On one line. */
    static String line(GenerationRecipe recipe) {
        return recipe.source() + ", seed " + recipe.seed() + ", "
                + recipe.settings().steps() + " steps, "
                + recipe.settings().size().words();
    }

    private static String brief(String hash) {
        return hash.substring(0, Math.min(HASH, hash.length()));
    }
}
