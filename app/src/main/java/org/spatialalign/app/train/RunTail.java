package org.spatialalign.app.train;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.tensorboard.EventReader;
import org.spatialalign.engine.interchange.tensorboard.Scalar;
import org.spatialalign.engine.train.PairMargin;
import org.spatialalign.engine.train.TrainingLog;
import org.spatialalign.engine.train.TrainingStep;
import org.spatialalign.engine.train.Validation;

/** Reads what a run writes, from where it was left off. In the background, never on two threads at once. */
final class RunTail {

    private @Nullable Path folder;
    private @Nullable TrainingLog log;
    private TrainingLog.@Nullable Timed lastSent;
    private int steps;
    private int validations;
    private double pairsSeen;

    /** @param run the folder as it is named now: it loses its ending when the run is through */
    Batch read(Path run) throws WorkbenchException {
        TrainingLog now = log;
        boolean restart = now == null || !run.equals(folder);
        if (now == null || restart) {
            now = new TrainingLog(run);
            log = now;
            folder = run;
        }
        now.refresh();
        List<TrainingLog.Timed> all = now.steps();
        // A run that went back to a checkpoint has taken steps back, and maybe written others in their place.
        restart |= all.size() < steps || (steps > 0 && !all.get(steps - 1).equals(lastSent));
        if (restart) {
            steps = 0;
            validations = 0;
            pairsSeen = 0;
        }
        Batch batch = Batch.empty(restart);
        addSteps(batch, all);
        addValidations(batch, now);
        return batch;
    }

    private void addSteps(Batch batch, List<TrainingLog.Timed> all) {
        for (; steps < all.size(); steps++) {
            TrainingLog.Timed timed = all.get(steps);
            TrainingStep step = timed.step();
            double minutes = minutes(all.get(0).at(), timed.at());
            pairsSeen += step.pairs().size();
            for (Metric metric : Metric.values()) {
                if (!metric.heldOut()) {
                    batch.of(metric).add(step.step(), minutes, pairsSeen, metric.of(step));
                }
            }
            lastSent = timed;
        }
    }

    private void addValidations(Batch batch, TrainingLog now) {
        List<TrainingLog.Timed> all = now.steps();
        validations = Math.min(validations, now.validations().size());
        for (; validations < now.validations().size(); validations++) {
            Validation validation = now.validations().get(validations);
            int index = (int) Math.max(0, Math.min(validation.step(), all.size()) - 1);
            boolean begun = validation.step() > 0 && !all.isEmpty();
            double minutes = begun ? minutes(all.get(0).at(), all.get(index).at()) : 0;
            double pairs = begun ? pairsSeen * (index + 1) / all.size() : 0;
            batch.of(Metric.HELD_OUT_DPO).add(validation.step(), minutes, pairs, Metric.HELD_OUT_DPO.of(validation));
            batch.of(Metric.HELD_OUT_MARGIN)
                    .add(validation.step(), minutes, pairs, Metric.HELD_OUT_MARGIN.of(validation));
        }
    }

    /** How each pair came along so far. */
    List<PairMargin> margins() {
        return log == null ? List.of() : log.margins();
    }

    /** The curves in event files, of this program or another; they do not say how many pairs a step has. */
    static Batch events(Path fileOrFolder, boolean isFolder) throws WorkbenchException {
        List<Scalar> scalars = isFolder ? EventReader.readFolder(fileOrFolder) : EventReader.readFile(fileOrFolder);
        Batch batch = Batch.empty(true);
        Instant first = scalars.isEmpty() ? Instant.EPOCH : scalars.get(0).wallTime();
        for (Scalar scalar : scalars) {
            Metric.ofTag(scalar.tag()).ifPresent(metric -> batch.of(metric)
                    .add(scalar.step(), minutes(first, scalar.wallTime()), scalar.step() + 1.0, scalar.value()));
        }
        if (batch.points().isEmpty()) {
            throw new WorkbenchException(fileOrFolder + " has none of the numbers drawn here, such as train/loss_dpo");
        }
        return batch;
    }

    private static double minutes(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 60e3;
    }
}
