package org.spatialalign.engine.workflow.provenance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.prefer.Ruling;
import org.spatialalign.engine.prefer.VerdictLog;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.workflow.provenance.Node.Fact;

/** Pairs of clips that somebody judged or that are in a set. */
record PairNodes(Moment moment, Uses uses) implements NodeSource {

    @Override
    public Node describe(String key) throws WorkbenchException {
        PairKey pair = Keys.pair(key);
        Optional<ClipRecord> first = moment.project().clips().find(pair.first());
        Optional<ClipRecord> second = moment.project().clips().find(pair.second());
        List<String> sets = sets(pair);
        VerdictLog log = moment.project().verdicts().log(pair);
        if (sets.isEmpty() && (first.isEmpty() || second.isEmpty())) {
            throw new WorkbenchException("there is no pair " + key + " in the project");
        }
        Map<String, String> names =
                Map.of(pair.first(), label(pair.first(), first), pair.second(), label(pair.second(), second));
        List<Fact> facts = new ArrayList<>();
        List<StaleReason> stale = new ArrayList<>();
        for (String set : sets) {
            PreferencePair there = moment.set(set).byKey().get(pair);
            if (there != null) {
                facts.add(new Fact("in set '" + set + "'", words(there, names)));
                stale.addAll(moment.state(set).reasonsOf(there, moment));
            }
        }
        Optional<Ruling> ruling = log.of(pair).ruling();
        facts.add(new Fact(
                "people",
                ruling.map(said -> words(said, names))
                        .orElse(log.events().isEmpty() ? "nobody judged it" : "not decided")));
        if (ruling.isPresent() && ruling.get().stale(moment.boxes())) {
            stale.add(new StaleReason(
                    "nobody has judged it with the boxes that it has now",
                    NodeId.verdict(ruling.get().latest().uid())));
        }
        String prompt = first.map(ClipRecord::promptId).orElse("");
        String title = (prompt.isEmpty() ? "" : prompt + ": ") + seed(pair.first(), first) + " and "
                + seed(pair.second(), second);
        return new Node(NodeId.pair(pair), title, facts, stale);
    }

    private static String label(String id, Optional<ClipRecord> clip) {
        return clip.map(ClipRecord::name).orElse(id);
    }

    /** "wan seed 3": within a prompt that is enough, and shorter than the file's name. */
    private static String seed(String id, Optional<ClipRecord> clip) {
        return clip.filter(known -> known.seed() != null && known.promptId() != null)
                .map(known -> (known.model() + " seed " + known.seed()).strip())
                .orElseGet(() -> label(id, clip));
    }

    private static String words(PreferencePair pair, Map<String, String> names) {
        String by = pair.source() == PreferencePair.Source.SCORE
                ? "by score"
                : pair.annotators().isEmpty() ? "by people" : "by " + String.join(", ", pair.annotators());
        return pair.tie()
                ? "a tie, " + by
                : names.get(pair.chosen()) + " over " + names.get(pair.rejected()) + ", " + by + margin(pair);
    }

    private static String margin(PreferencePair pair) {
        Double margin = pair.margin();
        return margin == null ? "" : String.format(Locale.ROOT, " (margin %.3f)", margin);
    }

    private static String words(Ruling ruling, Map<String, String> names) {
        String who = String.join(", ", ruling.annotators());
        return switch (ruling.outcome()) {
            case FIRST, SECOND -> names.get(ruling.preferred().orElseThrow()) + " is better, say " + who;
            case TIE -> "equally good, say " + who;
            default -> "both bad, say " + who;
        };
    }

    /** The sets that have it, the oldest first. */
    private List<String> sets(PairKey pair) throws WorkbenchException {
        List<String> names = new ArrayList<>();
        for (String set : moment.project().pairSets().namesWith(pair.first())) {
            if (moment.set(set).byKey().containsKey(pair)) {
                names.add(set);
            }
        }
        return names;
    }

    @Override
    public List<NodeId> from(String key) throws WorkbenchException {
        PairKey pair = Keys.pair(key);
        Set<NodeId> from = new LinkedHashSet<>();
        from.addAll(uses.underPairs(pair.first()));
        from.addAll(uses.underPairs(pair.second()));
        from.addAll(uses.verdicts(pair));
        return List.copyOf(from);
    }

    @Override
    public List<NodeId> of(String key) throws WorkbenchException {
        return sets(Keys.pair(key)).stream().map(NodeId::pairSet).toList();
    }
}
