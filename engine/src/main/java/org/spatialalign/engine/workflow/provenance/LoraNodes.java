package org.spatialalign.engine.workflow.provenance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.lora.Lora;
import org.spatialalign.engine.store.PairSetRepository.Heading;
import org.spatialalign.engine.workflow.provenance.Node.Fact;

/** LoRAs: checkpoints of trainings, copies of them in other forms, and files from elsewhere. */
record LoraNodes(Moment moment, RunNodes runs) implements NodeSource {

    @Override
    public Node describe(String key) throws WorkbenchException {
        KnownLora lora = find(key);
        List<KnownRun> fitting = lora.runs(moment.runs());
        List<Fact> facts = new ArrayList<>();
        Path file = lora.file();
        facts.add(new Fact("file", file == null ? "not found; clips name it" : place(file)));
        facts.add(new Fact("hash", lora.hash().brief()));
        note(lora, Lora.STEP, "step", facts);
        note(lora, "preset", "preset", facts);
        facts.add(new Fact("training", training(lora, fitting)));
        // Checkpoints are told by their steps; files from elsewhere by their whole names.
        String title = lora.run() == null
                ? lora.name()
                : lora.name().replaceFirst("\\.safetensors$", "") + " of run " + lora.run();
        return new Node(NodeId.lora(lora.hash()), title, facts, stale(lora));
    }

    private String place(Path file) {
        Path folder = moment.project().folder();
        return file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
    }

    private static void note(KnownLora lora, String name, String words, List<Fact> to) {
        String value = lora.notes().get(name);
        if (value != null) {
            to.add(new Fact(words, value));
        }
    }

    private String training(KnownLora lora, List<KnownRun> fitting) throws WorkbenchException {
        String numbers = fitting.stream().map(run -> Long.toString(run.id())).collect(Collectors.joining(", "));
        if (lora.run() != null) {
            return "a checkpoint of run " + numbers;
        }
        if (!fitting.isEmpty()) {
            return (fitting.size() == 1 ? "run " : "one of the runs ") + numbers + ": same pairs, model and preset";
        }
        if (!sets(lora).isEmpty()) {
            return "elsewhere, on pairs of this project";
        }
        return lora.notes().containsKey(Lora.DATASET_HASH)
                ? "elsewhere, on pairs that this project does not have"
                : "the file says nothing of it";
    }

    List<StaleReason> stale(KnownLora lora) throws WorkbenchException {
        List<StaleReason> reasons = new ArrayList<>();
        if ("0".equals(lora.notes().get(Lora.STEP))) {
            // It has not seen any pair yet.
            return reasons;
        }
        List<KnownRun> fitting = lora.runs(moment.runs());
        for (KnownRun run : fitting) {
            reasons.addAll(runs.stale(run));
        }
        if (fitting.isEmpty()) {
            for (NodeId set : sets(lora)) {
                reasons.addAll(moment.state(set.key())
                        .reasons(pair -> !pair.tie(), "the pairs of set '" + set.key() + "'", moment));
            }
        }
        return reasons;
    }

    /** What is said of clips that were made with a LoRA. */
    List<StaleReason> inherited(ContentHash hash) throws WorkbenchException {
        Optional<KnownLora> lora = moment.lora(hash);
        if (lora.isEmpty()) {
            return List.of();
        }
        return stale(lora.get()).stream()
                .map(reason -> new StaleReason("the LoRA is out of date: " + reason.words(), NodeId.lora(hash)))
                .toList();
    }

    private KnownLora find(String key) throws WorkbenchException {
        return moment.lora(Keys.hash(NodeKind.LORA, key))
                .orElseThrow(() -> new WorkbenchException("no training and no clip of the project knows the LoRA "
                        + key.substring(0, Math.min(12, key.length()))));
    }

    /** The sets with the pairs that a LoRA says it was trained on. */
    private List<NodeId> sets(KnownLora lora) throws WorkbenchException {
        Set<NodeId> sets = new LinkedHashSet<>();
        for (Heading set : moment.project().pairSets().all()) {
            if (lora.trainedOn(set.hash())) {
                sets.add(NodeId.pairSet(set.name()));
            }
        }
        return List.copyOf(sets);
    }

    @Override
    public List<NodeId> from(String key) throws WorkbenchException {
        KnownLora lora = find(key);
        List<NodeId> fitting = lora.runs(moment.runs()).stream()
                .map(run -> NodeId.run(run.id()))
                .toList();
        return fitting.isEmpty() ? sets(lora) : fitting;
    }

    @Override
    public List<NodeId> of(String key) throws WorkbenchException {
        return moment.project().generations().recipesWith(find(key).hash()).stream()
                .map(NodeId::recipe)
                .toList();
    }
}
