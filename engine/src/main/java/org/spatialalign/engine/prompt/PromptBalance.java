package org.spatialalign.engine.prompt;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How often each type, word and structure comes in a list of prompts, the most frequent first and equal ones by name.
 *
 * @param types by code, in the order of codes
 * @param verbs "" counts prompts whose verb is not known
 * @param templates "" counts prompts whose structure is not known
 */
public record PromptBalance(
        Map<String, Integer> types,
        Map<String, Integer> animals,
        Map<String, Integer> objects,
        Map<String, Integer> verbs,
        Map<String, Integer> templates) {

    public static PromptBalance of(List<DsrPrompt> prompts) {
        Map<String, Integer> types =
                new TreeMap<>(count(prompts, prompt -> prompt.type().code()));
        return new PromptBalance(
                types,
                byFrequency(count(prompts, DsrPrompt::animal)),
                byFrequency(count(prompts, DsrPrompt::object)),
                byFrequency(count(prompts, DsrPrompt::verb)),
                byFrequency(count(prompts, DsrPrompt::template)));
    }

    private static Map<String, Integer> count(List<DsrPrompt> prompts, Function<DsrPrompt, String> field) {
        Map<String, Integer> counts = new HashMap<>();
        for (DsrPrompt prompt : prompts) {
            counts.merge(field.apply(prompt), 1, Integer::sum);
        }
        return counts;
    }

    private static Map<String, Integer> byFrequency(Map<String, Integer> counts) {
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
