package org.spatialalign.engine.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.train.Checkpoints.Checkpoint;

/**
 * Lets a new run begin at a checkpoint of an earlier one, with more steps. Nothing random has a memory, so the new run
 * ends with the same bytes as one that had been asked for all its steps from the beginning.
 */
public final class Continuation {

    private Continuation() {}

    /**
     * Why a run cannot go on with an earlier one; empty when it can.
     *
     * @param earlier folder of the earlier run
     * @param now the new run, which names its parent
     */
    public static List<String> refusals(Path earlier, RunRecord now) throws WorkbenchException {
        RunRecord.Parent parent = parent(now);
        RunRecord before = RunRecord.read(earlier);
        String name = "run " + parent.run();
        List<String> refusals = new ArrayList<>();
        if (!before.base().equals(now.base())) {
            refusals.add("the model in " + now.model() + " is not the one of " + name + " (" + before.model() + ", "
                    + before.base().brief() + ")");
        }
        if (!before.pairs().equals(now.pairs())) {
            refusals.add("the pairs are not those of " + name + ", which has "
                    + before.pairs().size() + " of the set '" + before.pairSet() + "', its held-out ones among them");
        }
        if (!before.compute().equals(now.compute())) {
            refusals.add(name + " was computed on '" + before.compute() + "' and would go on on '" + now.compute()
                    + "', which gives other numbers; choose the same device");
        }
        differences(
                "", Json.tree(before.config().course()), Json.tree(now.config().course()), name, refusals);
        Optional<Checkpoint> from = Checkpoints.at(earlier, parent.step());
        if (from.isEmpty()) {
            refusals.add(name + " keeps no checkpoint of step " + parent.step() + "; there are "
                    + Checkpoints.list(earlier).stream()
                            .filter(checkpoint -> checkpoint.position() == 0)
                            .map(checkpoint -> Long.toString(checkpoint.step()))
                            .collect(Collectors.joining(", ")));
        }
        if (now.config().steps() <= parent.step()) {
            refusals.add("steps is " + now.config().steps() + ", and the checkpoint has " + parent.step()
                    + " behind it; ask for more");
        } else if (stands(earlier, now.config(), parent.step())) {
            refusals.add("by its early stop this training has ended at step " + parent.step()
                    + " or before; give it more patience, or none (earlyStop)");
        }
        return refusals;
    }

    private static boolean stands(Path earlier, TrainingConfig config, long step) throws WorkbenchException {
        List<Validation> validations = TrainingLog.read(earlier).validations().stream()
                .filter(validation -> validation.step() <= step)
                .toList();
        List<SampleFigures> samples = SampleLog.read(earlier).figures().stream()
                .filter(figures -> figures.step() <= step)
                .toList();
        return EarlyStop.standing(config, validations, samples)
                .filter(EarlyStop.Standing::stop)
                .isPresent();
    }

    private static void differences(String path, JsonNode before, JsonNode now, String name, List<String> refusals) {
        for (Map.Entry<String, JsonNode> entry : before.properties()) {
            JsonNode other = now.path(entry.getKey());
            if (entry.getValue().isObject()) {
                differences(path + entry.getKey() + ".", entry.getValue(), other, name, refusals);
            } else if (!entry.getValue().equals(other)) {
                refusals.add(
                        path + entry.getKey() + " is " + entry.getValue() + " in " + name + " and " + other + " here");
            }
        }
    }

    /** Whether a run has got all it needs from the one that it goes on with. */
    public static boolean hasBegun(Path run, RunRecord.Parent parent) throws WorkbenchException {
        return Checkpoints.latest(run)
                .filter(latest -> latest.step() >= parent.step())
                .isPresent();
    }

    /**
     * Puts what the earlier run said and kept up to its checkpoint into the new run's folder, the checkpoint last. Does
     * nothing when that was done before.
     *
     * @param earlier folder of the earlier run
     * @param run folder of the new one
     * @throws WorkbenchException when it is refused, or cannot be written
     */
    public static void begin(Path earlier, Path run, RunRecord now) throws WorkbenchException {
        long step = parent(now).step();
        if (hasBegun(run, parent(now))) {
            return;
        }
        List<String> refusals = refusals(earlier, now);
        if (!refusals.isEmpty()) {
            throw new WorkbenchException(
                    "this training cannot go on with run " + parent(now).run() + ": " + String.join("; ", refusals));
        }
        try {
            Files.createDirectories(run.resolve(Checkpoints.FOLDER));
            Files.copy(
                    earlier.resolve(TrainingLog.FILE),
                    run.resolve(TrainingLog.FILE),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(run.resolve(SampleLog.FILE));
            samples(earlier, run, step);
            for (Checkpoint checkpoint : Checkpoints.list(earlier)) {
                if (checkpoint.position() == 0 && checkpoint.step() <= step) {
                    share(checkpoint.lora(), run);
                    share(checkpoint.state(), run);
                }
            }
        } catch (IOException e) {
            throw new WorkbenchException("cannot copy from " + earlier + " to " + run + ": " + FileFault.reason(e), e);
        }
    }

    private static void samples(Path earlier, Path run, long step) throws WorkbenchException {
        SampleLog log = SampleLog.read(earlier);
        if (log.samples().isEmpty()) {
            return;
        }
        try (SampleLog.Writer writer = SampleLog.Writer.open(run)) {
            for (CheckpointSample sample : log.samples()) {
                if (sample.step() <= step) {
                    writer.sample(Instant.now(), sample);
                }
            }
            for (SampleFigures figures : log.figures()) {
                if (figures.step() <= step) {
                    writer.figures(Instant.now(), figures);
                }
            }
        }
    }

    /** Files of checkpoints never change: where the disk can, both runs have the same one. */
    private static void share(Path file, Path run) throws IOException {
        Path target = run.resolve(Checkpoints.FOLDER).resolve(file.getFileName());
        Files.deleteIfExists(target);
        try {
            Files.createLink(target, file);
        } catch (IOException | UnsupportedOperationException e) {
            AtomicFiles.<IOException>write(
                    target, temporary -> Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING));
        }
    }

    private static RunRecord.Parent parent(RunRecord now) {
        RunRecord.Parent parent = now.parent();
        if (parent == null) {
            throw new IllegalArgumentException("a run without a parent begins by itself");
        }
        return parent;
    }
}
