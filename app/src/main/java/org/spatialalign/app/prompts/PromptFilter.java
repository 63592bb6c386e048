package org.spatialalign.app.prompts;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which prompts the table shows. Values of one column are alternatives, columns narrow each other; all words of the
 * text must occur.
 *
 * @param text free text, as typed
 * @param chosen columns with at least one chosen value
 * @param only these prompts and no others
 */
record PromptFilter(String text, Map<PromptColumn, Set<String>> chosen, Optional<Only> only) {

    static final PromptFilter ALL = new PromptFilter("", Map.of(), Optional.empty());

    /**
     * Some prompts by name.
     *
     * @param label what they have in common, for people: "set train v2"
     */
    record Only(String label, Set<String> ids) {
        Only {
            ids = Set.copyOf(ids);
        }
    }

    PromptFilter {
        Map<PromptColumn, Set<String>> copy = new EnumMap<>(PromptColumn.class);
        chosen.forEach((column, values) -> {
            if (!values.isEmpty()) {
                copy.put(column, Collections.unmodifiableSet(new LinkedHashSet<>(values)));
            }
        });
        chosen = Collections.unmodifiableMap(copy);
    }

    PromptFilter withText(String newText) {
        return new PromptFilter(newText, chosen, only);
    }

    PromptFilter withOnly(Optional<Only> newOnly) {
        return new PromptFilter(text, chosen, newOnly);
    }

    Set<String> chosen(PromptColumn column) {
        return chosen.getOrDefault(column, Set.of());
    }

    /** Chooses a value, or gives it up when it is chosen. */
    PromptFilter toggle(PromptColumn column, String value) {
        Set<String> values = new LinkedHashSet<>(chosen(column));
        if (!values.remove(value)) {
            values.add(value);
        }
        Map<PromptColumn, Set<String>> all = new EnumMap<>(PromptColumn.class);
        all.putAll(chosen);
        all.put(column, values);
        return new PromptFilter(text, all, only);
    }

    boolean isAll() {
        return text.isBlank() && chosen.isEmpty() && only.isEmpty();
    }

    /** The words to look for, lower case. */
    List<String> words() {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
