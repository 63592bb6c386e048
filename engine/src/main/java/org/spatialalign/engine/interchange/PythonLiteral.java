package org.spatialalign.engine.interchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The small part of Python's notation that the paper's result lists use: flat lists of strings and numbers. Nothing is
 * evaluated.
 */
final class PythonLiteral {

    /** Longer than any list of samples of one prompt. */
    private static final int MOST_ITEMS = 100_000;

    private final String text;
    private int at;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /**
     * Reads {@code ['a', "b", 1, -2.5e-3]}.
     *
     * @return items that are String, Long or Double
     * @throws IllegalArgumentException naming the character at which the text breaks
     */
    static List<Object> list(String text) {
        return new PythonLiteral(text).readList();
    }

    private List<Object> readList() {
        List<Object> items = new ArrayList<>();
        skipSpace();
        expect('[', "a list in square brackets, as in ['a.mp4', 'b.mp4']");
        skipSpace();
        while (!atEnd() && text.charAt(at) != ']') {
            if (items.size() == MOST_ITEMS) {
                throw broken("no more than " + MOST_ITEMS + " items");
            }
            items.add(item());
            skipSpace();
            if (!atEnd() && text.charAt(at) == ',') {
                at++;
                skipSpace();
            } else if (atEnd() || text.charAt(at) != ']') {
                throw broken("a comma or the closing ]");
            }
        }
        expect(']', "the closing ]");
        skipSpace();
        if (!atEnd()) {
            throw broken("nothing after the closing ]");
        }
        return items;
    }

    private Object item() {
        char first = text.charAt(at);
        if (first == '\'' || first == '"') {
            return string();
        }
        if (first == '[' || first == '(' || first == '{') {
            throw broken("a string or a number, not something nested");
        }
        int start = at;
        while (!atEnd() && "+-.0123456789eE_".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        if (number.isEmpty()) {
            throw broken("a string in quotes or a finite number");
        }
        try {
            if (number.matches("[+-]?\\d+")) {
                return Long.valueOf(number);
            }
            double value = Double.parseDouble(number);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            at = start;
            throw (IllegalArgumentException) broken("a number").initCause(e);
        }
        at = start;
        throw broken("a finite number");
    }

    private String string() {
        char quote = text.charAt(at++);
        StringBuilder result = new StringBuilder();
        while (!atEnd()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return result.toString();
            }
            if (c == '\\') {
                escape(result);
            } else if (c == '\n' || c == '\r') {
                at--;
                throw broken("the closing " + quote + " on the same line");
            } else {
                result.append(c);
            }
        }
        throw broken("the closing " + quote);
    }

    private void escape(StringBuilder result) {
        if (atEnd()) {
            throw broken("a character after the backslash");
        }
        char c = text.charAt(at++);
        switch (c) {
            case '\\', '\'', '"' -> result.append(c);
            case 'n' -> result.append('\n');
            case 't' -> result.append('\t');
            case 'r' -> result.append('\r');
            case 'x' -> result.appendCodePoint(hex(2));
            case 'u' -> result.appendCodePoint(hex(4));
            case 'U' -> result.appendCodePoint(hex(8));
            default -> {
                at--;
                throw broken("one of the escapes \\\\ \\' \\\" \\n \\t \\r \\x \\u \\U");
            }
        }
    }

    private int hex(int digits) {
        int end = at + digits;
        if (end <= text.length() && text.substring(at, end).matches("[0-9A-Fa-f]+")) {
            long code = Long.parseLong(text.substring(at, end), 16);
            if (code <= Character.MAX_CODE_POINT) {
                at = end;
                return (int) code;
            }
        }
        throw broken(digits + " hexadecimal digits of a character");
    }

    private void expect(char wanted, String inWords) {
        if (atEnd() || text.charAt(at) != wanted) {
            throw broken(inWords);
        }
        at++;
    }

    private void skipSpace() {
        while (!atEnd() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean atEnd() {
        return at >= text.length();
    }

    private IllegalArgumentException broken(String expected) {
        String found = atEnd() ? "the end" : "'" + Corners.shorten(text.substring(at)) + "'";
        return new IllegalArgumentException("character " + (at + 1) + ": expected " + expected + ", found " + found);
    }

    /** A list as Python prints it. */
    static String write(List<?> items) {
        StringBuilder result = new StringBuilder("[");
        for (Object item : items) {
            if (result.length() > 1) {
                result.append(", ");
            }
            if (item instanceof String s) {
                quote(s, result);
            } else if (item instanceof Double d) {
                result.append(number(d));
            } else {
                result.append(item);
            }
        }
        return result.append(']').toString();
    }

    private static void quote(String text, StringBuilder result) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        result.append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> result.append("\\\\");
                case '\n' -> result.append("\\n");
                case '\r' -> result.append("\\r");
                case '\t' -> result.append("\\t");
                default -> {
                    if (c == quote) {
                        result.append('\\').append(c);
                    } else if (c < 0x20 || c == 0x7f) {
                        result.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
                    } else {
                        result.append(c);
                    }
                }
            }
        }
        result.append(quote);
    }

    /** A finite number as Python's repr writes it: the fewest digits that read back as the same number. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a finite number: " + value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        String scientific = "";
        // Double.toString of this Java does not always give the shortest form.
        for (int digits = 0; digits <= 16; digits++) {
            scientific = String.format(Locale.ROOT, "%." + digits + "e", value);
            if (Double.parseDouble(scientific) == value) {
                break;
            }
        }
        int e = scientific.indexOf('e');
        int exponent = Integer.parseInt(scientific.substring(e + 1));
        String mantissa = scientific.substring(0, e).replace(".", "").replace("-", "");
        String sign = value < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 16) {
            String fraction = mantissa.length() > 1 ? "." + mantissa.substring(1) : "";
            return sign + mantissa.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+")
                    + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        }
        if (exponent < 0) {
            return sign + "0." + "0".repeat(-exponent - 1) + mantissa;
        }
        if (mantissa.length() <= exponent + 1) {
            return sign + mantissa + "0".repeat(exponent + 1 - mantissa.length()) + ".0";
        }
        return sign + mantissa.substring(0, exponent + 1) + "." + mantissa.substring(exponent + 1);
    }
}
