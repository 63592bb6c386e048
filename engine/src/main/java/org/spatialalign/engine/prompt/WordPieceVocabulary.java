package org.spatialalign.engine.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * The word list of a WordPiece tokenizer, as BERT has it and with it Grounding DINO: the longest piece that fits first,
 * pieces inside a word marked with {@code ##}; lower case, without accents.
 */
public final class WordPieceVocabulary implements WordKnowledge {

    private static final String UNKNOWN = "[UNK]";
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}]+|[^\\s\\p{L}\\p{N}]");
    private static final Pattern ACCENT = Pattern.compile("\\p{M}");

    private final String model;
    private final Set<String> known;

    private WordPieceVocabulary(String model, Set<String> known) {
        this.model = model;
        this.known = known;
    }

    /** From a {@code vocab.txt}: a piece a line. */
    public static WordPieceVocabulary ofLines(String model, String text) {
        Set<String> words = new HashSet<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(words::add);
        return new WordPieceVocabulary(model, words);
    }

    /**
     * From a {@code tokenizer.json}.
     *
     * @throws WorkbenchException if it is no JSON, or of another kind of tokenizer
     */
    public static WordPieceVocabulary ofTokenizerJson(String model, String json) throws WorkbenchException {
        JsonNode tokenizer = Json.parse(json).path("model");
        JsonNode vocabulary = tokenizer.path("vocab");
        String type = tokenizer.path("type").asText("WordPiece");
        if (!type.equals("WordPiece") || !vocabulary.isObject()) {
            throw new WorkbenchException("the tokenizer of " + model + " is of the kind '" + type
                    + "'; expected WordPiece, with a \"vocab\" of pieces");
        }
        Set<String> words = new HashSet<>();
        vocabulary.fieldNames().forEachRemaining(words::add);
        return new WordPieceVocabulary(model, words);
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public Role role() {
        return Role.LABELS_BOXES;
    }

    @Override
    public List<String> pieces(String words) {
        String plain = ACCENT.matcher(Normalizer.normalize(words.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
                .replaceAll("");
        List<String> pieces = new ArrayList<>();
        Matcher token = TOKEN.matcher(plain);
        while (token.find()) {
            pieces.addAll(cut(token.group()));
        }
        return pieces;
    }

    private List<String> cut(String token) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < token.length()) {
            int end = token.length();
            while (end > start && !known.contains((start > 0 ? "##" : "") + token.substring(start, end))) {
                end--;
            }
            if (end == start) {
                return List.of(UNKNOWN);
            }
            pieces.add((start > 0 ? "##" : "") + token.substring(start, end));
            start = end;
        }
        return pieces;
    }

    @Override
    public boolean unreadable(String words) {
        return pieces(words).contains(UNKNOWN);
    }
}
