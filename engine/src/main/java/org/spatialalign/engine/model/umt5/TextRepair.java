package org.spatialalign.engine.model.umt5;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Repairs what commonly goes wrong with text on its way: the parts of the Python library ftfy (version 6) that matter
 * for prompts, because Wan's pipelines run every prompt through it. In this order, line by line and until nothing
 * changes: closed HTML references (not in text with a "&lt;"), UTF-8 that was read as Latin-1 or Windows-1252, control
 * characters that were meant as Windows-1252, ligatures, full-width and half-width forms, curly quotes, line breaks,
 * unpaired surrogates, terminal escapes, control characters, and composition (NFC).
 *
 * <p>Left out of ftfy: text misread in code pages other than those two (Cyrillic, Greek, Baltic, Turkish, Mac, DOS),
 * sequences that lost a byte, non-breaking spaces that became plain ones inside one (but for the word "à"), and its large
 * table of unlikely neighbours. In place of that table {@link Mojibake} has a few rules.
 */
final class TextRepair {

    private static final Pattern TERMINAL_ESCAPE = Pattern.compile("\u001b\\[[\\d;]*[a-zA-Z]");
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|[\r\u2028\u2029\u0085]");
    private static final Pattern CONTROL =
            Pattern.compile("[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\\u206a-\\u206f\\ufeff\\ufff9-\\ufffc]");
    private static final Pattern SINGLE_QUOTE = Pattern.compile("[\u02bc\u2018-\u201b]");
    private static final Pattern DOUBLE_QUOTE = Pattern.compile("[\u201c-\u201f]");

    private TextRepair() {}

    static String repair(String text) {
        StringBuilder out = new StringBuilder();
        boolean html = true;
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from) + 1;
            String line = text.substring(from, end == 0 ? text.length() : end);
            html &= !line.contains("<");
            out.append(repairLine(line, html));
            from += line.length();
        }
        return out.toString();
    }

    private static String repairLine(String line, boolean html) {
        String before;
        String now = line;
        do {
            before = now;
            now = html && !now.contains("<") ? HtmlEntities.unescapeClosed(now) : now;
            now = Mojibake.repair(now);
            now = singleCharacters(now);
            now = DOUBLE_QUOTE.matcher(now).replaceAll("\"");
            now = SINGLE_QUOTE.matcher(now).replaceAll("'");
            now = LINE_BREAK.matcher(now).replaceAll("\n");
            now = TERMINAL_ESCAPE.matcher(now).replaceAll("");
            now = CONTROL.matcher(now).replaceAll("");
            now = Normalizer.normalize(now, Normalizer.Form.NFC);
        } while (!now.equals(before));
        return now;
    }

    private static String singleCharacters(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c >= 0x80 && c < 0xa0) {
                out.append(Windows1252.character(c));
            } else if (c >= 0xd800 && c < 0xe000) {
                out.append('\ufffd');
            } else if (c == 0xfb05) {
                out.append("\u017ft");
            } else if (isLigature(c) || isWidthForm(c)) {
                out.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** Of Latin letters, typographical or from old character sets. */
    private static boolean isLigature(int c) {
        return c == 0x132
                || c == 0x133
                || c == 0x149
                || (c >= 0x1c4 && c <= 0x1cc)
                || (c >= 0x1f1 && c <= 0x1f3)
                || (c >= 0xfb00 && c <= 0xfb06);
    }

    private static boolean isWidthForm(int c) {
        return c == 0x3000 || (c > 0xff00 && c < 0xfff0);
    }
}
