package org.spatialalign.engine.prompt;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words that a model has no pieces for. Remembers each, since sentences are many and words few. Any thread. */
final class UnreadableWords {

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern OUTER_MARKS = Pattern.compile("^[\\p{P}]+|[\\p{P}]+$");

    private final WordKnowledge model;
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    UnreadableWords(WordKnowledge model) {
        this.model = model;
    }

    String model() {
        return model.model();
    }

    boolean any(String text) {
        return first(text).isPresent();
    }

    /** The first one, without the punctuation around it. */
    Optional<String> first(String text) {
        return Stream.of(SPACE.split(text))
                .filter(word -> !word.isEmpty() && known.computeIfAbsent(word, model::unreadable))
                .map(word -> {
                    String bare = OUTER_MARKS.matcher(word).replaceAll("");
                    return bare.isEmpty() ? word : bare;
                })
                .findFirst();
    }
}
