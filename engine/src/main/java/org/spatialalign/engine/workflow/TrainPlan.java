package org.spatialalign.engine.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CodeVersion;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.detect.DetectorFolder;
import org.spatialalign.engine.generate.Machine;
import org.spatialalign.engine.generate.ModelConfigs;
import org.spatialalign.engine.generate.ModelFit;
import org.spatialalign.engine.generate.ModelFolder;
import org.spatialalign.engine.generate.VideoSize;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.train.Continuation;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.train.TrainingConfig;
import org.spatialalign.engine.train.TrainingCost;
import org.spatialalign.engine.train.TrainingMaterial;
import org.spatialalign.engine.train.TrainingPair;

/**
 * What a training would be, before it is started: its pairs, and what it takes.
 *
 * @param types one row per DSR type
 * @param trained pairs that are trained on
 * @param heldOut pairs that are not
 * @param timesPerPair how often a pair goes through in the whole training, on average
 * @param clips of all pairs together
 * @param parameters that are trained
 * @param machine what there is to compute with
 * @param stepSeconds of one step; NaN when the machine was not measured
 * @param seconds of the training with its samples, without encoding the clips of the pairs
 * @param neededBytes memory at the worst moment
 * @param diskBytes that encoded clips, checkpoints and samples take, if none is there yet
 * @param freeDiskBytes where the project is
 * @param samples what of it the samples of checkpoints take; null without any
 * @param notes worth knowing
 * @param problems why it cannot be done; empty when it can
 */
public record TrainPlan(
        List<TypeRow> types,
        int trained,
        int heldOut,
        double timesPerPair,
        int clips,
        long parameters,
        Machine machine,
        double stepSeconds,
        double seconds,
        double neededBytes,
        double diskBytes,
        long freeDiskBytes,
        @Nullable SampleCost samples,
        List<String> notes,
        List<String> problems) {

    /** As for making clips: attention, norms and moves of memory run below the speed of large matrix products. */
    private static final double EFFICIENCY = 0.6;

    /**
     * The pairs of one DSR type.
     *
     * @param prompts of all of them
     * @param trained pairs that are trained on
     * @param heldOut pairs that are not
     */
    public record TypeRow(String type, int prompts, int trained, int heldOut) {}

    public TrainPlan {
        types = List.copyOf(types);
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
    }

    /**
     * @param measure whether to time this machine, a tenth of a second; without it there are no times
     * @throws WorkbenchException when the model or the set of pairs is not there or cannot be used at all
     */
    public static TrainPlan of(Project project, TrainSpec spec, boolean measure) throws WorkbenchException {
        spec.config().check();
        Path model = Path.of(spec.model());
        ModelFolder.inspect(model).requireComplete();
        ModelConfigs configs = ModelConfigs.read(model);
        Compute compute = spec.device().compute();
        TrainPairs pairs = TrainPairs.of(project, spec, null);
        List<String> problems = new ArrayList<>(pairs.problems());
        Set<String> notes = new LinkedHashSet<>();
        VideoSize largest = sizes(pairs, configs, spec.config(), problems, notes);
        Machine machine = measure ? Machine.measure(compute) : Machine.look(compute);
        TrainingCost cost = TrainingCost.of(configs, largest, spec.config(), compute);
        SampleCost samples = samples(project, spec, configs, machine, cost.parameters(), problems, notes);
        double memory = Math.max(cost.memoryBytes(), samples == null ? 0 : samples.memoryBytes());
        if (memory > machine.freeBytes()) {
            boolean ofSamples = memory > cost.memoryBytes();
            problems.add((ofSamples ? "making samples" : "training") + " takes about " + ModelFit.gigabytes(memory)
                    + " of memory on " + machine.where() + ", which has " + ModelFit.gigabytes(machine.freeBytes())
                    + " free; take smaller or shorter clips" + (ofSamples ? " for the samples, or none" : "")
                    + ", a smaller model" + (ofSamples ? "" : ", or memory CHECKPOINTED"));
        }
        double checkpoints = keptCheckpoints(spec.config());
        double disk = (double) pairs.clips().size() * cost.latentBytes()
                + checkpoints * cost.checkpointBytes()
                + (samples == null ? 0 : samples.diskBytes());
        long freeDisk = freeDisk(project.folder());
        if (disk > freeDisk) {
            problems.add("encoded clips, checkpoints and samples take about " + ModelFit.gigabytes(disk)
                    + " on disk, where " + ModelFit.gigabytes(freeDisk)
                    + " are free; keep fewer checkpoints (checkpoints.keepLast), or make fewer samples");
        }
        double rate = machine.operationsPerSecond() * EFFICIENCY;
        double step = rate > 0 ? cost.stepSeconds(spec.config(), rate) : Double.NaN;
        goingOn(project, spec, pairs, RunRecord.words(compute), problems);
        long end = spec.config().optimiser().total();
        if (spec.config().steps() > end) {
            notes.add(
                    "the learning rate is 0 from step " + end + " on (optimiser.total): steps after it change nothing");
        }
        int trained =
                (int) pairs.pairs().stream().filter(pair -> !pair.heldOut()).count();
        int heldOut = pairs.pairs().size() - trained;
        if (heldOut == 0 && !pairs.pairs().isEmpty()) {
            notes.add("no pairs are held out: nothing will tell whether the model learns more than these pairs");
        }
        return new TrainPlan(
                types(pairs.pairs()),
                trained,
                heldOut,
                trained == 0 ? 0 : (double) spec.config().pairsInAll() / trained,
                pairs.clips().size(),
                cost.parameters(),
                machine,
                step,
                step * (spec.config().steps() - from(spec)) + (samples == null ? 0 : samples.seconds()),
                memory,
                disk,
                freeDisk,
                samples,
                List.copyOf(notes),
                problems);
    }

    /** Steps that are behind a training when it begins. */
    private static long from(TrainSpec spec) {
        RunRecord.Parent parent = spec.parent();
        return parent == null ? 0 : parent.step();
    }

    /** Whether it can go on with the run that it names; the model's identity is looked at when it starts. */
    private static void goingOn(
            Project project, TrainSpec spec, TrainPairs pairs, String compute, List<String> problems)
            throws WorkbenchException {
        RunRecord.Parent parent = spec.parent();
        if (parent != null) {
            Path earlier = TrainRun.find(project, parent.run()).folder();
            RunRecord now = new RunRecord(
                    spec.config(),
                    spec.model(),
                    RunRecord.read(earlier).base(),
                    spec.pairSet(),
                    spec.pairsHash(),
                    compute,
                    CodeVersion.CURRENT,
                    pairs.pairs(),
                    parent);
            problems.addAll(Continuation.refusals(earlier, now));
        }
    }

    /** What cannot be becomes a problem; what would not do what one may expect, a note. */
    private static @Nullable SampleCost samples(
            Project project,
            TrainSpec spec,
            ModelConfigs configs,
            Machine machine,
            long parameters,
            List<String> problems,
            Set<String> notes)
            throws WorkbenchException {
        TrainingConfig config = spec.config();
        SampleSettings samples = spec.samples();
        if (samples == null) {
            if (config.earlyStop().figure().ofSamples()) {
                problems.add("the early stop looks at the samples, and there are none: choose their prompts, or another"
                        + " figure (earlyStop.figure)");
            }
            return null;
        }
        try {
            samples.check();
            SampleCost cost = SampleCost.of(
                    samples, config, from(spec), configs, spec.device().compute(), machine, parameters);
            for (GenerateSpec.Prompt prompt : samples.prompts()) {
                if (project.prompts().find(String.valueOf(prompt.id())).isEmpty()) {
                    problems.add("the samples' prompt " + prompt.id() + " is not in the project");
                }
            }
            String detector = samples.detector();
            if (detector != null) {
                problems.addAll(new DetectorFolder(Path.of(detector)).problems());
            } else if (config.earlyStop().figure().ofSamples()) {
                notes.add("samples without boxes have no score: as long as nobody follows boxes in them, the training"
                        + " does not stop early");
            }
            return cost;
        } catch (WorkbenchException e) {
            problems.add("samples: " + e.getMessage());
            return null;
        }
    }

    private static double keptCheckpoints(TrainingConfig config) {
        double regular = (double) config.steps() / config.checkpoints().every() + 2;
        int keep = config.checkpoints().keepLast();
        return keep == 0 ? regular : Math.min(regular, keep + 2.0);
    }

    /** The largest; what does not fit the model becomes a problem. */
    private static VideoSize sizes(
            TrainPairs pairs, ModelConfigs configs, TrainingConfig config, List<String> problems, Set<String> notes) {
        VideoSize largest =
                new VideoSize(1, configs.sizes().space(), configs.sizes().space());
        Set<VideoSize> all = new LinkedHashSet<>();
        for (TrainingPair pair : pairs.pairs()) {
            VideoSize winner = size(pairs.row(pair.winner()), configs);
            VideoSize loser = size(pairs.row(pair.loser()), configs);
            if (!winner.equals(loser)) {
                problems.add("the clips of pair " + pair.words() + " differ in size: " + winner.words() + " and "
                        + loser.words());
            }
            for (VideoSize size : List.of(winner, loser)) {
                all.add(size);
                largest = volume(size) > volume(largest) && configs.sizes().allows(size) ? size : largest;
            }
        }
        for (VideoSize size : all) {
            try {
                configs.sizes().check(size);
            } catch (WorkbenchException e) {
                problems.add("clips of " + e.getMessage());
            }
        }
        if (all.size() > 1 && config.pairsPerBatch() > 1) {
            problems.add("the clips are of " + all.size() + " sizes, and pairs that go through together are of one;"
                    + " set pairsPerBatch to 1");
        }
        for (ClipRecord clip : pairs.records().values()) {
            int cut = clip.video().frameCount()
                    - TrainingMaterial.usableFrames(clip.video().frameCount(), configs.vae());
            if (cut > 0) {
                notes.add("the last " + cut + " of " + clip.video().frameCount()
                        + " frames are left out: the autoencoder takes one frame and then groups of "
                        + configs.vae().temporalFactor());
            }
            if (clip.problem() != null) {
                notes.add(ClipLoop.name(clip) + " is damaged: " + clip.problem());
            }
        }
        return largest;
    }

    private static VideoSize size(ClipRecord clip, ModelConfigs configs) {
        VideoInfo video = clip.video();
        return new VideoSize(
                TrainingMaterial.usableFrames(video.frameCount(), configs.vae()), video.height(), video.width());
    }

    private static long volume(VideoSize size) {
        return (long) size.frames() * size.height() * size.width();
    }

    private static List<TypeRow> types(List<TrainingPair> pairs) {
        Map<String, List<TrainingPair>> byType = new TreeMap<>();
        pairs.forEach(pair -> byType.computeIfAbsent(pair.type().code(), code -> new ArrayList<>())
                .add(pair));
        List<TypeRow> rows = new ArrayList<>();
        byType.forEach((type, of) -> {
            Set<String> prompts = new TreeSet<>();
            of.forEach(pair -> prompts.add(pair.promptId()));
            int heldOut = (int) of.stream().filter(TrainingPair::heldOut).count();
            rows.add(new TypeRow(type, prompts.size(), of.size() - heldOut, heldOut));
        });
        return rows;
    }

    private static long freeDisk(Path folder) throws WorkbenchException {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new WorkbenchException("cannot look at the disk of " + folder + ": " + FileFault.reason(e), e);
        }
    }

    /** @throws WorkbenchException naming every problem there is */
    public void require() throws WorkbenchException {
        if (!problems.isEmpty()) {
            List<String> first = problems.subList(0, Math.min(5, problems.size()));
            String more = problems.size() > 5 ? "; and " + (problems.size() - 5) + " more" : "";
            throw new WorkbenchException("this training cannot be done: " + String.join("; ", first) + more);
        }
    }
}
