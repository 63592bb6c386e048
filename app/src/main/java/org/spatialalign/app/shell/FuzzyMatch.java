package org.spatialalign.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds typed letters in a title, in order but not next to each other: "gti" finds "Go to Inspect".
 *
 * @param score higher is better; comparable between titles for the same query
 * @param positions indices of the matched letters in the title
 */
record FuzzyMatch(int score, List<Integer> positions) {

    private static final int START_OF_WORD = 8;
    private static final int NEXT_TO_LAST_ONE = 5;
    private static final int WHOLE_PIECE = 40;

    /** Empty when the title does not hold all the letters; an empty query matches everything alike. */
    static Optional<FuzzyMatch> of(String query, String title) {
        String wanted = query.strip().toLowerCase(Locale.ROOT).replace(" ", "");
        String text = title.toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return Optional.of(new FuzzyMatch(0, List.of()));
        }
        int piece = wordStart(text, query.strip().toLowerCase(Locale.ROOT));
        Optional<FuzzyMatch> scattered = scattered(wanted, text);
        if (piece >= 0) {
            FuzzyMatch whole = piece(text, query.strip().length(), piece);
            return scattered.filter(other -> other.score() > whole.score()).or(() -> Optional.of(whole));
        }
        return scattered;
    }

    private static int wordStart(String text, String piece) {
        int first = text.indexOf(piece);
        for (int at = first; at >= 0; at = text.indexOf(piece, at + 1)) {
            if (startsWord(text, at)) {
                return at;
            }
        }
        return first;
    }

    private static FuzzyMatch piece(String text, int length, int at) {
        List<Integer> positions = new ArrayList<>();
        for (int i = at; i < at + length; i++) {
            positions.add(i);
        }
        int score = (length - 1) * NEXT_TO_LAST_ONE + (startsWord(text, at) ? WHOLE_PIECE + START_OF_WORD : 0);
        return new FuzzyMatch(score + (at == 0 ? START_OF_WORD : 0) - text.length() / 8, positions);
    }

    private static Optional<FuzzyMatch> scattered(String wanted, String text) {
        List<Integer> positions = new ArrayList<>();
        int score = 0;
        int from = 0;
        for (int i = 0; i < wanted.length(); i++) {
            int at = best(text, wanted.charAt(i), from);
            if (at < 0) {
                return Optional.empty();
            }
            score += startsWord(text, at) ? START_OF_WORD : 0;
            score += !positions.isEmpty() && positions.get(positions.size() - 1) == at - 1 ? NEXT_TO_LAST_ONE : 0;
            positions.add(at);
            from = at + 1;
        }
        int spread = positions.get(positions.size() - 1) - positions.get(0);
        return Optional.of(new FuzzyMatch(score - spread / 4 - text.length() / 8, positions));
    }

    /** The letter where it follows directly, else where it begins a word, else where it comes next. */
    private static int best(String text, char letter, int from) {
        int next = text.indexOf(letter, from);
        if (next == from) {
            return next;
        }
        for (int at = next; at >= 0; at = text.indexOf(letter, at + 1)) {
            if (startsWord(text, at)) {
                return at;
            }
        }
        return next;
    }

    private static boolean startsWord(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }
}
