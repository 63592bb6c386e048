package org.spatialalign.engine.workflow;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.umt5.Umt5Words;
import org.spatialalign.engine.prompt.WordKnowledge;
import org.spatialalign.engine.prompt.WordPieceVocabulary;

/** What a model makes of words, learnt from its tokenizer: a detector's, or that of a generator's text encoder. */
public final class ModelWords {

    private static final String JSON = "tokenizer.json";
    private static final String LINES = "vocab.txt";
    /** In a detector's folder or the tokenizer's own; in Wan's for diffusers; in Wan's as it was first published. */
    private static final List<String> PLACES = List.of("", "tokenizer", "google/umt5-xxl");

    private static final Set<String> UNTELLING_FOLDERS = Set.of("tokenizer", "umt5-xxl", "google");
    /** UMT5's has 17 MB. */
    private static final long LARGEST = 256L << 20;

    private ModelWords() {}

    /**
     * @param chosen a tokenizer.json (WordPiece or Unigram) or vocab.txt (WordPiece), or a model's folder
     * @throws WorkbenchException if there is none, or none that can be understood; names the file and what was expected
     */
    public static WordKnowledge open(Path chosen) throws WorkbenchException {
        Path file = Files.isDirectory(chosen) ? in(chosen) : chosen;
        String text = text(file);
        String model = name(file.toAbsolutePath().normalize());
        if (fileName(file).toLowerCase(Locale.ROOT).endsWith(".txt")) {
            return lines(model, file, text);
        }
        try {
            String type = Json.parse(text).path("model").path("type").asText("");
            return switch (type) {
                case "WordPiece" -> WordPieceVocabulary.ofTokenizerJson(model, text);
                case "Unigram" -> Umt5Words.read(model, file);
                default ->
                    throw new WorkbenchException((type.isEmpty()
                                    ? "there is no \"type\" in its \"model\""
                                    : "the tokenizer is of the kind '" + type + "'")
                            + "; expected a tokenizer.json of the kind WordPiece, as Grounding DINO has it, or"
                            + " Unigram, as UMT5 has it");
            };
        } catch (WorkbenchException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(file.toString()) ? e : new WorkbenchException(file + ": " + message, e);
        }
    }

    private static WordKnowledge lines(String model, Path file, String text) throws WorkbenchException {
        if (text.lines().map(String::strip).noneMatch("[UNK]"::equals)) {
            throw new WorkbenchException(file + ": no line is [UNK]; expected the " + LINES
                    + " of a WordPiece tokenizer, one piece a line, or a " + JSON);
        }
        return WordPieceVocabulary.ofLines(model, text);
    }

    private static Path in(Path folder) throws WorkbenchException {
        for (String place : PLACES) {
            for (String name : List.of(JSON, LINES)) {
                Path file = folder.resolve(place).resolve(name);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        throw new WorkbenchException(folder + " holds no tokenizer; expected " + JSON + " or " + LINES
                + " in it, or in its folder tokenizer. Choose the model's folder or the file itself; spiece.model alone"
                + " cannot be read");
    }

    private static String text(Path file) throws WorkbenchException {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new WorkbenchException(file + " has " + (size >> 20)
                        + " MB; a tokenizer has a few. Choose the model's " + JSON + " or " + LINES);
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new WorkbenchException(file + " is no text; expected a model's " + JSON + " or " + LINES, e);
        } catch (IOException e) {
            throw new WorkbenchException(
                    file + " cannot be read: " + FileFault.reason(e) + "; expected a " + JSON + " or " + LINES, e);
        }
    }

    /** The name of the model's folder, or of a file that tells more than most. */
    private static String name(Path file) {
        String own = fileName(file);
        if (!own.equals(JSON) && !own.equals(LINES)) {
            return own;
        }
        @Nullable Path folder = file.getParent();
        while (folder != null && UNTELLING_FOLDERS.contains(fileName(folder))) {
            folder = folder.getParent();
        }
        return folder == null || fileName(folder).isEmpty() ? own : fileName(folder);
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }
}
