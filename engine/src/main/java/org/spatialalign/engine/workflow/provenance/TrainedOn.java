package org.spatialalign.engine.workflow.provenance;

import java.util.List;

/**
 * Which finished or half-done LoRAs the boxes of a clip went into.
 *
 * @param trained runs with a LoRA that were trained on a pair of the clip
 * @param heldOut runs with a LoRA that were only watched by such a pair
 * @param stale whether the boxes are others than those that one of them saw
 */
public record TrainedOn(List<NodeId> trained, List<NodeId> heldOut, boolean stale) {

    public static final TrainedOn NOTHING = new TrainedOn(List.of(), List.of(), false);

    public TrainedOn {
        trained = List.copyOf(trained);
        heldOut = List.copyOf(heldOut);
    }

    public boolean isEmpty() {
        return trained.isEmpty() && heldOut.isEmpty();
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
