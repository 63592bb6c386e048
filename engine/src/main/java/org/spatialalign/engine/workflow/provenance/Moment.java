package org.spatialalign.engine.workflow.provenance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ModelIdentity;
import org.spatialalign.engine.prefer.VerdictLog;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.Checkpoints;
import org.spatialalign.engine.workflow.GenerateJob;
import org.spatialalign.engine.workflow.TrainRun;

/**
 * What of a project is asked for again and again while its things are described, each read once and when it is first
 * needed. Knows nothing of later changes: make a new one then. One thread.
 */
final class Moment {

    /** Sets are never changed, so that they outlive the moment; this many of the largest kind take 100 MB. */
    private static final int SETS_KEPT = 8;

    private final Project project;
    private final ModelIdentity identity;
    private final Map<String, LoadedSet> sets;
    private final Map<Long, KnownRun> begun;
    private final List<Path> given;
    private final Map<String, SetState> states = new HashMap<>();
    private @Nullable Map<String, String> boxes;
    private @Nullable Map<String, String> sentences;
    private @Nullable VerdictLog verdicts;
    private @Nullable List<KnownRun> runs;
    private @Nullable Map<ContentHash, KnownLora> loras;

    /**
     * @param sets read by earlier moments of the same project
     * @param begun trainings of which earlier moments know what they took
     * @param given LoRA files that people named
     */
    Moment(
            Project project,
            ModelIdentity identity,
            Map<String, LoadedSet> sets,
            Map<Long, KnownRun> begun,
            List<Path> given) {
        this.project = project;
        this.identity = identity;
        this.sets = sets;
        this.begun = begun;
        this.given = given;
    }

    /** The least recently used one goes first. */
    static Map<String, LoadedSet> noSets() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, LoadedSet> eldest) {
                return size() > SETS_KEPT;
            }
        };
    }

    Project project() {
        return project;
    }

    /** The present fingerprint of each clip's boxes. */
    Map<String, String> boxes() throws WorkbenchException {
        Map<String, String> known = boxes;
        if (known == null) {
            known = project.scores().inputHashes();
            boxes = known;
        }
        return known;
    }

    /** The present sentence of each prompt. */
    Map<String, String> sentences() throws WorkbenchException {
        Map<String, String> known = sentences;
        if (known == null) {
            known = project.prompts().all().stream()
                    .collect(Collectors.toMap(DsrPrompt::promptId, DsrPrompt::sentence));
            sentences = known;
        }
        return known;
    }

    VerdictLog verdicts() throws WorkbenchException {
        VerdictLog known = verdicts;
        if (known == null) {
            known = project.verdicts().log();
            verdicts = known;
        }
        return known;
    }

    LoadedSet set(String name) throws WorkbenchException {
        LoadedSet known = sets.get(name);
        if (known == null) {
            known = LoadedSet.of(project.pairSets()
                    .find(name)
                    .orElseThrow(() -> new WorkbenchException("there is no set of pairs '" + name + "'")));
            sets.put(name, known);
        }
        return known;
    }

    SetState state(String setName) throws WorkbenchException {
        SetState known = states.get(setName);
        if (known == null) {
            known = SetState.of(set(setName).set(), this);
            states.put(setName, known);
        }
        return known;
    }

    /** The oldest first. */
    List<KnownRun> runs() throws WorkbenchException {
        List<KnownRun> known = runs;
        if (known == null) {
            known = TrainRun.all(project).stream()
                    .map(run -> KnownRun.of(run, begun))
                    .toList();
            runs = known;
        }
        return known;
    }

    KnownRun run(long id) throws WorkbenchException {
        return runs().stream()
                .filter(run -> run.id() == id)
                .findFirst()
                .orElseThrow(() -> new WorkbenchException("there is no training run " + id));
    }

    /** The trainings on a set, the oldest first. */
    List<KnownRun> runsOn(String setName) throws WorkbenchException {
        return runs().stream()
                .filter(run -> run.run().spec().pairSet().equals(setName))
                .toList();
    }

    /** Checkpoints in the order of their steps, then what clips were made with, then what people named. */
    Map<ContentHash, KnownLora> loras() throws WorkbenchException {
        Map<ContentHash, KnownLora> known = loras;
        if (known == null) {
            known = readLoras();
            loras = known;
        }
        return known;
    }

    private Map<ContentHash, KnownLora> readLoras() throws WorkbenchException {
        Map<ContentHash, KnownLora> found = new LinkedHashMap<>();
        for (KnownRun run : runs()) {
            for (Checkpoints.Checkpoint checkpoint : Checkpoints.list(run.run().folder())) {
                add(found, checkpoint.lora(), run.id());
            }
        }
        for (Path file : given) {
            add(found, file, null);
        }
        Map<ContentHash, String> used = project.generations().loras();
        if (!found.keySet().containsAll(used.keySet())) {
            for (Path file : GenerateJob.loraFiles(project)) {
                add(found, file, null);
            }
        }
        used.forEach((hash, name) -> found.putIfAbsent(hash, KnownLora.named(hash, name)));
        return found;
    }

    /** A file that is gone is passed over: a training forgets old checkpoints, people move files. */
    private void add(Map<ContentHash, KnownLora> to, Path file, @Nullable Long run) throws WorkbenchException {
        if (Files.isRegularFile(file)) {
            ContentHash hash = identity.ofFile(file);
            if (!to.containsKey(hash)) {
                to.put(hash, KnownLora.of(hash, file, run));
            }
        }
    }

    Optional<KnownLora> lora(ContentHash hash) throws WorkbenchException {
        return Optional.ofNullable(loras().get(hash));
    }

    /** LoRAs that fit no training of this project, and were trained on these pairs. */
    List<KnownLora> strangersOn(ContentHash pairs) throws WorkbenchException {
        List<KnownLora> strangers = new ArrayList<>();
        for (KnownLora lora : loras().values()) {
            if (lora.trainedOn(pairs) && lora.runs(runs()).isEmpty()) {
                strangers.add(lora);
            }
        }
        return strangers;
    }
}
