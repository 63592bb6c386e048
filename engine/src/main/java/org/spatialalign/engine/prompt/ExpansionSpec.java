package org.spatialalign.engine.prompt;

import java.util.List;

/**
 * Which prompts to make out of a vocabulary.
 *
 * @param types at least one
 * @param animals words of the vocabulary; empty for all of them
 * @param objects words of the vocabulary; empty for all of them
 * @param scenes of the vocabulary; empty for all of them, or none when it has none
 * @param templates ids of the vocabulary; empty for its first one only
 * @param size how many to make; meaningless for {@link Mode#ALL}
 * @param seed of what is drawn; the same vocabulary, spec and seed give the same prompts
 * @param idPrefix what prompt ids begin with; a number and the type follow
 * @param firstNumber of the ids
 */
public record ExpansionSpec(
        Mode mode,
        List<DsrType> types,
        List<String> animals,
        List<String> objects,
        List<String> scenes,
        List<String> templates,
        int size,
        long seed,
        String idPrefix,
        int firstNumber) {

    /** How the combinations are chosen. */
    public enum Mode {
        /** Every one. */
        ALL,
        /** {@code size} of them, each as likely as the others, none twice. */
        SAMPLED,
        /** {@code size} of them, none twice, with types, animals and objects as equally often as can be. */
        BALANCED
    }

    /** The six types of the paper: left, right and top, each to each other one. */
    public static final List<DsrType> PAPER_TYPES = List.of("LR", "LT", "RL", "RT", "TL", "TR").stream()
            .map(DsrType::of)
            .toList();

    public ExpansionSpec {
        types = types.stream().distinct().toList();
        animals = animals.stream().distinct().toList();
        objects = objects.stream().distinct().toList();
        scenes = scenes.stream().distinct().toList();
        templates = templates.stream().distinct().toList();
        if (types.isEmpty()) {
            throw new IllegalArgumentException("an expansion needs at least one type");
        }
        if (mode != Mode.ALL && size < 1) {
            throw new IllegalArgumentException("the number of prompts must be at least 1, got " + size);
        }
    }

    /** All words of the vocabulary, its first structure, the paper's types. */
    public static ExpansionSpec of(Mode mode, int size, long seed) {
        return new ExpansionSpec(mode, PAPER_TYPES, List.of(), List.of(), List.of(), List.of(), size, seed, "p", 0);
    }
}
