package org.spatialalign.engine.prompt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All combinations of a vocabulary's words, numbered: types first, then animals with their verbs and objects, scenes,
 * structures. An animal is never combined with an object of the same word. Nothing is held but the words.
 */
final class CombinationSpace {

    /** One combination, as indices into the lists. */
    record Combination(int type, int animal, int verb, int object, int scene, int template) {}

    private final List<DsrType> types;
    private final List<Noun> animals;
    private final List<Noun> objects;
    private final List<String> scenes;
    private final List<String> templates;
    /** Of each animal, the object of the same word; -1 when there is none. */
    private final int[] sameWord;
    /** How many pairs of verb and object all animals before this one have; one more entry than animals. */
    private final long[] pairsBefore;

    CombinationSpace(Vocabulary vocabulary, ExpansionSpec spec) throws PromptFormatException {
        types = spec.types();
        animals = chosen("animal", spec.animals(), vocabulary.animals(), vocabulary::animal);
        objects = chosen("object", spec.objects(), vocabulary.objects(), vocabulary::object);
        scenes = scenes(vocabulary, spec);
        templates = templates(vocabulary, spec);
        sameWord = new int[animals.size()];
        pairsBefore = new long[animals.size() + 1];
        Map<String, Integer> objectOf = new HashMap<>();
        for (int o = 0; o < objects.size(); o++) {
            objectOf.put(objects.get(o).word().toLowerCase(Locale.ROOT), o);
        }
        for (int a = 0; a < animals.size(); a++) {
            sameWord[a] = objectOf.getOrDefault(animals.get(a).word().toLowerCase(Locale.ROOT), -1);
            pairsBefore[a + 1] = pairsBefore[a] + (long) verbs(a) * objects(a);
        }
    }

    private static List<Noun> chosen(
            String field, List<String> words, List<Noun> all, Function<String, Optional<Noun>> find)
            throws PromptFormatException {
        if (words.isEmpty()) {
            if (all.isEmpty()) {
                throw new PromptFormatException("vocabulary", "has no " + field + "; add at least one");
            }
            return all;
        }
        List<Noun> result = new ArrayList<>();
        for (String word : words) {
            result.add(find.apply(word)
                    .orElseThrow(() -> new PromptFormatException(
                            field,
                            "'" + word + "' is not in the vocabulary"
                                    + meant(word, all.stream().map(Noun::word).toList()))));
        }
        return result;
    }

    private static List<String> scenes(Vocabulary vocabulary, ExpansionSpec spec) throws PromptFormatException {
        for (String scene : spec.scenes()) {
            if (!vocabulary.scenes().contains(scene)) {
                throw new PromptFormatException(
                        "scene", "'" + scene + "' is not in the vocabulary" + meant(scene, vocabulary.scenes()));
            }
        }
        List<String> all = spec.scenes().isEmpty() ? vocabulary.scenes() : spec.scenes();
        return all.isEmpty() ? List.of("") : all;
    }

    private static List<String> templates(Vocabulary vocabulary, ExpansionSpec spec) throws PromptFormatException {
        List<String> ids =
                vocabulary.templates().stream().map(SentenceTemplate::id).toList();
        for (String id : spec.templates()) {
            if (!ids.contains(id)) {
                throw new PromptFormatException(
                        "template", "there is no '" + id + "'; there are " + String.join(", ", ids));
            }
        }
        return spec.templates().isEmpty() ? ids.subList(0, 1) : spec.templates();
    }

    private static String meant(String word, List<String> known) {
        return EditDistance.closest(word, known)
                .map(close -> "; did you mean '" + close + "'?")
                .orElse("; add it there first");
    }

    int types() {
        return types.size();
    }

    int animals() {
        return animals.size();
    }

    int objectWords() {
        return objects.size();
    }

    int verbs(int animal) {
        return Math.max(1, animals.get(animal).verbs().size());
    }

    /** How many objects an animal is combined with. */
    int objects(int animal) {
        return objects.size() - (sameWord[animal] < 0 ? 0 : 1);
    }

    boolean combined(int animal, int object) {
        return sameWord[animal] != object;
    }

    int scenes() {
        return scenes.size();
    }

    int templates() {
        return templates.size();
    }

    BigInteger count() {
        return BigInteger.valueOf(pairsBefore[animals.size()])
                .multiply(BigInteger.valueOf(types.size()))
                .multiply(BigInteger.valueOf(scenes.size()))
                .multiply(BigInteger.valueOf(templates.size()));
    }

    /** @param index from 0 to {@link #count} */
    Combination at(long index) {
        int template = (int) (index % templates.size());
        long rest = index / templates.size();
        int scene = (int) (rest % scenes.size());
        rest /= scenes.size();
        long pairs = pairsBefore[animals.size()];
        long pair = rest % pairs;
        int type = (int) (rest / pairs);
        int animal = animalOf(pair);
        long within = pair - pairsBefore[animal];
        int objectRank = (int) (within % objects(animal));
        int object = sameWord[animal] >= 0 && objectRank >= sameWord[animal] ? objectRank + 1 : objectRank;
        return new Combination(type, animal, (int) (within / objects(animal)), object, scene, template);
    }

    /** The inverse of {@link #at}. */
    long index(Combination c) {
        int objectRank = sameWord[c.animal()] >= 0 && c.object() > sameWord[c.animal()] ? c.object() - 1 : c.object();
        long pair = pairsBefore[c.animal()] + (long) c.verb() * objects(c.animal()) + objectRank;
        long rest = c.type() * pairsBefore[animals.size()] + pair;
        return (rest * scenes.size() + c.scene()) * templates.size() + c.template();
    }

    private int animalOf(long pair) {
        int found = Arrays.binarySearch(pairsBefore, pair);
        if (found < 0) {
            return -found - 2;
        }
        // Animals without any pair share their number with the next one that has some.
        while (pairsBefore[found + 1] == pair) {
            found++;
        }
        return found;
    }

    DsrType type(Combination c) {
        return types.get(c.type());
    }

    String template(Combination c) {
        return templates.get(c.template());
    }

    PromptSlots slots(Combination c) {
        Noun animal = animals.get(c.animal());
        return PromptSlots.of(
                scenes.get(c.scene()),
                animal.word(),
                objects.get(c.object()).word(),
                animal.verbs().isEmpty() ? "" : animal.verbs().get(c.verb()),
                types.get(c.type()));
    }
}
