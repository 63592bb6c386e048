package org.spatialalign.engine.prompt;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** How many letters have to be changed to make one word of another. */
final class EditDistance {

    private EditDistance() {}

    /** Insertions, deletions and replacements; more than {@code most} is given as {@code most + 1}. */
    static int atMost(String a, String b, int most) {
        if (Math.abs(a.length() - b.length()) > most) {
            return most + 1;
        }
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, 1 + Math.min(above[j], row[j - 1]));
                least = Math.min(least, row[j]);
            }
            if (least > most) {
                return most + 1;
            }
            int[] spare = above;
            above = row;
            row = spare;
        }
        return Math.min(above[b.length()], most + 1);
    }

    /** The word that was probably meant: one letter off for short words, two for longer ones. */
    static Optional<String> closest(String word, Collection<String> known) {
        String given = word.toLowerCase(Locale.ROOT);
        int most = given.length() <= 4 ? 1 : 2;
        String best = null;
        int distance = most + 1;
        for (String candidate : known) {
            int d = atMost(given, candidate.toLowerCase(Locale.ROOT), most);
            if (d > 0 && d < distance) {
                best = candidate;
                distance = d;
            }
        }
        return Optional.ofNullable(best);
    }
}
