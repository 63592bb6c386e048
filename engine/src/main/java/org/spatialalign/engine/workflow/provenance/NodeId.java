package org.spatialalign.engine.workflow.provenance;

import java.util.Optional;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.prefer.PairKey;

/**
 * One thing of a project.
 *
 * @param key tells it from others of its kind; see {@link NodeKind}
 */
public record NodeId(NodeKind kind, String key) {

    public static NodeId clip(String id) {
        return new NodeId(NodeKind.CLIP, id);
    }

    public static NodeId boxes(String clipId) {
        return new NodeId(NodeKind.BOXES, clipId);
    }

    public static NodeId score(String clipId, String presetId) {
        return new NodeId(NodeKind.SCORE, clipId + ":" + presetId);
    }

    public static NodeId prompt(String id) {
        return new NodeId(NodeKind.PROMPT, id);
    }

    public static NodeId promptSet(long id) {
        return new NodeId(NodeKind.PROMPT_SET, Long.toString(id));
    }

    public static NodeId recipe(ContentHash hash) {
        return new NodeId(NodeKind.RECIPE, hash.hex());
    }

    public static NodeId verdict(ContentHash uid) {
        return new NodeId(NodeKind.VERDICT, uid.hex());
    }

    public static NodeId pair(PairKey key) {
        return new NodeId(NodeKind.PAIR, key.toString());
    }

    public static NodeId pairSet(String name) {
        return new NodeId(NodeKind.PAIR_SET, name);
    }

    public static NodeId run(long job) {
        return new NodeId(NodeKind.RUN, Long.toString(job));
    }

    public static NodeId lora(ContentHash hash) {
        return new NodeId(NodeKind.LORA, hash.hex());
    }

    public static NodeId evaluation(String model) {
        return new NodeId(NodeKind.EVALUATION, model);
    }

    /** "clip:3f9c0a77b1de"; {@link #parse} takes it back. */
    public String text() {
        return kind.code() + ":" + key;
    }

    /** Empty when it does not begin with a kind. Says nothing about whether there is such a thing. */
    public static Optional<NodeId> parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : NodeKind.parse(text.substring(0, colon)).map(kind -> new NodeId(kind, text.substring(colon + 1)));
    }
}
