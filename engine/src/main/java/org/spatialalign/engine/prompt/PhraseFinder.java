package org.spatialalign.engine.prompt;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spatialalign.engine.prompt.ParsedSentence.Found;
import org.spatialalign.engine.prompt.ParsedSentence.Gap;

/**
 * Understands as much as it can of a sentence that has none of the known structures: relations, the words of the
 * vocabulary, the words beside the relations, the scene in front.
 */
final class PhraseFinder {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final Pattern RELATION = Pattern.compile("\\b(?:" + CompiledTemplate.RELATION + ")\\b", FLAGS);
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'\u2019-]*");
    private static final Pattern SCENE = Pattern.compile(
            "^\\s*((?:in|inside|on|at|by|near|beside|behind|under|beneath|along|across|outside|within|with|among|amid"
                    + "|between|around|over|through|during|next to|against|upon)\\s[^,]*),\\s",
            FLAGS);
    private static final Pattern NOUN = Pattern.compile("\\b(?:an?|the)\\s+([\\p{L}\\p{N}'\u2019-]+)", FLAGS);

    /** Words that carry no slot. */
    private static final Set<String> SMALL = Set.of(
            "a", "an", "the", "is", "are", "then", "and", "it", "its", "of", "to", "from", "at", "on", "in", "where",
            "while", "who", "which", "that", "as", "before", "after", "finally", "first", "starts", "ends", "until",
            "there");

    private static final List<String> RELATION_WORDS =
            List.of("left", "right", "top", "under", "underneath", "beneath", "below", "above");

    private final List<String> animals;
    private final List<String> objects;
    private final Set<String> verbs = new LinkedHashSet<>();
    private final Optional<Pattern> animalPattern;
    private final Optional<Pattern> objectPattern;
    private final Optional<Pattern> verbPattern;

    PhraseFinder(Vocabulary vocabulary) {
        animals = vocabulary.animals().stream().map(Noun::word).toList();
        objects = vocabulary.objects().stream().map(Noun::word).toList();
        vocabulary.animals().forEach(animal -> verbs.addAll(animal.verbs()));
        animalPattern = anyOf(animals);
        objectPattern = anyOf(objects);
        verbPattern = anyOf(verbs);
    }

    private static Optional<Pattern> anyOf(Iterable<String> words) {
        List<String> longestFirst = new ArrayList<>();
        words.forEach(longestFirst::add);
        longestFirst.removeIf(String::isBlank);
        if (longestFirst.isEmpty()) {
            return Optional.empty();
        }
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        String any = String.join("|", longestFirst.stream().map(Pattern::quote).toList());
        return Optional.of(Pattern.compile("(?<![\\p{L}\\p{N}-])(?:" + any + ")(?![\\p{L}\\p{N}-])", FLAGS));
    }

    ParsedSentence parse(String sentence) {
        Reading reading = new Reading(sentence);
        reading.relations();
        reading.scene();
        reading.known(Slot.ANIMAL, animalPattern);
        reading.known(Slot.OBJECT, objectPattern);
        reading.known(Slot.VERB, verbPattern);
        reading.besideTheRelations();
        reading.leftOver(this::suggestion);
        reading.missing();
        reading.gaps.sort(Comparator.comparingInt(Gap::start));
        return new ParsedSentence(sentence, Optional.empty(), reading.found, reading.gaps);
    }

    private Optional<String> suggestion(String word) {
        return EditDistance.closest(word, RELATION_WORDS)
                .or(() -> EditDistance.closest(word, animals))
                .or(() -> EditDistance.closest(word, objects))
                .or(() -> EditDistance.closest(word, verbs));
    }

    /** One sentence, while it is taken apart. */
    private static final class Reading {
        private final String sentence;
        private final Map<Slot, Found> found = new EnumMap<>(Slot.class);
        private final List<Gap> gaps = new ArrayList<>();
        private final BitSet understood = new BitSet();
        private int firstRelation = -1;
        private int firstRelationEnd = -1;
        private int lastRelation = -1;

        Reading(String sentence) {
            this.sentence = sentence;
        }

        void relations() {
            Matcher relation = RELATION.matcher(sentence);
            while (relation.find()) {
                understood.set(relation.start(), relation.end());
                if (!found.containsKey(Slot.INITIAL)) {
                    found.put(Slot.INITIAL, here(relation));
                    firstRelation = relation.start();
                    firstRelationEnd = relation.end();
                } else if (!found.containsKey(Slot.FINAL)) {
                    found.put(Slot.FINAL, here(relation));
                    lastRelation = relation.start();
                } else {
                    gaps.add(new Gap(
                            relation.start(), relation.end(), "is a third relation; a prompt of this form has two"));
                }
            }
        }

        /** What stands in front of the first comma, when it begins as a place does and no relation is in it. */
        void scene() {
            Matcher scene = SCENE.matcher(sentence);
            if (scene.find() && (firstRelation < 0 || scene.end(1) < firstRelation)) {
                found.put(Slot.SCENE, new Found(scene.start(1), scene.end(1), scene.group(1)));
                understood.set(scene.start(1), scene.end(1));
            }
        }

        void known(Slot slot, Optional<Pattern> words) {
            if (words.isEmpty()) {
                return;
            }
            Matcher word = words.get().matcher(sentence);
            while (word.find()) {
                if (understood.get(word.start())) {
                    continue;
                }
                Found earlier = found.putIfAbsent(slot, here(word));
                understood.set(word.start(), word.end());
                if (earlier != null && !earlier.text().equalsIgnoreCase(word.group())) {
                    gaps.add(new Gap(
                            word.start(),
                            word.end(),
                            "is a second " + slot.word() + ", besides \"" + earlier.text() + "\""));
                }
            }
        }

        /** Words that are in no list: the noun in front of the first relation, the one behind it, the verb. */
        void besideTheRelations() {
            if (firstRelation < 0) {
                return;
            }
            Matcher noun = NOUN.matcher(sentence);
            while (noun.find()) {
                if (understood.get(noun.start(1))) {
                    continue;
                }
                if (noun.end() <= firstRelation && !found.containsKey(Slot.ANIMAL)) {
                    take(Slot.ANIMAL, noun);
                } else if (noun.start() >= firstRelationEnd && !found.containsKey(Slot.OBJECT)) {
                    take(Slot.OBJECT, noun);
                } else if (said(Slot.ANIMAL, noun.group(1)) || said(Slot.OBJECT, noun.group(1))) {
                    understood.set(noun.start(1), noun.end(1));
                }
            }
            if (lastRelation >= 0 && !found.containsKey(Slot.VERB)) {
                Matcher word = WORD.matcher(sentence).region(firstRelationEnd, lastRelation);
                int start = -1;
                int end = -1;
                while (word.find()) {
                    start = word.start();
                    end = word.end();
                }
                if (start >= 0 && !understood.get(start) && !SMALL.contains(lower(start, end))) {
                    found.put(Slot.VERB, new Found(start, end, sentence.substring(start, end)));
                    understood.set(start, end);
                }
            }
        }

        void leftOver(Function<String, Optional<String>> suggestion) {
            Matcher word = WORD.matcher(sentence);
            int start = -1;
            int end = -1;
            while (word.find()) {
                if (understood.get(word.start()) || SMALL.contains(lower(word.start(), word.end()))) {
                    continue;
                }
                boolean goesOn =
                        end >= 0 && sentence.substring(end, word.start()).isBlank();
                if (!goesOn) {
                    gap(start, end, suggestion);
                    start = word.start();
                }
                end = word.end();
            }
            gap(start, end, suggestion);
        }

        private void gap(int start, int end, Function<String, Optional<String>> suggestion) {
            if (start < 0) {
                return;
            }
            String words = sentence.substring(start, end);
            String why = suggestion
                    .apply(words)
                    .map(w -> "; did you mean \"" + w + "\"?")
                    .orElse("");
            gaps.add(new Gap(start, end, "is not understood" + why));
        }

        void missing() {
            int end = sentence.stripTrailing().length();
            if (!found.containsKey(Slot.INITIAL)) {
                gaps.add(new Gap(end, end, "no relation is named; expected one such as \"on the left of\""));
            } else if (!found.containsKey(Slot.FINAL)) {
                gaps.add(new Gap(
                        end, end, "only one relation is named; expected a second one such as \"to the right of\""));
            }
            for (Slot slot : List.of(Slot.ANIMAL, Slot.OBJECT)) {
                if (!found.containsKey(slot)) {
                    int at = slot == Slot.ANIMAL && firstRelation >= 0 ? firstRelation : end;
                    gaps.add(new Gap(at, at, "no " + slot.word() + " is named"));
                }
            }
            if (gaps.isEmpty()) {
                gaps.add(new Gap(end, end, "all words are known, but the sentence has none of the known structures"));
            }
        }

        private void take(Slot slot, Matcher noun) {
            found.put(slot, new Found(noun.start(1), noun.end(1), noun.group(1)));
            understood.set(noun.start(1), noun.end(1));
        }

        private boolean said(Slot slot, String word) {
            Found there = found.get(slot);
            return there != null && there.text().equalsIgnoreCase(word);
        }

        private String lower(int start, int end) {
            return sentence.substring(start, end).toLowerCase(Locale.ROOT);
        }

        private static Found here(Matcher matcher) {
            return new Found(matcher.start(), matcher.end(), matcher.group());
        }
    }
}
