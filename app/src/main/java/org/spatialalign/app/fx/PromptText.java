package org.spatialalign.app.fx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.spatialalign.engine.prompt.DsrPrompt;

/** A prompt's sentence in pieces, so that what is asked for can be seen in it. */
public final class PromptText {

    /** What a piece of the sentence says. */
    public enum Part {
        PLAIN,
        ANIMAL,
        OBJECT,
        INITIAL_RELATION,
        FINAL_RELATION
    }

    public record Piece(Part part, String text) {}

    private record Span(int from, int to, Part part) {}

    private PromptText() {}

    /** The pieces, which together are the sentence; a prompt without a sentence is told by its parts. */
    public static List<Piece> of(DsrPrompt prompt) {
        String sentence = prompt.sentence().isBlank()
                ? "A " + prompt.animal() + " is " + prompt.initialPhrase() + " a " + prompt.object() + ", then "
                        + prompt.finalPhrase() + " the " + prompt.object() + "."
                : prompt.sentence();
        String lower = sentence.toLowerCase(Locale.ROOT);
        List<Span> spans = new ArrayList<>();
        int start = find(lower, prompt.initialPhrase(), 0, spans, Part.INITIAL_RELATION);
        find(lower, prompt.finalPhrase(), start, spans, Part.FINAL_RELATION);
        all(lower, prompt.animal(), spans, Part.ANIMAL);
        all(lower, prompt.object(), spans, Part.OBJECT);
        spans.sort(Comparator.comparingInt(Span::from));
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (Span span : spans) {
            if (span.from() > at) {
                pieces.add(new Piece(Part.PLAIN, sentence.substring(at, span.from())));
            }
            if (span.from() >= at) {
                pieces.add(new Piece(span.part(), sentence.substring(span.from(), span.to())));
                at = span.to();
            }
        }
        if (at < sentence.length()) {
            pieces.add(new Piece(Part.PLAIN, sentence.substring(at)));
        }
        return pieces;
    }

    /** Where to look for what comes later. */
    private static int find(String sentence, String phrase, int from, List<Span> spans, Part part) {
        String wanted = phrase.strip().toLowerCase(Locale.ROOT);
        int at = wanted.isEmpty() ? -1 : sentence.indexOf(wanted, from);
        if (at < 0) {
            return from;
        }
        spans.add(new Span(at, at + wanted.length(), part));
        return at + wanted.length();
    }

    private static void all(String sentence, String word, List<Span> spans, Part part) {
        String wanted = word.strip().toLowerCase(Locale.ROOT);
        for (int at = sentence.indexOf(wanted); at >= 0; at = sentence.indexOf(wanted, at + wanted.length())) {
            int end = at + wanted.length();
            boolean whole = (at == 0 || !Character.isLetter(sentence.charAt(at - 1)))
                    && (end == sentence.length() || !Character.isLetter(sentence.charAt(end)));
            int from = at;
            if (whole && spans.stream().noneMatch(span -> span.from() < end && from < span.to())) {
                spans.add(new Span(at, end, part));
            }
        }
    }
}
