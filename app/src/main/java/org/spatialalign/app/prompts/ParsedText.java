package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.prompt.ParsedSentence;
import org.spatialalign.engine.prompt.Slot;

/** A sentence in pieces, each marked with what it was understood as. */
final class ParsedText {

    /** @param style of the piece, for style sheets; empty for words that carry nothing */
    record Piece(String text, String style, String meaning) {}

    private record Span(int start, int end, String style, String meaning) {}

    private ParsedText() {}

    /** The pieces, which together are the sentence. */
    static List<Piece> of(ParsedSentence parsed) {
        List<Span> spans = new ArrayList<>();
        for (Map.Entry<Slot, ParsedSentence.Found> found : parsed.found().entrySet()) {
            String word = found.getKey().word();
            spans.add(new Span(found.getValue().start(), found.getValue().end(), "slot-" + word, word));
        }
        for (ParsedSentence.Gap gap : parsed.gaps()) {
            if (gap.end() > gap.start()) {
                spans.add(new Span(gap.start(), gap.end(), "slot-gap", gap.why()));
            }
        }
        spans.sort(Comparator.comparingInt(Span::start));
        List<Piece> pieces = new ArrayList<>();
        String sentence = parsed.sentence();
        int at = 0;
        for (Span span : spans) {
            if (span.start() < at) {
                continue;
            }
            if (span.start() > at) {
                pieces.add(new Piece(sentence.substring(at, span.start()), "", ""));
            }
            pieces.add(new Piece(sentence.substring(span.start(), span.end()), span.style(), span.meaning()));
            at = span.end();
        }
        if (at < sentence.length()) {
            pieces.add(new Piece(sentence.substring(at), "", ""));
        }
        return pieces;
    }

    /** What was not understood, a line each: “quickly” is … */
    static List<String> gaps(ParsedSentence parsed) {
        return parsed.gaps().stream()
                .map(gap -> {
                    String what =
                            parsed.sentence().substring(gap.start(), gap.end()).strip();
                    return what.isEmpty() ? gap.why() : "“" + what + "” " + gap.why();
                })
                .toList();
    }
}
