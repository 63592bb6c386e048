package org.spatialalign.app.provenance;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.workflow.provenance.Node;
import org.spatialalign.engine.workflow.provenance.NodeKind;

/**
 * One line of a list of neighbours: the heading of a kind, a thing, or that there are more of the kind.
 *
 * @param node null for a heading and for more
 * @param count of a heading how many there are, of more how many are not listed; 0 for a thing
 */
record TraceLine(NodeKind kind, @Nullable Node node, int count, boolean more) {

    static TraceLine heading(NodeKind kind, int count) {
        return new TraceLine(kind, null, count, false);
    }

    static TraceLine thing(Node node) {
        return new TraceLine(node.id().kind(), node, 0, false);
    }

    static TraceLine more(NodeKind kind, int count) {
        return new TraceLine(kind, null, count, true);
    }

    /** Whether it can be chosen. */
    boolean leads() {
        return node != null || more;
    }

    /** "3 pairs", "5 pairs more"; of a thing its title. */
    String text() {
        return node != null ? node.title() : kind.count(count) + (more ? " more" : "");
    }
}
