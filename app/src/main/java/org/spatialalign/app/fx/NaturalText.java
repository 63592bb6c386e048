package org.spatialalign.app.fx;

import java.util.Locale;

/** Text that sorts as people expect: case does not matter, and 9 comes before 10. */
public record NaturalText(String text) implements Comparable<NaturalText> {

    public static NaturalText of(String text) {
        return new NaturalText(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(NaturalText other) {
        String a = text;
        String b = other.text;
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            char ca = a.charAt(i);
            char cb = b.charAt(j);
            if (digit(ca) && digit(cb)) {
                int endA = numberEnd(a, i);
                int endB = numberEnd(b, j);
                int order = compareNumbers(a, skipZeros(a, i, endA), endA, b, skipZeros(b, j, endB), endB);
                if (order != 0) {
                    return order;
                }
                i = endA;
                j = endB;
            } else if (ca == cb) {
                i++;
                j++;
            } else {
                return Character.compare(ca, cb);
            }
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    private static int compareNumbers(String a, int startA, int endA, String b, int startB, int endB) {
        int length = Integer.compare(endA - startA, endB - startB);
        for (int k = 0; length == 0 && k < endA - startA; k++) {
            int order = Character.compare(a.charAt(startA + k), b.charAt(startB + k));
            if (order != 0) {
                return order;
            }
        }
        return length;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int numberEnd(String text, int from) {
        int end = from;
        while (end < text.length() && digit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int skipZeros(String text, int from, int end) {
        int start = from;
        while (start < end - 1 && text.charAt(start) == '0') {
            start++;
        }
        return start;
    }
}
