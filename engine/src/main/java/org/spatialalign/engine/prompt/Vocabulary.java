package org.spatialalign.engine.prompt;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The words prompts are made of, and the structures of their sentences. Immutable; people edit it by making another.
 * {@link #check} finds what is wrong with one.
 *
 * @param scenes "In a quiet room", with or without a comma at the end
 * @param templates the first is the one that is offered
 */
public record Vocabulary(
        List<Noun> animals, List<Noun> objects, List<String> scenes, List<SentenceTemplate> templates) {

    public Vocabulary {
        animals = List.copyOf(animals);
        objects = List.copyOf(objects);
        scenes = List.copyOf(scenes);
        templates = List.copyOf(templates);
    }

    /** No words, and the paper's structure. */
    public static Vocabulary empty() {
        return new Vocabulary(List.of(), List.of(), List.of(), List.of(SentenceGrammar.PAPER));
    }

    /** The animal of this word, in any case. */
    public Optional<Noun> animal(String word) {
        return find(animals, word);
    }

    /** The object of this word, in any case. */
    public Optional<Noun> object(String word) {
        return find(objects, word);
    }

    private static Optional<Noun> find(List<Noun> nouns, String word) {
        return nouns.stream()
                .filter(noun -> noun.word().equalsIgnoreCase(word.strip()))
                .findFirst();
    }

    /**
     * Fails unless every word is there and there once, every animal has a verb, and every template can be used.
     *
     * @throws PromptFormatException naming the list and the row, counted from 1: "animals, row 3"
     */
    public void check() throws PromptFormatException {
        check((list, row) -> list + ", row " + (row + 1));
    }

    /** Says where an entry is, for people. */
    @FunctionalInterface
    public interface Places {
        /**
         * @param list animals, objects, scenes or templates
         * @param row its index there, from 0
         */
        String of(String list, int row);
    }

    /** As {@link #check()}, naming entries by their place in a file. */
    public void check(Places places) throws PromptFormatException {
        unique("animals", animals, Noun::word, places);
        unique("objects", objects, Noun::word, places);
        unique("scenes", scenes, Vocabulary::sceneWords, places);
        unique("templates", templates, SentenceTemplate::id, places);
        for (int i = 0; i < animals.size(); i++) {
            verbs(animals.get(i), places.of("animals", i));
        }
        for (int i = 0; i < templates.size(); i++) {
            TemplateParts.of(
                    places.of("templates", i) + ", template " + templates.get(i).id(),
                    templates.get(i).text());
        }
        if (templates.isEmpty()) {
            throw new PromptFormatException(
                    "templates", "there is none; add one, for instance " + SentenceGrammar.PAPER.text());
        }
    }

    private static <T> void unique(String list, List<T> entries, Function<T, String> word, Places places)
            throws PromptFormatException {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            String text = word.apply(entries.get(i)).strip().toLowerCase(Locale.ROOT);
            if (text.isEmpty()) {
                throw new PromptFormatException(places.of(list, i), "the word is empty; write one or remove the row");
            }
            Integer earlier = seen.putIfAbsent(text, i);
            if (earlier != null) {
                throw new PromptFormatException(
                        places.of(list, i),
                        "'" + text + "' is there already (" + places.of(list, earlier) + "); remove one of them");
            }
        }
    }

    private static void verbs(Noun animal, String place) throws PromptFormatException {
        if (animal.verbs().isEmpty()) {
            throw new PromptFormatException(
                    place, "'" + animal.word() + "' has no verb; write at least one, for instance walks");
        }
        Set<String> seen = new HashSet<>();
        for (String verb : animal.verbs()) {
            if (verb.isBlank()) {
                throw new PromptFormatException(place, "a verb of '" + animal.word() + "' is empty; remove it");
            }
            if (!seen.add(verb.strip().toLowerCase(Locale.ROOT))) {
                throw new PromptFormatException(
                        place, "'" + animal.word() + "' has the verb '" + verb + "' twice; remove one of them");
            }
        }
    }

    /** A scene with and one without a comma at its end are the same. */
    static String sceneWords(String scene) {
        String text = scene.strip();
        return text.endsWith(",") ? text.substring(0, text.length() - 1).strip() : text;
    }
}
