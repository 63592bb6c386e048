package org.spatialalign.app.inspect;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which clips the table shows. Values inside one facet are alternatives, facets narrow each other; all words of the
 * text must occur.
 *
 * @param text free text, as typed
 * @param chosen facets with at least one chosen value
 */
record ClipFilter(String text, Map<Facet, Set<String>> chosen, ScoreFilter score) {

    static final ClipFilter ALL = new ClipFilter("", Map.of(), ScoreFilter.ALL);

    ClipFilter(@Nullable String text, @Nullable Map<Facet, Set<String>> chosen, @Nullable ScoreFilter score) {
        this.text = text == null ? "" : text;
        Map<Facet, Set<String>> copy = new TreeMap<>();
        (chosen == null ? Map.<Facet, Set<String>>of() : chosen).forEach((facet, values) -> {
            if (!values.isEmpty()) {
                copy.put(facet, Collections.unmodifiableSet(new LinkedHashSet<>(values)));
            }
        });
        this.chosen = Collections.unmodifiableMap(copy);
        this.score = score == null ? ScoreFilter.ALL : score;
    }

    ClipFilter withText(String newText) {
        return new ClipFilter(newText, chosen, score);
    }

    ClipFilter withScore(ScoreFilter newScore) {
        return new ClipFilter(text, chosen, newScore);
    }

    Set<String> chosen(Facet facet) {
        return chosen.getOrDefault(facet, Set.of());
    }

    /** Chooses a value, or gives it up when it is chosen. */
    ClipFilter toggle(Facet facet, String value) {
        Set<String> values = new LinkedHashSet<>(chosen(facet));
        if (!values.remove(value)) {
            values.add(value);
        }
        return with(facet, values);
    }

    ClipFilter with(Facet facet, Set<String> values) {
        Map<Facet, Set<String>> all = new EnumMap<>(Facet.class);
        all.putAll(chosen);
        all.put(facet, values);
        return new ClipFilter(text, all, score);
    }

    @JsonIgnore
    boolean isAll() {
        return text.isBlank() && chosen.isEmpty() && score.equals(ScoreFilter.ALL);
    }

    /** The words to look for, lower case. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("\\s+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
