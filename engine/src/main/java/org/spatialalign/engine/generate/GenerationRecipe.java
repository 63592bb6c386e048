package org.spatialalign.engine.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.Normalizer;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CodeVersion;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * All that decides how a clip looks. The same recipe on the same machine gives the same latents, byte for byte. It
 * is kept with every clip and inside the file.
 *
 * @param codeVersion of the program that followed it; told to people, and no part of what tells recipes apart
 * @param lora null without one
 * @param seed of the first latents
 * @param precision type of the network's matrices, "float32" or "float16"
 * @param pipeline revision of the pipeline that followed it, {@link TextToVideoPipeline#REVISION}: only a program that
 *     makes other latents or frames of the same recipe has another one
 */
public record GenerationRecipe(
        String codeVersion,
        Model model,
        @Nullable Lora lora,
        String prompt,
        long seed,
        GenerationSettings settings,
        String precision,
        String pipeline) {

    private static final String FORMAT = "spatialalign-recipe-1";

    private static final int LONGEST_SLUG = 40;

    /**
     * The model.
     *
     * @param name of its folder, for people
     * @param hash SHA-256 in hexadecimal, by which models are told apart
     */
    public record Model(String name, String hash) {}

    /**
     * What was trained on top of the model.
     *
     * @param name of its file, for people
     * @param hash of its content, SHA-256 in hexadecimal
     * @param multiplier on top of the scaling the file asks for; 1 as trained, 0 off
     */
    public record Lora(String name, String hash, double multiplier) {}

    public static GenerationRecipe of(
            Model model, @Nullable Lora lora, String prompt, long seed, GenerationSettings settings, String precision) {
        return new GenerationRecipe(
                CodeVersion.CURRENT, model, lora, prompt, seed, settings, precision, TextToVideoPipeline.REVISION);
    }

    /**
     * Tells this recipe from all others: of JSON whose form is stable, without the names of model and LoRA and the
     * version of the program. A copy in a folder of another name makes the same clip, and so does a newer program
     * unless its pipeline has another revision.
     */
    public ContentHash hash() {
        Lora adapter = lora == null ? null : new Lora("", lora.hash(), lora.multiplier());
        Identity identity =
                new Identity(pipeline, new Model("", model.hash()), adapter, prompt, seed, settings, precision);
        return ContentHash.ofText(Json.write(new Hashed(FORMAT, identity)));
    }

    /** Whether both make the same clip on the same machine, whatever model and LoRA are called. */
    public boolean makesTheSameAs(GenerationRecipe other) {
        return hash().equals(other.hash());
    }

    /** On one line. */
    public String toJson() {
        return Json.write(new Written(FORMAT, this));
    }

    /** Whether a text from somewhere is meant to be a recipe. */
    static boolean looksLikeOne(String text) {
        return text.startsWith("{\"format\":\"spatialalign-recipe");
    }

    /** Reads what {@link #toJson} wrote. */
    public static GenerationRecipe fromJson(String json) throws WorkbenchException {
        return of(Json.parse(json));
    }

    public static GenerationRecipe of(JsonNode json) throws WorkbenchException {
        if (!FORMAT.equals(json.path("format").asText())) {
            throw new WorkbenchException("this is no recipe of a clip: \"format\" is " + json.path("format")
                    + "; expected \"" + FORMAT + "\"");
        }
        Written written = Json.convert(completed(json), Written.class);
        requireAll(Json.tree(written), "");
        return written.recipe();
    }

    /** Of the first versions, whose pipelines were told apart by the version of the program. */
    private static JsonNode completed(JsonNode json) {
        JsonNode recipe = json.path("recipe");
        if (!recipe.hasNonNull("codeVersion") || recipe.has("pipeline")) {
            return json;
        }
        ObjectNode completed = json.deepCopy();
        completed.withObject("recipe").set("pipeline", recipe.path("codeVersion"));
        return completed;
    }

    /** Numbers that are missing are noticed by the reader, all else here; only a LoRA need not be. */
    private static void requireAll(JsonNode node, String path) throws WorkbenchException {
        Iterator<Map.Entry<String, JsonNode>> fields = node.fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            String place = path + (path.isEmpty() ? "" : ".") + field.getKey();
            if (field.getValue().isNull() && !place.equals("recipe.lora")) {
                throw new WorkbenchException("\"" + place + "\" is missing");
            }
            requireAll(field.getValue(), place);
        }
    }

    /** The model's name and, where there is one, the LoRA's: by it clips are told apart in tables. */
    public String source() {
        if (lora == null) {
            return model.name();
        }
        String stem = lora.name().replaceFirst("\\.[A-Za-z0-9]+$", "");
        return model.name() + "+" + stem + (lora.multiplier() == 1 ? "" : "*" + lora.multiplier());
    }

    /**
     * Tells the generator of a recipe, model and LoRA, from all others by their contents: two clips of one generator differ
     * in prompt, seed and settings only. Reads only what it needs, so that recipes of other versions do.
     *
     * @param json a recipe as {@link #toJson} wrote it
     * @return empty when the recipe names no model
     */
    public static Optional<String> generator(JsonNode json) {
        JsonNode recipe = json.path("recipe");
        String model = recipe.path("model").path("hash").asText("");
        JsonNode lora = recipe.path("lora");
        double multiplier = lora.path("multiplier").asDouble(0);
        if (model.isEmpty()) {
            return Optional.empty();
        }
        // A LoRA that is turned off is none.
        return Optional.of(
                multiplier == 0 ? model : model + "+" + lora.path("hash").asText("") + "*" + multiplier);
    }

    /**
     * The name of its clip in the paper's form, with the recipe's hash at the end, so that another recipe never
     * overwrites it: {@code 1043_TL_F81_seed00_12ab34cd56ef.mp4}.
     *
     * @param promptId what stands for the prompt; null takes its first words
     */
    public String fileName(@Nullable String promptId) {
        String stem = promptId == null || promptId.isBlank() ? slug(prompt) : safe(promptId);
        return String.format(
                Locale.ROOT, "%s_F%d_seed%02d_%s.mp4", stem, settings.size().frames(), seed, hash().brief());
    }

    /** The first words of a text as part of a file name: lower-case letters, digits and hyphens. */
    static String slug(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String joined = plain.replaceAll("\\p{M}", "").replaceAll("[^\\p{L}\\p{N}]+", "-");
        String trimmed = joined.replaceAll("^-+|-+$", "");
        if (trimmed.codePointCount(0, trimmed.length()) > LONGEST_SLUG) {
            String cut = trimmed.substring(0, trimmed.offsetByCodePoints(0, LONGEST_SLUG));
            int word = cut.lastIndexOf('-');
            trimmed = word > 0 ? cut.substring(0, word) : cut;
        }
        return trimmed.isEmpty() ? "prompt" : trimmed;
    }

    private static String safe(String id) {
        String name = id.replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        return name.startsWith(".") ? "_" + name : name;
    }

    private record Written(String format, GenerationRecipe recipe) {}

    /**
     * What is hashed, under the keys that the first versions hashed: the hashes in projects, files' names and folders of
     * latents stay true.
     */
    private record Identity(
            String codeVersion,
            Model model,
            @Nullable Lora lora,
            String prompt,
            long seed,
            GenerationSettings settings,
            String precision) {}

    private record Hashed(String format, Identity recipe) {}
}
