package org.spatialalign.engine.prompt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.spatialalign.engine.prompt.LintFinding.Rule;
import org.spatialalign.engine.prompt.LintFinding.Severity;
import org.spatialalign.engine.prompt.WordKnowledge.Role;

/** What is to be said about an animal's and an object's word, whatever the rest of the prompt is. */
final class NounLint {

    private static final Set<String> IRREGULAR_PLURALS =
            Set.of("geese", "mice", "children", "people", "men", "women", "feet", "teeth", "oxen", "cattle");

    /** A piece of fewer letters, the "s" of a word spelt out, is part of too many words to be a label. */
    private static final int TELLING = 3;

    private final Vocabulary vocabulary;
    private final List<WordKnowledge> models;

    NounLint(Vocabulary vocabulary, List<WordKnowledge> models) {
        this.vocabulary = vocabulary;
        this.models = models;
    }

    /** The two words that have to be told apart. */
    record Pair(String animal, String object) {}

    /** @param replacement for the word, where it is clear */
    record Remark(
            Severity severity,
            String field,
            Rule rule,
            String message,
            String suggestion,
            Optional<String> replacement) {}

    List<Remark> check(Pair pair) {
        List<Remark> remarks = new ArrayList<>();
        if (pair.animal().strip().equalsIgnoreCase(pair.object().strip())) {
            remarks.add(new Remark(
                    Severity.ERROR,
                    "object",
                    Rule.SAME_WORD,
                    "animal and object are both '" + pair.object() + "'; their boxes could not be told apart",
                    "choose another object",
                    Optional.empty()));
        }
        word("animal", pair.animal(), vocabulary.animal(pair.animal()), vocabulary.animals(), remarks);
        word("object", pair.object(), vocabulary.object(pair.object()), vocabulary.objects(), remarks);
        for (WordKnowledge model : models) {
            pieces(model, "animal", pair.animal(), remarks);
            pieces(model, "object", pair.object(), remarks);
            if (model.role() == Role.LABELS_BOXES) {
                merging(model, pair, remarks);
            }
        }
        return List.copyOf(remarks);
    }

    private static void word(String field, String word, Optional<Noun> known, List<Noun> all, List<Remark> remarks) {
        boolean plural =
                known.map(noun -> noun.flags().contains(Noun.Flag.PLURAL)).orElseGet(() -> looksPlural(word));
        if (plural) {
            remarks.add(new Remark(
                    Severity.WARNING,
                    field,
                    Rule.PLURAL,
                    "'" + word + "' names several; the score follows one box",
                    "use a word for one thing",
                    Optional.empty()));
        }
        if (known.isPresent() && known.get().flags().contains(Noun.Flag.HARD_TO_DETECT)) {
            remarks.add(new Remark(
                    Severity.WARNING,
                    field,
                    Rule.HARD_TO_DETECT,
                    "'" + word + "' is marked as hard to detect",
                    "expect more clips without a score, or use another word",
                    Optional.empty()));
        }
        if (known.isEmpty() && !all.isEmpty()) {
            Optional<String> meant =
                    EditDistance.closest(word, all.stream().map(Noun::word).toList());
            remarks.add(new Remark(
                    meant.isPresent() ? Severity.WARNING : Severity.INFO,
                    field,
                    Rule.NOT_IN_VOCABULARY,
                    "'" + word + "' is not in the vocabulary",
                    meant.map(close -> "did you mean '" + close + "'?").orElse("add it there, if it is meant"),
                    meant));
        }
    }

    private static boolean looksPlural(String word) {
        String last = word.strip().toLowerCase(Locale.ROOT).replaceFirst("^.*[\\s-]", "");
        return IRREGULAR_PLURALS.contains(last) || (last.length() > 3 && last.matches(".*[^siu]s"));
    }

    private static void pieces(WordKnowledge model, String field, String word, List<Remark> remarks) {
        if (model.unreadable(word)) {
            remarks.add(new Remark(
                    Severity.ERROR,
                    field,
                    Rule.UNREADABLE_WORD,
                    model.model() + " cannot read '" + word + "'",
                    "use another word",
                    Optional.empty()));
            return;
        }
        boolean labels = model.role() == Role.LABELS_BOXES;
        // In a sentence two words are two pieces at least; only a label of two words may lose one.
        int whole = labels ? 1 : word.strip().split("[\\s-]+").length;
        List<String> pieces = model.pieces(word);
        if (pieces.size() > whole) {
            remarks.add(new Remark(
                    Severity.INFO,
                    field,
                    Rule.SPLIT_WORD,
                    model.model() + " reads '" + word + "' in pieces: " + String.join(" ", pieces)
                            + (labels ? "; it may label a box with a part of it" : "; it may not know it as one thing"),
                    "prefer a word it knows whole",
                    Optional.empty()));
        }
    }

    /** Where a label may stand for either of the two, or for both at once. */
    private void merging(WordKnowledge model, Pair pair, List<Remark> remarks) {
        String animal = pair.animal().strip();
        String object = pair.object().strip();
        if (animal.equalsIgnoreCase(object) || model.unreadable(animal) || model.unreadable(object)) {
            return;
        }
        List<String> some = letters(model.pieces(animal));
        List<String> others = letters(model.pieces(object));
        boolean inObject = Collections.indexOfSubList(others, some) >= 0;
        boolean within = inObject || Collections.indexOfSubList(some, others) >= 0;
        List<String> shared = new ArrayList<>(some);
        shared.retainAll(others);
        shared.removeIf(piece -> piece.length() < TELLING);
        if (within || !shared.isEmpty()) {
            String part = inObject ? animal : object;
            remarks.add(merged(
                    Severity.WARNING,
                    within
                            ? "'" + part + "' is a part of '" + (inObject ? object : animal) + "', so that "
                                    + model.model() + " may label both boxes \"" + part + "\""
                            : "'" + animal + "' and '" + object + "' share \"" + shared.get(0) + "\", so that "
                                    + model.model() + " may run their labels together"));
            return;
        }
        joined(model, animal, object)
                .ifPresent(word -> remarks.add(merged(
                        Severity.INFO,
                        "'" + animal + "' and '" + object + "' side by side are '" + word + "', so that "
                                + model.model() + " may take them for one thing")));
    }

    private static Remark merged(Severity severity, String message) {
        return new Remark(
                severity, "object", Rule.MERGED_LABELS, message, "use words that share nothing", Optional.empty());
    }

    /** Without the mark of a piece inside a word, and without punctuation. */
    private static List<String> letters(List<String> pieces) {
        return pieces.stream()
                .map(piece -> piece.replaceFirst("^##", ""))
                .filter(piece -> piece.codePoints().anyMatch(Character::isLetterOrDigit))
                .toList();
    }

    /** A word that the two make together, as "dog" and "house" do; known to the model as one, or to the vocabulary. */
    private Optional<String> joined(WordKnowledge model, String animal, String object) {
        for (String word : List.of(animal + object, object + animal)) {
            if (model.pieces(word).size() == 1 && !model.unreadable(word)) {
                return Optional.of(word);
            }
        }
        return Stream.of(animal + " " + object, object + " " + animal, animal + object, object + animal)
                .filter(word -> vocabulary.object(word).isPresent()
                        || vocabulary.animal(word).isPresent())
                .findFirst();
    }
}
