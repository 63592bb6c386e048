package org.spatialalign.engine.train;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.lora.LoraInitialisation;
import org.spatialalign.engine.model.lora.LoraInjection;
import org.spatialalign.engine.model.lora.LoraTargets;
import org.spatialalign.engine.model.wan.WanTransformer3D;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.LossScale;
import org.spatialalign.engine.tensor.Scope;

/**
 * One training in one folder, from its beginning or from its last checkpoint to its end. In the folder: what it is made
 * of ({@link RunRecord}), what it said ({@link TrainingLog}), and its {@link Checkpoints}. Stopped or killed at any
 * moment and run again it ends with the same numbers as one that nobody disturbed. One thread.
 */
public final class TrainingRun {

    private final Path folder;
    private final RunRecord record;
    private final WanTransformer3D model;
    private final Compute compute;
    private final PairBatches batches;
    private final TrainingListener listener;
    private final CancelToken cancel;
    private final Clock clock;
    private final Checkpoints checkpoints;
    private final List<Integer> heldOut;

    /**
     * @param folder of its own; made if need be. What an earlier session left there is gone on with
     * @param model of the base that the record names; no adapter is attached to it when the run ends
     */
    public TrainingRun(
            Path folder,
            RunRecord record,
            WanTransformer3D model,
            Compute compute,
            PairBatches.Material material,
            TrainingListener listener,
            CancelToken cancel,
            Clock clock) {
        this.folder = folder;
        this.record = record;
        this.model = model;
        this.compute = compute;
        this.listener = listener;
        this.cancel = cancel;
        this.clock = clock;
        batches = new PairBatches(record.pairs(), record.config(), material);
        checkpoints = new Checkpoints(folder, record.config().checkpoints());
        heldOut = IntStream.range(0, record.pairs().size())
                .filter(i -> record.pairs().get(i).heldOut())
                .limit(record.config().validation().pairs())
                .boxed()
                .toList();
    }

    /**
     * Trains to the end.
     *
     * @return the last checkpoint
     * @throws CancelledException after a micro-batch, when asked to; the state is saved
     * @throws WorkbenchException when the training has to be stopped; says why, with which pair, and what stays
     */
    public Checkpoints.Checkpoint run() throws WorkbenchException, CancelledException {
        TrainingConfig config = record.config();
        begin();
        Optional<Checkpoints.Checkpoint> from = Checkpoints.latest(folder);
        try (LoraInjection adapter = LoraInjection.create(
                        model.linears(),
                        new LoraTargets(config.adapter().targets()),
                        config.adapter().rank(),
                        config.adapter().alpha(),
                        LoraInitialisation.kaiming(config.seed()));
                Trainer trainer = new Trainer(model, adapter, config, scale(), batches)) {
            if (from.isPresent()) {
                trainer.restore(from.get().state());
            }
            try (TrainingLog.Writer log = TrainingLog.Writer.open(folder, trainer.step(), clock.instant())) {
                listener.onStart(trainer.step());
                return train(trainer, log, from);
            }
        } catch (TrainingStopped stopped) {
            throw explained(stopped);
        }
    }

    private void begin() throws WorkbenchException {
        try {
            Files.createDirectories(folder.resolve(Checkpoints.FOLDER));
        } catch (IOException e) {
            throw new WorkbenchException("cannot write to " + folder + ": " + FileFault.reason(e), e);
        }
        if (Files.exists(folder.resolve(RunRecord.FILE))) {
            RunRecord.read(folder).requireSame(record);
        } else {
            record.write(folder);
        }
        checkpoints.cleanUp();
    }

    private LossScale scale() {
        return compute.matrices() == DataType.FLOAT16 ? LossScale.dynamic() : LossScale.none();
    }

    private Checkpoints.Checkpoint train(Trainer trainer, TrainingLog.Writer log, Optional<Checkpoints.Checkpoint> from)
            throws WorkbenchException, CancelledException {
        TrainingConfig config = record.config();
        Optional<Checkpoints.Checkpoint> last = from;
        if (last.isEmpty()) {
            last = Optional.of(keep(trainer, log));
        }
        while (trainer.step() < config.steps()) {
            if (cancel.isCancelled()) {
                boolean kept = last.filter(at -> at.step() == trainer.step() && at.position() == trainer.position())
                        .isPresent();
                if (!kept) {
                    checkpoint(trainer, OptionalDouble.empty());
                }
                throw new CancelledException();
            }
            Optional<TrainingStep> step = trainer.advance();
            listener.onProgress(trainer.step(), trainer.position());
            if (step.isPresent()) {
                log.step(clock.instant(), step.get());
                listener.onStep(step.get());
                boolean end = trainer.step() == config.steps();
                long every = config.validation().every();
                if (end || trainer.step() % config.checkpoints().every() == 0) {
                    last = Optional.of(keep(trainer, log));
                } else if (every > 0 && trainer.step() % every == 0) {
                    validate(trainer, log);
                }
            }
        }
        return last.orElseThrow();
    }

    private Checkpoints.Checkpoint keep(Trainer trainer, TrainingLog.Writer log) throws WorkbenchException {
        return checkpoint(trainer, validate(trainer, log));
    }

    private Checkpoints.Checkpoint checkpoint(Trainer trainer, OptionalDouble validation) throws WorkbenchException {
        Checkpoints.Checkpoint written = checkpoints.write(trainer, record.notes(), validation);
        listener.onCheckpoint(written);
        return written;
    }

    private OptionalDouble validate(Trainer trainer, TrainingLog.Writer log) throws WorkbenchException {
        if (heldOut.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<DpoValues> all = new ArrayList<>();
        for (int pair : heldOut) {
            try (NDManager own = model.weights().manager().newSubManager();
                    Scope scope = Scope.open();
                    GradMode mode = GradMode.off()) {
                all.add(trainer.evaluate(batches.heldOut(pair, own).batch()));
            }
        }
        Validation validation = new Validation(
                trainer.step(),
                mean(all, DpoValues::total),
                mean(all, DpoValues::dpo),
                mean(all, DpoValues::regulariser),
                mean(all, values -> values.scoreWinner().get(0)),
                mean(all, values -> values.scoreLoser().get(0)),
                mean(all, values -> values.margin().get(0)),
                mean(all, values -> values.margin().get(0) > 0 ? 1 : 0),
                all.size());
        log.validation(clock.instant(), validation);
        listener.onValidation(validation);
        return OptionalDouble.of(validation.loss());
    }

    private static double mean(List<DpoValues> all, java.util.function.ToDoubleFunction<DpoValues> what) {
        return all.stream().mapToDouble(what).average().orElse(Double.NaN);
    }

    private WorkbenchException explained(TrainingStopped stopped) throws WorkbenchException {
        String pairs = stopped.pairs().stream()
                .map(pair -> record.pairs().get(pair).words())
                .collect(Collectors.joining("; "));
        String kept = Checkpoints.latest(folder)
                .map(last -> "The checkpoint of step " + last.step() + " is whole: " + last.lora())
                .orElse("There is no checkpoint yet");
        return new WorkbenchException(
                "Training stopped in step " + stopped.step() + ": " + stopped.getMessage() + ", with the pair " + pairs
                        + ". " + kept + ". Look at the two clips; leave the pair out of the set if one is damaged, or"
                        + " start anew with a lower learning rate",
                stopped);
    }
}
