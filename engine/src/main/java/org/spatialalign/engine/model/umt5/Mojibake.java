package org.spatialalign.engine.model.umt5;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Undoes UTF-8 that was read as Latin-1 or Windows-1252 ("cafÃ©"). A line is touched only when it has a sequence that
 * people do not write on purpose: Ã or Â before a character of the upper half, "â€", "ðŸ", a control character of the
 * upper half behind an accented letter, or three characters that make one and are not a letter with two signs that may
 * honestly follow it. If the whole line can be read as UTF-8, it is; otherwise only those sequences are. Repeated, as text can
 * go wrong more than once.
 */
final class Mojibake {

    /** Signs that may well follow an accented letter in honest text. */
    private static final String HONEST =
            "\u00a0\u00ab\u00bb\u00ae\u00a9\u00b0\u00a7\u2013\u2014\u2018\u2019\u201c\u201d"
                    + "\u201a\u201e\u2026\u2022\u2039\u203a\u2122\u20ac\u2020\u2021\u2030";

    /** The word "à", whose second byte is a non-breaking space that somebody made a plain one. */
    private static final Pattern A_GRAVE = Pattern.compile("(?<=^|[a-z]|[a-z]\\s)\u00c3(?= )");

    private Mojibake() {}

    static String repair(String line) {
        String before;
        String now = line;
        do {
            before = now;
            now = once(A_GRAVE.matcher(now).replaceAll("\u00e0"));
        } while (!now.equals(before));
        return now;
    }

    private static String once(String line) {
        StringBuilder clear = new StringBuilder(line.length());
        StringBuilder all = new StringBuilder(line.length());
        boolean evident = false;
        boolean consistent = true;
        for (int from = 0; from < line.length(); ) {
            String read = read(line, from);
            String sequence = line.substring(from, from + (read == null ? 1 : length(line, from)));
            boolean sure = read != null && isEvident(sequence);
            evident |= sure;
            consistent &= read != null || sequence.charAt(0) < 0x80;
            clear.append(sure ? read : sequence);
            all.append(read != null ? read : sequence);
            from += sequence.length();
        }
        return evident && consistent ? all.toString() : clear.toString();
    }

    /** The character whose bytes start here; null when there is none. */
    private static @Nullable String read(String line, int from) {
        int length = length(line, from);
        if (length == 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int value = Windows1252.value(line.charAt(from + i));
            if (value < 0) {
                return null;
            }
            bytes[i] = (byte) value;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Number of bytes that a first byte here announces, if the line has as many; else 0. */
    private static int length(String line, int from) {
        int lead = Windows1252.value(line.charAt(from));
        int length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        return from + length <= line.length() ? length : 0;
    }

    private static boolean isEvident(String sequence) {
        char lead = sequence.charAt(0);
        if (lead == '\u00c3' || lead == '\u00c2' || lead == '\u00f0' || sequence.startsWith("\u00e2\u20ac")) {
            return true;
        }
        if (sequence.chars().anyMatch(c -> c >= 0x80 && c < 0xa0)) {
            return true;
        }
        if (sequence.length() != 3) {
            return false;
        }
        return sequence.chars().skip(1).filter(c -> HONEST.indexOf(c) >= 0).count() < 2;
    }
}
