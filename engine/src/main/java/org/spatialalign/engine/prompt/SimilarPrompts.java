package org.spatialalign.engine.prompt;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds prompts that are alike among many, in time that grows with their number and not with its square: sentences are
 * looked up as a whole, scenes once as they are and once without each of their words. Not safe for several threads.
 */
final class SimilarPrompts {

    /** Of two scenes with so many words one may differ, whatever it is; in shorter ones it has to be a misspelling. */
    private static final int LONG_SCENE = 6;

    /** Prompts kept for each key; more of them say nothing new. */
    private static final int KEPT = 8;

    private static final int[] NONE = {};

    private final SentenceGrammar grammar;
    private final Map<String, Integer> bySentence = new HashMap<>();
    private final Map<Long, int[]> byScene = new HashMap<>();
    private final Map<Integer, DsrPrompt> prompts = new HashMap<>();

    /** @param grammar tells verbs that are only in a sentence */
    SimilarPrompts(SentenceGrammar grammar) {
        this.grammar = grammar;
    }

    /** Another prompt that is like the one asked for. */
    record Match(int row, Likeness likeness) {}

    void add(int row, DsrPrompt prompt) {
        prompts.put(row, prompt);
        String sentence = normal(prompt.sentence());
        if (!sentence.isEmpty()) {
            bySentence.putIfAbsent(sentence, row);
        }
        String[] scene = words(prompt.scene());
        long place = place(prompt);
        keep(key(place, scene, -1), row);
        for (int i = 0; i < scene.length; i++) {
            keep(key(place, scene, i), row);
        }
    }

    private void keep(long key, int row) {
        int[] rows = byScene.get(key);
        if (rows == null) {
            byScene.put(key, new int[] {row});
        } else if (rows.length < KEPT && rows[rows.length - 1] != row) {
            int[] longer = Arrays.copyOf(rows, rows.length + 1);
            longer[rows.length] = row;
            byScene.put(key, longer);
        }
    }

    /** The one that is most like it, the earliest of equals. */
    Optional<Match> find(DsrPrompt prompt) {
        Integer same = bySentence.get(normal(prompt.sentence()));
        if (same != null) {
            return Optional.of(new Match(same, Likeness.SAME_SENTENCE));
        }
        String[] scene = words(prompt.scene());
        long place = place(prompt);
        Match best = null;
        for (int i = -1; i < scene.length; i++) {
            for (int row : byScene.getOrDefault(key(place, scene, i), NONE)) {
                Optional<Likeness> likeness = likeness(prompt, scene, Objects.requireNonNull(prompts.get(row)));
                if (likeness.isPresent() && (best == null || likeness.get().compareTo(best.likeness()) < 0)) {
                    best = new Match(row, likeness.get());
                }
            }
            if (best != null && best.likeness() == Likeness.SAME_SLOTS) {
                break;
            }
        }
        return Optional.ofNullable(best);
    }

    private Optional<Likeness> likeness(DsrPrompt one, String[] scene, DsrPrompt other) {
        if (!one.type().equals(other.type())
                || !one.animal().equalsIgnoreCase(other.animal())
                || !one.object().equalsIgnoreCase(other.object())) {
            return Optional.empty();
        }
        String[] there = words(other.scene());
        if (Arrays.equals(scene, there)) {
            String verb = grammar.complete(one).verb();
            return Optional.of(
                    verb.equalsIgnoreCase(grammar.complete(other).verb()) ? Likeness.SAME_SLOTS : Likeness.NEAR);
        }
        return oneWordApart(scene, there) ? Optional.of(Likeness.NEAR) : Optional.empty();
    }

    private static boolean oneWordApart(String[] a, String[] b) {
        int start = 0;
        while (start < a.length && start < b.length && a[start].equals(b[start])) {
            start++;
        }
        int end = 0;
        while (end < a.length - start
                && end < b.length - start
                && a[a.length - 1 - end].equals(b[b.length - 1 - end])) {
            end++;
        }
        int left = a.length - start - end;
        int right = b.length - start - end;
        if (left > 1 || right > 1) {
            return false;
        }
        if (Math.min(a.length, b.length) >= LONG_SCENE) {
            return true;
        }
        return left == 1 && right == 1 && EditDistance.atMost(a[start], b[start], 2) <= typos(a[start]);
    }

    /** "cat" for "bat" is another word; "medow" for "meadow" is not. */
    private static int typos(String word) {
        return word.length() <= 4 ? 0 : word.length() <= 6 ? 1 : 2;
    }

    /** Lower case, one space for whatever is neither letter nor digit. */
    static String normal(String text) {
        StringBuilder normal = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                if (gap && normal.length() > 0) {
                    normal.append(' ');
                }
                gap = false;
                normal.append(Character.toLowerCase(c));
            } else {
                gap = true;
            }
        }
        return normal.toString();
    }

    private static String[] words(String scene) {
        String normal = normal(scene);
        return normal.isEmpty() ? new String[0] : normal.split(" ");
    }

    private static long place(DsrPrompt prompt) {
        long hash = mix(prompt.type().code().hashCode());
        hash = mix(hash + prompt.animal().toLowerCase(Locale.ROOT).hashCode());
        return mix(hash + prompt.object().toLowerCase(Locale.ROOT).hashCode());
    }

    private static long key(long place, String[] words, int without) {
        long hash = place;
        for (int i = 0; i < words.length; i++) {
            if (i != without) {
                hash = mix(hash + words[i].hashCode());
            }
        }
        return hash;
    }

    /** Spreads the bits, so that sums of it do not meet by chance (the finalizer of SplitMix64). */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
