package org.spatialalign.engine.workflow.provenance;

import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.train.Checkpoints;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.train.TrainingPair;
import org.spatialalign.engine.workflow.TrainRun;

/**
 * A training and which pairs of its set it took.
 *
 * @param base identity of the model; null before the training has begun, or when its record is damaged
 * @param heldOut prompts whose pairs were kept for validation
 * @param problem why nothing is known of the last two; empty when something is, or there is nothing to know yet
 */
record KnownRun(TrainRun run, @Nullable ContentHash base, Set<String> heldOut, String problem) {

    /** @param begun runs whose record was read before; it never changes once it is written. Gets this one too */
    static KnownRun of(TrainRun run, Map<Long, KnownRun> begun) {
        KnownRun before = begun.get(run.job().id());
        if (before != null) {
            return new KnownRun(run, before.base, before.heldOut, "");
        }
        KnownRun now = read(run);
        if (now.base != null) {
            begun.put(now.id(), now);
        }
        return now;
    }

    private static KnownRun read(TrainRun run) {
        if (!Files.exists(run.folder().resolve(RunRecord.FILE))) {
            return new KnownRun(run, null, Set.of(), "");
        }
        try {
            RunRecord record = RunRecord.read(run.folder());
            Set<String> heldOut = record.pairs().stream()
                    .filter(TrainingPair::heldOut)
                    .map(TrainingPair::promptId)
                    .collect(Collectors.toUnmodifiableSet());
            return new KnownRun(run, record.base(), heldOut, "");
        } catch (WorkbenchException e) {
            // Shown as a fact of the run: everything else of the project can be walked through all the same.
            return new KnownRun(run, null, Set.of(), String.valueOf(e.getMessage()));
        }
    }

    long id() {
        return run.job().id();
    }

    /** Whether there is a LoRA of it that has seen any pair. */
    boolean hasLearned() throws WorkbenchException {
        return Checkpoints.latest(run.folder()).filter(last -> last.step() > 0).isPresent();
    }

    boolean takes(PreferencePair pair) {
        return run.spec().use().takes(pair);
    }

    boolean trainsOn(PreferencePair pair) {
        return takes(pair) && !heldOut.contains(pair.promptId());
    }
}
