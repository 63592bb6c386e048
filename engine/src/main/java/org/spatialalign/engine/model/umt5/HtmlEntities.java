package org.spatialalign.engine.model.umt5;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/** Turns HTML's character references into characters. */
final class HtmlEntities {

    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#([0-9]+);?|#[xX]([0-9a-fA-F]+);?|([^\\t\\n\\f <&#;]{1,32})(;?))");

    private static final Pattern CLOSED = Pattern.compile("&#?[0-9A-Za-z]{1,24};");

    private HtmlEntities() {}

    /**
     * By the rules of HTML 5, as Python's {@code html.unescape} has them: old names also count without a semicolon and
     * as the beginning of a longer word ("&notit" is "¬it"), and references to impossible characters vanish.
     */
    static String unescape(String text) {
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement(match)));
    }

    private static String replacement(MatchResult match) {
        if (match.group(1) != null) {
            return character(match.group(1), 10);
        }
        if (match.group(2) != null) {
            return character(match.group(2), 16);
        }
        String name = match.group(3);
        boolean closed = !match.group(4).isEmpty();
        String whole = closed ? named(name) : null;
        if (whole != null) {
            return whole;
        }
        String rest = match.group(4);
        for (int end = name.length(); end > 1; end--) {
            String start = name.substring(0, end);
            if (Entities.isBaseNamedEntity(start)) {
                return named(start) + name.substring(end) + rest;
            }
        }
        return match.group();
    }

    private static @Nullable String named(String name) {
        String found = Entities.getByName(name);
        return found.isEmpty() ? null : found;
    }

    private static String character(String digits, int radix) {
        String plain = digits.replaceFirst("^0+", "");
        int code =
                plain.length() > 8 ? Integer.MAX_VALUE : plain.isEmpty() ? 0 : Integer.parseUnsignedInt(plain, radix);
        if (code == 0 || code < 0 || code > Character.MAX_CODE_POINT || isSurrogate(code)) {
            return "\ufffd";
        }
        if (code >= 0x80 && code < 0xa0) {
            return String.valueOf(Windows1252.character(code));
        }
        return isImpossible(code) ? "" : Character.toString(code);
    }

    private static boolean isSurrogate(int code) {
        return code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    }

    private static boolean isImpossible(int code) {
        boolean control = (code < 0x20 && code != '\t' && code != '\n' && code != '\f' && code != '\r') || code == 0x7f;
        return control || (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) == 0xfffe;
    }

    /**
     * Only what is surely meant as a reference, with its semicolon. Names in capitals whose small form is a name stand
     * for the capital: EACUTE is É.
     */
    static String unescapeClosed(String text) {
        return CLOSED.matcher(text).replaceAll(match -> Matcher.quoteReplacement(closed(match.group())));
    }

    private static String closed(String reference) {
        if (reference.charAt(1) == '#') {
            String character = unescape(reference);
            return character.contains(";") ? reference : character;
        }
        String name = reference.substring(1, reference.length() - 1);
        String exact = named(name);
        if (exact != null) {
            return exact;
        }
        String small = named(name.toLowerCase(Locale.ROOT));
        boolean capitals = name.equals(name.toUpperCase(Locale.ROOT))
                && unescape(reference).equals(reference);
        return small != null && capitals ? small.toUpperCase(Locale.ROOT) : reference;
    }
}
