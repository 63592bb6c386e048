package org.spatialalign.app.provenance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.workflow.provenance.NodeId;
import org.spatialalign.engine.workflow.provenance.NodeKind;

/**
 * Where a thing is worked on.
 *
 * @param page its id
 * @param title the page's, for a button
 * @param target what the page is to bring to the front
 */
public record Place(String page, String title, String target) {

    /** Null when no page shows such a thing. */
    static @Nullable Place of(NodeId id, List<NodeId> from, List<NodeId> of) {
        return switch (id.kind()) {
            case PROMPT -> new Place("prompts", "Prompts", id.key());
            case PROMPT_SET -> new Place("prompts", "Prompts", id.text());
            case CLIP, BOXES -> clip(id.key());
            case SCORE -> clip(id.key().substring(0, id.key().indexOf(':')));
            case RECIPE -> first(of, NodeKind.CLIP) == null ? null : clip(key(first(of, NodeKind.CLIP)));
            case VERDICT -> new Place("pairs", "Pairs", key(first(of, NodeKind.PAIR)));
            case PAIR -> new Place("pairs", "Pairs", id.key());
            case PAIR_SET -> new Place("pairs", "Pairs", "");
            case RUN -> new Place("train", "Train", id.key());
            case LORA ->
                first(from, NodeKind.RUN) == null ? null : new Place("train", "Train", key(first(from, NodeKind.RUN)));
            case EVALUATION -> new Place("evaluate", "Evaluate", id.key());
        };
    }

    private static Place clip(String id) {
        return new Place("inspect", "Inspect", id);
    }

    private static @Nullable NodeId first(List<NodeId> ids, NodeKind kind) {
        return ids.stream().filter(id -> id.kind() == kind).findFirst().orElse(null);
    }

    private static String key(@Nullable NodeId id) {
        return id == null ? "" : id.key();
    }
}
