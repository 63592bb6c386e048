package org.spatialalign.engine.workflow.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.PreferencePair;

/**
 * Which finished or half-done LoRAs the boxes of a clip went into.
 *
 * @param trained runs with a LoRA that were trained on a pair of the clip
 * @param heldOut runs with a LoRA that were only watched by such a pair
 * @param stale whether the boxes are others than those that one of them saw
 */
public record TrainedOn(List<NodeId> trained, List<NodeId> heldOut, boolean stale) {

    public TrainedOn {
        trained = List.copyOf(trained);
        heldOut = List.copyOf(heldOut);
    }

    static TrainedOn of(Moment moment, String clipId) throws WorkbenchException {
        List<NodeId> trained = new ArrayList<>();
        List<NodeId> heldOut = new ArrayList<>();
        boolean stale = false;
        for (String set : moment.project().pairSets().namesWith(clipId)) {
            for (KnownRun run : moment.runsOn(set)) {
                if (!run.hasLearned()) {
                    continue;
                }
                List<PreferencePair> pairs = moment.set(set).of(clipId);
                if (pairs.stream().anyMatch(run::trainsOn)) {
                    trained.add(NodeId.run(run.id()));
                } else if (pairs.stream().anyMatch(run::takes)) {
                    heldOut.add(NodeId.run(run.id()));
                } else {
                    continue;
                }
                Map<String, String> now = moment.boxes();
                stale |= pairs.stream().anyMatch(pair -> pair.changedSince(now).contains(clipId));
            }
        }
        return new TrainedOn(trained, heldOut, stale);
    }

    public boolean isEmpty() {
        return trained.isEmpty() && heldOut.isEmpty();
    }

    /** "3, 7": the numbers of all runs. */
    String runs() {
        return Stream.concat(trained.stream(), heldOut.stream())
                .map(NodeId::key)
                .collect(Collectors.joining(", "));
    }

    /** "2 LoRAs were trained with these boxes"; empty when there are none. */
    public String words() {
        if (isEmpty()) {
            return "";
        }
        boolean watched = trained.isEmpty();
        int count = watched ? heldOut.size() : trained.size();
        String were = Words.count(count, "LoRA") + (count == 1 ? " was " : " were ");
        return were + (watched ? "validated" : "trained") + " with "
                + (stale ? "other boxes of this clip" : "these boxes");
    }
}
