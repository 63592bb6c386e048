package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.workflow.provenance.Node;
import org.spatialalign.engine.workflow.provenance.NodeId;
import org.spatialalign.engine.workflow.provenance.NodeKind;
import org.spatialalign.engine.workflow.provenance.Provenance;
import org.spatialalign.engine.workflow.provenance.StaleReason;

/** A walk from one thing in one direction, as an indented list or as JSON. What was met before is not told again. */
final class TraceTree {

    private final Provenance provenance;
    private final boolean up;
    private final int limit;
    private final int depth;
    private final Set<NodeId> met = new HashSet<>();

    /**
     * @param up to what things were made from; otherwise to what was made of them
     * @param limit how many things of one kind are followed at each step
     * @param depth how many steps are taken
     */
    TraceTree(Provenance provenance, boolean up, int limit, int depth) {
        this.provenance = provenance;
        this.up = up;
        this.limit = limit;
        this.depth = depth;
    }

    /**
     * One thing and what comes after it.
     *
     * @param again whether it was told of before; then nothing comes after it here
     * @param more how many things of each kind are left out
     */
    record Branch(Node node, boolean again, List<Branch> next, Map<NodeKind, Integer> more) {}

    Branch walk(NodeId root) throws WorkbenchException {
        return walk(root, depth);
    }

    private Branch walk(NodeId id, int left) throws WorkbenchException {
        Node node = provenance.describe(id);
        if (!met.add(id)) {
            return new Branch(node, true, List.of(), Map.of());
        }
        List<Branch> next = new ArrayList<>();
        Map<NodeKind, Integer> counts = new EnumMap<>(NodeKind.class);
        Map<NodeKind, Integer> more = new EnumMap<>(NodeKind.class);
        for (NodeId neighbour : up ? provenance.from(id) : provenance.of(id)) {
            if (left > 0 && counts.merge(neighbour.kind(), 1, Integer::sum) <= limit) {
                next.add(walk(neighbour, left - 1));
            } else {
                more.merge(neighbour.kind(), 1, Integer::sum);
            }
        }
        return new Branch(node, false, next, more);
    }

    /** Without the root itself. */
    static void print(Branch root, PrintWriter out) {
        if (root.next().isEmpty() && root.more().isEmpty()) {
            out.println("  nothing");
        }
        lines(root, "  ", out);
    }

    private static void lines(Branch branch, String indent, PrintWriter out) {
        for (Branch next : branch.next()) {
            Node node = next.node();
            out.println(indent + node.id().kind().words() + " " + node.title()
                    + (node.stale().isEmpty() ? "" : "  (stale)") + (next.again() ? "  (see above)" : ""));
            lines(next, indent + "  ", out);
        }
        branch.more().forEach((kind, count) -> out.println(indent + "and " + kind.count(count) + " more"));
    }

    /** Why things on the way are stale, each reason once, by the thing nearest to its cause. */
    static void reasons(Branch branch, Map<String, String> to) {
        for (Branch next : branch.next()) {
            reasons(next, to);
        }
        for (StaleReason reason : branch.node().stale()) {
            to.putIfAbsent(
                    reason.words(),
                    branch.node().id().kind().words() + " " + branch.node().title());
        }
    }

    static Map<String, String> reasons(List<Branch> branches) {
        Map<String, String> reasons = new LinkedHashMap<>();
        branches.forEach(branch -> reasons(branch, reasons));
        return reasons;
    }

    /** With kind, key, title, facts, stale, and what comes next under this name. */
    static ObjectNode json(Branch branch, String name) {
        Node node = branch.node();
        ObjectNode json = Json.object()
                .put("kind", node.id().kind().code())
                .put("key", node.id().key())
                .put("title", node.title());
        ObjectNode facts = json.putObject("facts");
        node.facts().forEach(fact -> facts.put(fact.name(), fact.value()));
        ArrayNode stale = json.putArray("stale");
        node.stale().forEach(reason -> stale.addObject()
                .put("why", reason.words())
                .put("cause", reason.cause().text()));
        if (branch.again()) {
            return json.put("again", true);
        }
        ArrayNode next = json.putArray(name);
        branch.next().forEach(one -> next.add(json(one, name)));
        if (!branch.more().isEmpty()) {
            ObjectNode more = json.putObject("more");
            branch.more().forEach((kind, count) -> more.put(kind.code(), count));
        }
        return json;
    }
}
