package org.spatialalign.engine.model.umt5;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.Torch;

/**
 * Cuts prompts into tokens by a {@code tokenizer.json}. Text like "&lt;/s&gt;" in a prompt counts as the special token,
 * as it does in the reference pipelines, which read the same file. May be called from any thread.
 */
public final class PromptTokenizer implements AutoCloseable {

    /** Tokens that Wan is conditioned on at most, the end token among them. */
    public static final int MAX_LENGTH = 512;

    private static final String FILE = "tokenizer.json";

    private final HuggingFaceTokenizer tokenizer;

    private final ContentHash identity;

    private PromptTokenizer(HuggingFaceTokenizer tokenizer, ContentHash identity) {
        this.tokenizer = tokenizer;
        this.identity = identity;
    }

    /** @param folder holds {@code tokenizer.json} */
    public static PromptTokenizer open(Path folder) throws WorkbenchException {
        return open(folder, MAX_LENGTH);
    }

    /** @param maxLength tokens to cut to, the end token among them */
    public static PromptTokenizer open(Path folder, int maxLength) throws WorkbenchException {
        Path file = folder.resolve(FILE);
        // Before the tokenizer is touched: it would otherwise report its start to its makers.
        Torch.version();
        String length = Integer.toString(maxLength);
        Map<String, String> options =
                Map.of("truncation", "true", "maxLength", length, "modelMaxLength", length, "padding", "false");
        try {
            byte[] json = Files.readAllBytes(file);
            requireUnigram(file, json);
            return new PromptTokenizer(
                    HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options),
                    ContentHash.ofText(maxLength + "\n" + new String(json, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new WorkbenchException(missing(folder, file, e), e);
        } catch (RuntimeException e) {
            // The native library reports every kind of damage as an exception of no particular type.
            throw new WorkbenchException(
                    file + " is not a tokenizer that can be read: " + e.getMessage() + "; fetch it again", e);
        }
    }

    private static void requireUnigram(Path file, byte[] json) throws WorkbenchException {
        String type;
        try {
            type = Json.parse(new String(json, StandardCharsets.UTF_8))
                    .path("model")
                    .path("type")
                    .asText();
        } catch (WorkbenchException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
        if (!type.equals("Unigram")) {
            throw new WorkbenchException(
                    file + ": model.type is \"" + type + "\"; expected \"Unigram\", the tokenizer of UMT5");
        }
    }

    private static String missing(Path folder, Path file, IOException e) {
        if (Files.exists(file) || !Files.exists(folder.resolve("spiece.model"))) {
            return "cannot read " + file + ": " + FileFault.reason(e);
        }
        return folder + " holds spiece.model but no " + FILE
                + ", which is needed. The published Wan2.1 repositories for"
                + " diffusers have it in their folder tokenizer (17 MB); copy it from there";
    }

    /**
     * @param text a cleaned prompt
     * @return ids with the end token, not padded
     */
    public long[] encode(String text) {
        return tokenizer.encode(text, true, false).getIds();
    }

    /** Hash of the file and the limit: what decides which ids a prompt gets. */
    ContentHash identity() {
        return identity;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
