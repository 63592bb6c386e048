package org.spatialalign.engine.workflow.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.workflow.TrainSpec;
import org.spatialalign.engine.workflow.provenance.Node.Fact;

/** Trainings. */
record RunNodes(Moment moment) implements NodeSource {

    @Override
    public Node describe(String key) throws WorkbenchException {
        KnownRun run = find(key);
        TrainSpec spec = run.run().spec();
        String state = run.run().job().state().name().toLowerCase(Locale.ROOT);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("state", state));
        facts.add(new Fact("model", spec.model()));
        facts.add(new Fact(
                "preset", spec.config().name() + ", seed " + spec.config().seed()));
        facts.add(new Fact("pairs", pairs(run)));
        facts.add(new Fact("code version", run.run().job().spec().codeVersion()));
        RunRecord.Parent parent = spec.parent();
        if (parent != null) {
            facts.add(new Fact("goes on with", "run " + parent.run() + " after " + parent.step() + " steps"));
        }
        if (!run.problem().isEmpty()) {
            facts.add(new Fact("problem", run.problem()));
        }
        String title = key + ": " + spec.config().name() + ", " + spec.config().steps() + " steps"
                + (run.run().job().state() == JobState.SUCCEEDED ? "" : ", " + state);
        return new Node(NodeId.run(run.id()), title, facts, stale(run));
    }

    private String pairs(KnownRun run) throws WorkbenchException {
        List<PreferencePair> all = moment.set(run.run().spec().pairSet()).set().pairs();
        long trained = all.stream().filter(run::trainsOn).count();
        long heldOut = all.stream().filter(run::takes).count() - trained;
        return trained + " trained on" + (heldOut == 0 ? "" : ", " + heldOut + " held out");
    }

    List<StaleReason> stale(KnownRun run) throws WorkbenchException {
        List<StaleReason> reasons = new ArrayList<>(reasons(run, run::trainsOn, "pair"));
        reasons.addAll(reasons(run, pair -> run.takes(pair) && !run.trainsOn(pair), "held-out pair"));
        return reasons;
    }

    private List<StaleReason> reasons(KnownRun run, Predicate<PreferencePair> used, String what)
            throws WorkbenchException {
        String set = run.run().spec().pairSet();
        int count = (int) moment.set(set).set().pairs().stream().filter(used).count();
        return moment.state(set).reasons(used, Words.count(count, what) + " of run " + run.id(), moment);
    }

    private KnownRun find(String key) throws WorkbenchException {
        return moment.run(Keys.number(NodeKind.RUN, key));
    }

    @Override
    public List<NodeId> from(String key) throws WorkbenchException {
        TrainSpec spec = find(key).run().spec();
        List<NodeId> from = new ArrayList<>(List.of(NodeId.pairSet(spec.pairSet())));
        moment.runs().stream().filter(run -> goesOnWith(spec, run.id())).forEach(run -> from.add(NodeId.run(run.id())));
        return from;
    }

    @Override
    public List<NodeId> of(String key) throws WorkbenchException {
        long id = find(key).id();
        List<NodeId> made = new ArrayList<>();
        for (KnownLora lora : moment.loras().values()) {
            if (lora.runs(moment.runs()).stream().anyMatch(run -> run.id() == id)) {
                made.add(NodeId.lora(lora.hash()));
            }
        }
        moment.runs().stream()
                .filter(run -> goesOnWith(run.run().spec(), id))
                .forEach(run -> made.add(NodeId.run(run.id())));
        return made;
    }

    private static boolean goesOnWith(TrainSpec spec, long run) {
        RunRecord.Parent parent = spec.parent();
        return parent != null && parent.run() == run;
    }
}
