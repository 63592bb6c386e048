package org.spatialalign.engine.workflow.provenance;

import java.util.List;

/**
 * A thing as people are told of it.
 *
 * @param title tells it from others of its kind
 * @param facts worth knowing, the most important first
 * @param stale why it would be another if it were made again now; empty when it would not
 */
public record Node(NodeId id, String title, List<Fact> facts, List<StaleReason> stale) {

    /** One line of a description. */
    public record Fact(String name, String value) {}

    public Node {
        facts = List.copyOf(facts);
        stale = List.copyOf(stale);
    }
}
