package org.spatialalign.engine.workflow.provenance;

import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.provenance.Node.Fact;

/** What evaluations say of the clips of a source model. They are computed when somebody looks, out of stored scores. */
record EvaluationNodes(Moment moment, LoraNodes loras) implements NodeSource {

    @Override
    public Node describe(String key) throws WorkbenchException {
        Project project = moment.project();
        int clips = from(key).size();
        if (clips == 0) {
            throw new WorkbenchException(
                    "the project has no clips with a prompt and a seed of the source model '" + key + "'");
        }
        String preset = ScorePreset.PAPER.id();
        List<StaleReason> stale = new ArrayList<>();
        List<String> changed = project.scores().staleOf(key, preset);
        if (!changed.isEmpty()) {
            stale.add(new StaleReason(
                    Words.count(changed.size(), "score") + " of " + clips + ": boxes were changed since",
                    changed.size() == 1 ? NodeId.score(changed.get(0), preset) : NodeId.evaluation(key)));
        }
        List<String> reworded = project.generations().rewordedOf(key);
        if (!reworded.isEmpty()) {
            stale.add(new StaleReason(
                    Words.count(reworded.size(), "clip") + " of " + clips + ": the prompt says something else by now",
                    reworded.size() == 1 ? NodeId.clip(reworded.get(0)) : NodeId.evaluation(key)));
        }
        for (ContentHash lora : project.generations().lorasOf(key)) {
            stale.addAll(loras.inherited(lora));
        }
        String name = key.isEmpty() ? "clips without a source model" : key;
        return new Node(
                NodeId.evaluation(key),
                name + ": " + Words.count(clips, "clip"),
                List.of(new Fact("preset", preset)),
                stale);
    }

    @Override
    public List<NodeId> from(String key) throws WorkbenchException {
        return moment.project().clips().idsToEvaluate(key).stream()
                .map(NodeId::clip)
                .toList();
    }

    @Override
    public List<NodeId> of(String key) {
        return List.of();
    }
}
