package org.spatialalign.engine.prefer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.prompt.DsrType;

/**
 * The pairs one annotator is asked to judge, in the order in which they are shown. It travels as a file; clips are named
 * by their content, so that it fits every project that has them.
 *
 * @param id names the share; the same pairs for the same annotator have the same id
 * @param blind whether scores are left out and seeds, models and file names are to be hidden
 */
public record PairShare(String id, String annotator, boolean blind, Instant createdAt, List<Item> items) {

    /**
     * One pair to be judged.
     *
     * @param prompt the sentence; may be empty
     * @param left hash of the clip to be shown on the left
     * @param repeat whether the pair was in the share before, with the sides the other way round
     * @param leftScore null in a blind share and of a clip without a score
     */
    public record Item(
            String promptId,
            String prompt,
            DsrType type,
            ContentHash left,
            ContentHash right,
            boolean repeat,
            @Nullable Double leftScore,
            @Nullable Double rightScore) {

        public PairKey key() {
            return PairKey.of(left.brief(), right.brief());
        }
    }

    public PairShare {
        items = List.copyOf(items);
        Verdict.requireName(annotator);
        for (Item item : items) {
            if (blind && (item.leftScore != null || item.rightScore != null)) {
                throw new IllegalArgumentException("a blind share carries no scores");
            }
        }
    }

    public static PairShare of(String annotator, boolean blind, Instant createdAt, List<Item> items) {
        StringBuilder text = new StringBuilder(annotator).append('\n').append(blind);
        for (Item item : items) {
            text.append('\n').append(item.left.hex()).append(item.repeat ? " again " : " ");
            text.append(item.right.hex());
        }
        return new PairShare(ContentHash.ofText(text.toString()).brief(), annotator, blind, createdAt, items);
    }

    /** How many of the pairs the annotator has submitted, repeats included. */
    public int done(VerdictLog log) {
        int done = 0;
        for (Item item : items) {
            PairVerdicts verdicts = log.of(item.key());
            boolean said = item.repeat
                    ? verdicts.repeats().stream()
                            .anyMatch(verdict -> verdict.annotator().equals(annotator))
                    : verdicts.current().containsKey(annotator);
            done += said ? 1 : 0;
        }
        return done;
    }
}
