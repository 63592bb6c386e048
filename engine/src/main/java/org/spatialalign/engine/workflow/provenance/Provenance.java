package org.spatialalign.engine.workflow.provenance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.core.UserCache;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ModelIdentity;
import org.spatialalign.engine.store.Project;

/**
 * A walk through a project, one step at a time, from anything to what it was made from and to what was made of it. A step
 * asks the project's indexes for the neighbours of one thing; only a set of pairs is read as a whole, once. Neighbours
 * agree: what is made of A comes from A.
 *
 * <p>Sees the project as it was when {@link #refresh} was last called, or later. Safe to call from any thread; calls
 * wait for each other.
 */
public final class Provenance {

    private final Project project;
    private final ModelIdentity identity;
    private final Map<String, LoadedSet> sets = Moment.noSets();
    private final Map<Long, KnownRun> begun = new HashMap<>();
    private final List<Path> given = new ArrayList<>();
    private Moment moment;

    public Provenance(Project project) {
        this.project = project;
        this.identity = new ModelIdentity(UserCache.folder());
        this.moment = new Moment(project, identity, sets, begun, given);
    }

    /** To be called when something changed. */
    public synchronized void refresh() {
        moment = new Moment(project, identity, sets, begun, List.copyOf(given));
    }

    /**
     * Tells of a thing.
     *
     * @throws WorkbenchException when the project has none such
     */
    public synchronized Node describe(NodeId id) throws WorkbenchException {
        return source(id.kind()).describe(id.key());
    }

    /** What a thing was made from, kind by kind; empty for where everything begins. */
    public synchronized List<NodeId> from(NodeId id) throws WorkbenchException {
        return sorted(source(id.kind()).from(id.key()));
    }

    /** What was made of a thing, kind by kind. */
    public synchronized List<NodeId> of(NodeId id) throws WorkbenchException {
        return sorted(source(id.kind()).of(id.key()));
    }

    private static List<NodeId> sorted(List<NodeId> ids) {
        return ids.stream().sorted(java.util.Comparator.comparing(NodeId::kind)).toList();
    }

    /**
     * The thing that a LoRA's file is, wherever it lies. From now on it is known, also as what came of its training.
     *
     * @throws WorkbenchException when it cannot be read
     */
    public synchronized NodeId lora(Path file) throws WorkbenchException {
        NodeId id = NodeId.lora(identity.ofFile(file));
        given.add(file);
        refresh();
        return id;
    }

    /** Which trainings relied on the boxes of a clip. Reads nothing but an index for a clip that is in no set of one. */
    public synchronized TrainedOn trainedOn(String clipId) throws WorkbenchException {
        return TrainedOn.of(moment, clipId);
    }

    private NodeSource source(NodeKind kind) {
        Uses uses = new Uses(moment);
        RunNodes runs = new RunNodes(moment);
        LoraNodes loras = new LoraNodes(moment, runs);
        ClipNodes.Recipes recipes = new ClipNodes.Recipes(moment, loras);
        return switch (kind) {
            case PROMPT_SET -> new PromptNodes.Sets(moment);
            case PROMPT -> new PromptNodes(moment);
            case RECIPE -> recipes;
            case CLIP -> new ClipNodes(moment, uses, recipes);
            case BOXES -> new BoxNodes(moment, uses);
            case SCORE -> new BoxNodes.Scores(moment, uses);
            case VERDICT -> new VerdictNodes(moment, uses);
            case PAIR -> new PairNodes(moment, uses);
            case PAIR_SET -> new PairSetNodes(moment);
            case RUN -> runs;
            case LORA -> loras;
            case EVALUATION -> new EvaluationNodes(moment, loras);
        };
    }
}
