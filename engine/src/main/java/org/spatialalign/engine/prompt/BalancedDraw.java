package org.spatialalign.engine.prompt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import org.spatialalign.engine.prompt.CombinationSpace.Combination;

/**
 * Draws combinations so that types, animals and objects come equally often, as far as there are combinations enough:
 * each time the ones that came least so far, in an order that the seed decides. Verbs, scenes and structures are drawn.
 */
final class BalancedDraw {

    /** So many draws at random before the combinations of a cell are gone through one by one. */
    private static final int TRIES = 8;

    private final CombinationSpace space;
    private final Random random;
    private final List<Integer> types;
    private final List<Integer> animals;
    private final List<Integer> objects;
    private final int[] animalUse;
    private final int[] objectUse;
    private final int[][] animalUseInType;
    private final int[][] objectUseInType;
    private final Map<Long, Integer> pairUse = new HashMap<>();
    private final Map<Long, Integer> cellUse = new HashMap<>();
    private final Set<Long> taken = new HashSet<>();

    BalancedDraw(CombinationSpace space, long seed) {
        this.space = space;
        this.random = new Random(seed);
        types = shuffled(space.types());
        animals = shuffled(space.animals());
        objects = shuffled(space.objectWords());
        animalUse = new int[space.animals()];
        objectUse = new int[space.objectWords()];
        animalUseInType = new int[space.types()][space.animals()];
        objectUseInType = new int[space.types()][space.objectWords()];
    }

    private List<Integer> shuffled(int size) {
        List<Integer> order = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        return order;
    }

    /** @param size at most as many as there are combinations */
    long[] draw(int size) {
        long[] drawn = new long[size];
        for (int i = 0; i < size; i++) {
            drawn[i] = next(types.get(i % types.size()));
        }
        return drawn;
    }

    private long next(int type) {
        int[] inType = animalUseInType[type];
        int animal = least(
                animals,
                a -> inType[a] < (long) space.objects(a) * cell(a),
                (a, b) -> compare(inType[a], inType[b], animalUse[a], animalUse[b]));
        int[] objectsInType = objectUseInType[type];
        int object = least(
                objects,
                o -> space.combined(animal, o) && cellUse.getOrDefault(key(type, animal, o), 0) < cell(animal),
                (a, b) -> {
                    int use = compare(objectUse[a], objectUse[b], objectsInType[a], objectsInType[b]);
                    return use != 0 ? use : Integer.compare(pairs(animal, a), pairs(animal, b));
                });
        inType[animal]++;
        animalUse[animal]++;
        objectsInType[object]++;
        objectUse[object]++;
        pairUse.merge(key(0, animal, object), 1, Integer::sum);
        cellUse.merge(key(type, animal, object), 1, Integer::sum);
        return fresh(type, animal, object);
    }

    private int pairs(int animal, int object) {
        return pairUse.getOrDefault(key(0, animal, object), 0);
    }

    private static int compare(int first, int second, int firstThen, int secondThen) {
        return first != second ? Integer.compare(first, second) : Integer.compare(firstThen, secondThen);
    }

    /** How many combinations one type, animal and object have. */
    private long cell(int animal) {
        return (long) space.verbs(animal) * space.scenes() * space.templates();
    }

    private long key(int type, int animal, int object) {
        return ((long) type * space.animals() + animal) * space.objectWords() + object;
    }

    /** Compares by how often two words were used. */
    @FunctionalInterface
    private interface Use {
        int compare(int first, int second);
    }

    private static int least(List<Integer> order, IntPredicate possible, Use use) {
        int best = -1;
        for (int candidate : order) {
            if (possible.test(candidate) && (best < 0 || use.compare(candidate, best) < 0)) {
                best = candidate;
            }
        }
        if (best < 0) {
            throw new IllegalStateException("more combinations were asked for than there are");
        }
        return best;
    }

    private long fresh(int type, int animal, int object) {
        long size = cell(animal);
        long at = 0;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            at = (long) (random.nextDouble() * size);
            long index = inCell(type, animal, object, at);
            if (taken.add(index)) {
                return index;
            }
        }
        while (true) {
            at = (at + 1) % size;
            long index = inCell(type, animal, object, at);
            if (taken.add(index)) {
                return index;
            }
        }
    }

    private long inCell(int type, int animal, int object, long at) {
        int template = (int) (at % space.templates());
        int scene = (int) (at / space.templates() % space.scenes());
        int verb = (int) (at / space.templates() / space.scenes());
        return space.index(new Combination(type, animal, verb, object, scene, template));
    }
}
