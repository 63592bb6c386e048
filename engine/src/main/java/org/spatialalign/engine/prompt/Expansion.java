package org.spatialalign.engine.prompt;

import java.math.BigInteger;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.spatialalign.engine.prompt.CombinationSpace.Combination;

/**
 * The prompts that a vocabulary and a spec give: first only how many, which costs nothing however many they are, then
 * the prompts, each made when it is asked for. Immutable; any thread.
 */
public final class Expansion {

    /** More rows than this are not made at once: a million are about 500 MB, and months of generating. */
    public static final int MOST = 1_000_000;

    /** What can be numbered without care for overflow. */
    private static final BigInteger NUMBERED = BigInteger.ONE.shiftLeft(62);

    private final CombinationSpace space;
    private final SentenceGrammar grammar;
    private final ExpansionSpec spec;

    private Expansion(CombinationSpace space, SentenceGrammar grammar, ExpansionSpec spec) {
        this.space = space;
        this.grammar = grammar;
        this.spec = spec;
    }

    /** @throws PromptFormatException if the vocabulary lacks a word that the spec names, or has none at all */
    public static Expansion plan(Vocabulary vocabulary, ExpansionSpec spec) throws PromptFormatException {
        return new Expansion(new CombinationSpace(vocabulary, spec), SentenceGrammar.of(vocabulary), spec);
    }

    /** How many different combinations there are. */
    public BigInteger combinations() {
        return space.count();
    }

    /** How many prompts {@link #prompts} would give: what was asked for, or all combinations when there are fewer. */
    public BigInteger rows() {
        BigInteger all = space.count();
        return spec.mode() == ExpansionSpec.Mode.ALL ? all : all.min(BigInteger.valueOf(spec.size()));
    }

    /** The cost of generating the prompts' clips; see {@link GenerationCost#of}. */
    public GenerationCost cost(int seeds, double secondsPerClip, long bytesPerClip) {
        return GenerationCost.of(rows(), seeds, secondsPerClip, bytesPerClip);
    }

    /**
     * The prompts. All combinations are counted out as they are asked for; of a sample only the numbers of its
     * combinations are drawn here.
     *
     * @throws PromptFormatException if they are more than {@link #MOST}; the message says how many
     */
    public List<DsrPrompt> prompts() throws PromptFormatException {
        BigInteger rows = rows();
        if (rows.compareTo(BigInteger.valueOf(MOST)) > 0) {
            throw new PromptFormatException(
                    "expansion",
                    String.format(
                            "would give %,d prompts, at most %,d are made at once. Draw a sample, or choose fewer words",
                            rows, MOST));
        }
        if (space.count().compareTo(NUMBERED) > 0) {
            throw new PromptFormatException(
                    "expansion",
                    String.format(
                            "the vocabulary has %,d combinations, too many to draw from; choose fewer words",
                            space.count()));
        }
        return new Rows(
                switch (spec.mode()) {
                    case ALL -> LongStream.range(0, rows.intValueExact()).toArray();
                    case SAMPLED -> sample(space.count().longValueExact(), rows.intValueExact());
                    case BALANCED -> new BalancedDraw(space, spec.seed()).draw(rows.intValueExact());
                });
    }

    /** Floyd's draw without replacement: as many draws as numbers, however many there are to choose from. */
    private long[] sample(long from, int size) {
        SplittableRandom random = new SplittableRandom(spec.seed());
        Set<Long> drawn = new HashSet<>(size * 2);
        for (long last = from - size; last < from; last++) {
            if (!drawn.add(random.nextLong(last + 1))) {
                drawn.add(last);
            }
        }
        return drawn.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private DsrPrompt prompt(long index, int row, int digits) {
        Combination combination = space.at(index);
        PromptSlots slots = space.slots(combination);
        String template = space.template(combination);
        String number = Integer.toString(spec.firstNumber() + row);
        String id = spec.idPrefix() + "0".repeat(Math.max(0, digits - number.length())) + number + "_"
                + slots.type().code();
        return new DsrPrompt(
                id,
                slots.type(),
                slots.animal(),
                slots.object(),
                slots.scene(),
                slots.initialPhrase(),
                slots.finalPhrase(),
                grammar.sentence(slots, template),
                "",
                grammar.tellsVerb(template) ? slots.verb() : "",
                template);
    }

    /** The prompts of some combinations, each made anew whenever it is asked for. */
    private final class Rows extends AbstractList<DsrPrompt> implements RandomAccess {
        private final long[] indices;
        private final int digits;

        Rows(long[] indices) {
            this.indices = Arrays.copyOf(indices, indices.length);
            this.digits = Math.max(
                    4, Integer.toString(spec.firstNumber() + indices.length).length());
        }

        @Override
        public DsrPrompt get(int row) {
            return prompt(indices[row], row, digits);
        }

        @Override
        public int size() {
            return indices.length;
        }
    }
}
