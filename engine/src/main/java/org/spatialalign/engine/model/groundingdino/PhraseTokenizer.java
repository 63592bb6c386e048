package org.spatialalign.engine.model.groundingdino;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.Torch;

/**
 * BERT's word pieces by a {@code tokenizer.json}: a text to ids and ids back to words. May be called from any thread.
 */
public final class PhraseTokenizer implements AutoCloseable {

    public static final String FILE = "tokenizer.json";

    private final HuggingFaceTokenizer tokenizer;

    private PhraseTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** @param file the {@code tokenizer.json} */
    public static PhraseTokenizer open(Path file) throws WorkbenchException {
        // Before the tokenizer is touched: it would otherwise report its start to its makers.
        Torch.version();
        try {
            byte[] json = Files.readAllBytes(file);
            requireWordPiece(file, json);
            return new PhraseTokenizer(HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json), Map.of("truncation", "false", "padding", "false")));
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        } catch (RuntimeException e) {
            // The native library reports every kind of damage as an exception of no particular type.
            throw new WorkbenchException(
                    file + " is not a tokenizer that can be read: " + e.getMessage() + "; fetch it again", e);
        }
    }

    private static void requireWordPiece(Path file, byte[] json) throws WorkbenchException {
        String type;
        try {
            type = Json.parse(new String(json, StandardCharsets.UTF_8))
                    .path("model")
                    .path("type")
                    .asText();
        } catch (WorkbenchException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
        if (!type.equals("WordPiece")) {
            throw new WorkbenchException(
                    file + ": model.type is \"" + type + "\"; expected \"WordPiece\", the tokenizer of BERT");
        }
    }

    /** With the marks of beginning and end. */
    public long[] encode(String text) {
        return tokenizer.encode(text, true, false).getIds();
    }

    /** The words of some ids, pieces of a word joined. */
    public String decode(long... ids) {
        return ids.length == 0 ? "" : tokenizer.decode(ids, false);
    }

    /** A phrase as it comes back when all of it was recognised: lower case, without accents. */
    public String label(String phrase) {
        long[] ids = encode(phrase);
        return decode(Arrays.copyOfRange(ids, 1, ids.length - 1));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
