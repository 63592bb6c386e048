package org.spatialalign.engine.workflow.provenance;

import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.workflow.provenance.Node.Fact;

/** Sets of pairs as trainings use them. */
record PairSetNodes(Moment moment) implements NodeSource {

    @Override
    public Node describe(String key) throws WorkbenchException {
        PairSet set = moment.set(key).set();
        int decided = set.decided().size();
        List<Fact> facts = List.of(
                new Fact("made", Words.time(set.createdAt())),
                new Fact("whose word", words(set.policy())),
                new Fact("decided", decided + " of " + Words.count(set.pairs().size(), "pair")),
                new Fact("scores", set.presetId()),
                new Fact("hash", set.hash().brief()));
        String title = set.name() + ": " + Words.count(set.pairs().size(), "pair");
        return new Node(
                NodeId.pairSet(key),
                title,
                facts,
                moment.state(key).reasons(pair -> true, Words.count(set.pairs().size(), "pair"), moment));
    }

    private static String words(PairSet.Policy policy) {
        return switch (policy) {
            case SCORE -> "the score's";
            case VERDICT -> "people's";
            case BOTH -> "the score's, and people's where they spoke";
        };
    }

    @Override
    public List<NodeId> from(String key) throws WorkbenchException {
        return moment.set(key).set().pairs().stream()
                .map(pair -> NodeId.pair(pair.key()))
                .distinct()
                .toList();
    }

    /** Trainings, and LoRAs that were trained on these pairs elsewhere. */
    @Override
    public List<NodeId> of(String key) throws WorkbenchException {
        List<NodeId> made = new ArrayList<>();
        moment.runsOn(key).forEach(run -> made.add(NodeId.run(run.id())));
        moment.strangersOn(moment.set(key).set().hash()).forEach(lora -> made.add(NodeId.lora(lora.hash())));
        return made;
    }
}
