package org.spatialalign.engine.model.umt5;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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

    private static final Pattern BYTE = Pattern.compile("<0x[0-9A-F]{2}>");

    private final HuggingFaceTokenizer tokenizer;

    private final ContentHash identity;

    private final long unknown;

    private PromptTokenizer(HuggingFaceTokenizer tokenizer, ContentHash identity, long unknown) {
        this.tokenizer = tokenizer;
        this.identity = identity;
        this.unknown = unknown;
    }

    /** @param folder holds {@code tokenizer.json} */
    public static PromptTokenizer open(Path folder) throws WorkbenchException {
        return open(folder, MAX_LENGTH);
    }

    /** @param maxLength tokens to cut to, the end token among them */
    public static PromptTokenizer open(Path folder, int maxLength) throws WorkbenchException {
        return read(folder.resolve(FILE), maxLength);
    }

    /** @param file a {@code tokenizer.json}, whatever its name */
    static PromptTokenizer read(Path file, int maxLength) throws WorkbenchException {
        // Before the tokenizer is touched: it would otherwise report its start to its makers.
        Torch.start();
        String length = Integer.toString(maxLength);
        Map<String, String> options =
                Map.of("truncation", "true", "maxLength", length, "modelMaxLength", length, "padding", "false");
        try {
            byte[] json = Files.readAllBytes(file);
            long unknown = requireUnigram(file, json);
            return new PromptTokenizer(
                    HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options),
                    ContentHash.ofText(maxLength + "\n" + new String(json, StandardCharsets.UTF_8)),
                    unknown);
        } catch (IOException e) {
            throw new WorkbenchException(missing(file, e), e);
        } catch (RuntimeException e) {
            // The native library reports every kind of damage as an exception of no particular type.
            throw new WorkbenchException(
                    file + " is not a tokenizer that can be read: " + e.getMessage() + "; fetch it again", e);
        }
    }

    /** Which id stands for what no piece fits; -1 for none. */
    private static long requireUnigram(Path file, byte[] json) throws WorkbenchException {
        JsonNode model;
        try {
            model = Json.parse(new String(json, StandardCharsets.UTF_8)).path("model");
        } catch (WorkbenchException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
        String type = model.path("type").asText();
        if (!type.equals("Unigram")) {
            throw new WorkbenchException(
                    file + ": model.type is \"" + type + "\"; expected \"Unigram\", the tokenizer of UMT5");
        }
        return model.path("unk_id").asLong(-1);
    }

    private static String missing(Path file, IOException e) {
        Path folder = file.resolveSibling("");
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

    /** The pieces themselves, without the end token; what no piece fits comes as it is. */
    List<String> pieces(String text) {
        return List.of(tokenizer.encode(text, false, false).getTokens());
    }

    /** Whether no piece fits some of the text, so that it becomes the unknown token, or bare bytes. */
    boolean unreadable(String text) {
        Encoding encoded = tokenizer.encode(text, false, false);
        return Arrays.stream(encoded.getIds()).anyMatch(id -> id == unknown)
                || Arrays.stream(encoded.getTokens())
                        .anyMatch(piece -> BYTE.matcher(piece).matches());
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
