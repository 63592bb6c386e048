package org.spatialalign.engine.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.prompt.DsrType;

/**
 * A pair as a run has it. Its number is its place in the run's list.
 *
 * @param promptId decides with which other pairs it is drawn, and held out
 * @param prompt the sentence
 * @param winner content of the better clip
 * @param loser content of the worse clip
 * @param heldOut whether it is for validation, and never trained on
 */
public record TrainingPair(
        String promptId, String prompt, DsrType type, ContentHash winner, ContentHash loser, boolean heldOut) {

    /** For messages: "cat_LR: 3f9c0a77b1de over 81d2c4e0a995". */
    public String words() {
        return promptId + ": " + winner.brief() + " over " + loser.brief();
    }

    /**
     * Holds out all pairs of some prompts. Which ones depends on the seed and the prompts' names alone.
     *
     * @param share of the prompts; where it is above 0 and there are two prompts, at least one is held out and one not
     */
    public static List<TrainingPair> split(List<TrainingPair> pairs, double share, long seed) {
        Set<String> prompts = pairs.stream().map(TrainingPair::promptId).collect(Collectors.toCollection(TreeSet::new));
        List<String> order = new ArrayList<>(prompts);
        order.sort(Comparator.comparing(
                prompt -> ContentHash.ofText(seed + "\n" + prompt).hex()));
        long wanted = share == 0 ? 0 : Math.max(1, Math.round(share * order.size()));
        Set<String> heldOut = new TreeSet<>(order.subList(0, (int) Math.min(wanted, Math.max(0, order.size() - 1))));
        return pairs.stream()
                .map(pair -> new TrainingPair(
                        pair.promptId,
                        pair.prompt,
                        pair.type,
                        pair.winner,
                        pair.loser,
                        heldOut.contains(pair.promptId)))
                .toList();
    }
}
