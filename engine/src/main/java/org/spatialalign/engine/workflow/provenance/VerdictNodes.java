package org.spatialalign.engine.workflow.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.TakeBack;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.workflow.provenance.Node.Fact;

/** What people said of pairs. */
record VerdictNodes(Moment moment, Uses uses) implements NodeSource {

    @Override
    public Node describe(String key) throws WorkbenchException {
        Verdict verdict = find(key);
        boolean takenBack = moment.project().verdicts().log(verdict.key()).events().values().stream()
                .anyMatch(event -> event instanceof TakeBack back
                        && back.verdict().equals(key)
                        && back.annotator().equals(verdict.annotator()));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("given", Words.time(verdict.at())));
        if (!verdict.reasons().isEmpty()) {
            facts.add(new Fact(
                    "because",
                    verdict.reasons().stream()
                            .map(reason ->
                                    reason.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                            .collect(Collectors.joining(", "))));
        }
        facts.add(new Fact("seen", verdict.blind() ? "blind" : "with scores and names"));
        String state = takenBack
                ? "taken back"
                : !verdict.submitted()
                        ? "a draft"
                        : verdict.repeat()
                                ? "a repeat, never decides"
                                : verdict.adjudication() ? "settles a dispute" : "";
        if (!state.isEmpty()) {
            facts.add(new Fact("state", state));
        }
        List<StaleReason> stale = new ArrayList<>();
        for (String clip : takenBack ? List.<String>of() : verdict.changedSince(moment.boxes())) {
            stale.add(new StaleReason(
                    "given before the boxes of " + name(clip) + " were changed ("
                            + BoxChanges.since(moment, clip, verdict.at()) + ")",
                    NodeId.boxes(clip)));
        }
        String title = verdict.annotator() + ": " + words(verdict) + (takenBack ? " (taken back)" : "");
        return new Node(new NodeId(NodeKind.VERDICT, key), title, facts, stale);
    }

    private Verdict find(String key) throws WorkbenchException {
        return moment.project()
                .verdicts()
                .find(Keys.hash(NodeKind.VERDICT, key))
                .orElseThrow(() -> new WorkbenchException("there is no verdict " + key + " in the project"));
    }

    private String words(Verdict verdict) throws WorkbenchException {
        return switch (verdict.choice()) {
            case LEFT -> name(verdict.left()) + " is better";
            case RIGHT -> name(verdict.right()) + " is better";
            case TIE -> "equally good";
            case BOTH_BAD -> "both bad";
            case SKIP -> "skipped";
        };
    }

    private String name(String clip) throws WorkbenchException {
        return moment.project().clips().find(clip).map(ClipRecord::name).orElse(clip);
    }

    @Override
    public List<NodeId> from(String key) throws WorkbenchException {
        Verdict verdict = find(key);
        return List.of(
                uses.underVerdicts(verdict.key().first()),
                uses.underVerdicts(verdict.key().second()));
    }

    @Override
    public List<NodeId> of(String key) throws WorkbenchException {
        return List.of(NodeId.pair(find(key).key()));
    }
}
