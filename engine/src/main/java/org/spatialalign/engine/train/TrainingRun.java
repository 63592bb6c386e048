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
import java.util.OptionalLong;
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
    private final List<Validation> validations = new ArrayList<>();

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
     * Trains to the end, or until the rule for an early stop ends it; see {@link EarlyStop#standing}.
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
                if (from.isPresent()) {
                    takeUp(trainer, log);
                }
                return train(trainer, adapter, log, from);
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

    /** What was said at this very checkpoint is said again: those who listen forget it when a run is taken up. */
    private void takeUp(Trainer trainer, TrainingLog.Writer log) throws WorkbenchException {
        validations.addAll(TrainingLog.read(folder).validations());
        Optional<Validation> said = validations.stream()
                .filter(validation -> validation.step() == trainer.step())
                .findFirst();
        if (said.isPresent()) {
            listener.onValidation(said.get());
        } else if (trainer.position() == 0 && record.config().isCheckpoint(trainer.step())) {
            // Its line was lost in a power cut.
            validate(trainer, log);
        }
    }

    private Checkpoints.Checkpoint train(
            Trainer trainer, LoraInjection adapter, TrainingLog.Writer log, Optional<Checkpoints.Checkpoint> from)
            throws WorkbenchException, CancelledException {
        TrainingConfig config = record.config();
        Checkpoints.Checkpoint last = from.isPresent() ? from.get() : keep(trainer, log);
        boolean through = ends(last, adapter);
        while (!through && trainer.step() < config.steps()) {
            if (cancel.isCancelled()) {
                if (last.step() != trainer.step() || last.position() != trainer.position()) {
                    checkpoint(trainer, OptionalDouble.empty());
                }
                throw new CancelledException();
            }
            Optional<TrainingStep> step = trainer.advance();
            listener.onProgress(trainer.step(), trainer.position());
            if (step.isPresent()) {
                log.step(clock.instant(), step.get());
                listener.onStep(step.get());
                long every = config.validation().every();
                if (config.isCheckpoint(trainer.step())) {
                    last = keep(trainer, log);
                    through = ends(last, adapter);
                } else if (every > 0 && trainer.step() % every == 0) {
                    validate(trainer, log);
                }
            }
        }
        return last;
    }

    /** Lets others look at a checkpoint; returns whether the training ends with it. */
    private boolean ends(Checkpoints.Checkpoint at, LoraInjection adapter)
            throws WorkbenchException, CancelledException {
        TrainingConfig config = record.config();
        if (at.position() > 0 || !config.isCheckpoint(at.step())) {
            // Kept when the run was stopped; nobody would have looked at it otherwise.
            return false;
        }
        boolean last = at.step() >= config.steps() || stops();
        listener.atCheckpoint(at, adapter, last);
        // Looking may have found the figure that decides.
        return last || stops();
    }

    private boolean stops() throws WorkbenchException {
        return standing().filter(EarlyStop.Standing::stop).isPresent();
    }

    private Optional<EarlyStop.Standing> standing() throws WorkbenchException {
        return EarlyStop.standing(
                record.config(), validations, SampleLog.read(folder).figures());
    }

    private Checkpoints.Checkpoint keep(Trainer trainer, TrainingLog.Writer log) throws WorkbenchException {
        return checkpoint(trainer, validate(trainer, log));
    }

    private Checkpoints.Checkpoint checkpoint(Trainer trainer, OptionalDouble validation) throws WorkbenchException {
        OptionalLong best =
                standing().map(found -> OptionalLong.of(found.bestStep())).orElseGet(OptionalLong::empty);
        Checkpoints.Checkpoint written = checkpoints.write(trainer, record.notes(), validation, best);
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
        validations.add(validation);
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
