package org.spatialalign.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.lora.LoraInjection;
import org.spatialalign.engine.model.wan.WanTransformer3D;
import org.spatialalign.engine.tensor.LossScale;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;
import org.spatialalign.engine.tensor.safetensors.SafetensorsWriter;

/**
 * Trains an adapter by preferences, one micro-batch at a time, so that it can be stopped after each. Its state (the
 * matrices, the optimiser's averages, the step, and the gradients summed up so far within the step) goes into one file
 * and comes back from it to the last bit; what a step is trained on depends on its number alone, see
 * {@link BatchSource}. One thread; closing it frees its state, not the model and the adapter.
 */
public final class Trainer implements AutoCloseable {

    private static final String STATE = "trainer";
    private static final String GRADIENT = "grad.";

    /** So many overflows in a row are no matter of scale any more. */
    private static final int HOPELESS = 24;

    private final NDManager root;
    private final LoraInjection adapter;
    private final TrainingConfig config;
    private final LearningRateSchedule schedule;
    private final BatchSource batches;
    private final DpoStep dpo;
    private final LoraOptimizer optimizer;
    private final GradientSums sums;
    private LossScale scale;
    private final List<TrainingStep.Micro> micros = new ArrayList<>();
    private long step;
    private int overflows;
    private boolean stopped;
    private Consumer<Map<String, NDArray>> beforeUpdate = gradients -> {};

    /** What of the state is no tensor. */
    private record State(
            long step, List<TrainingStep.Micro> micros, double scale, int goodSteps, int overflows, boolean scaled) {}

    /**
     * @param model its weights stay as they are
     * @param adapter attached to the model; changed in place
     * @param scale {@link LossScale#dynamic()} where the model computes in half precision
     */
    public Trainer(
            WanTransformer3D model,
            LoraInjection adapter,
            TrainingConfig config,
            LossScale scale,
            BatchSource batches) {
        this.root = model.weights().manager();
        this.adapter = adapter;
        this.config = config;
        this.scale = scale;
        this.batches = batches;
        schedule = config.optimiser().schedule();
        dpo = new DpoStep(model, adapter, config.times(), config.dpo(), config.memory());
        optimizer = new LoraOptimizer(adapter.parameters());
        sums = new GradientSums(adapter.parameters());
    }

    /** Steps that are finished; the number of the one in progress. */
    public long step() {
        return step;
    }

    /** Micro-batches of the step in progress that are done. */
    public int position() {
        return micros.size();
    }

    /** Called with the gradients of a step, summed up and no longer scaled, before the update. */
    void beforeUpdate(Consumer<Map<String, NDArray>> watcher) {
        beforeUpdate = watcher;
    }

    LoraOptimizer optimizer() {
        return optimizer;
    }

    /**
     * Trains on the next micro-batch, and updates the adapter when it is the last one of its step.
     *
     * @return the step, if this finished it
     * @throws TrainingStopped when the loss or a gradient is no number, or too large; this trainer is of no use then
     */
    public Optional<TrainingStep> advance() throws WorkbenchException {
        if (stopped) {
            throw new IllegalStateException("this training was stopped");
        }
        try (NDManager own = root.newSubManager();
                Scope scope = Scope.open()) {
            BatchSource.Numbered batch = batches.batch(step, micros.size(), own);
            DpoValues values = dpo.run(batch.batch(), scale.scale() / config.accumulate(), sums);
            check(batch.pairs(), values);
            micros.add(TrainingStep.Micro.of(batch, values));
        }
        return micros.size() < config.accumulate() ? Optional.empty() : Optional.of(update());
    }

    private void check(List<Integer> pairs, DpoValues values) throws TrainingStopped {
        if (!values.isFinite()) {
            throw stop(pairs, "the loss is no number any more");
        }
        if (values.total() > config.stopAbove()) {
            throw stop(
                    pairs,
                    String.format(java.util.Locale.ROOT, "the loss is %.4g", values.total()) + ", above the "
                            + config.stopAbove() + " at which a training is stopped");
        }
        if (!scale.isDynamic() && !sums.areFinite()) {
            throw stop(pairs, "a gradient is no number any more");
        }
    }

    private TrainingStopped stop(List<Integer> pairs, String what) {
        stopped = true;
        return new TrainingStopped(step, pairs, what);
    }

    private TrainingStep update() throws TrainingStopped {
        boolean finite = sums.unscale(scale);
        overflows = finite ? 0 : overflows + 1;
        if (overflows == HOPELESS) {
            List<Integer> last = micros.get(micros.size() - 1).pairs();
            throw stop(last, "the gradients overflowed in " + HOPELESS + " steps in a row");
        }
        double norm = sums.norm();
        double rate = schedule.at(step);
        if (finite) {
            beforeUpdate.accept(sums.byName());
            optimizer.step(sums, config.optimiser().at(rate));
        }
        TrainingStep done = TrainingStep.of(step, micros, rate, norm, !finite);
        sums.clear();
        micros.clear();
        step++;
        return done;
    }

    /** The losses of a batch with the adapter as it is; changes nothing. */
    public DpoValues evaluate(DpoBatch batch) {
        return dpo.evaluate(batch);
    }

    /**
     * Writes the whole state, or nothing.
     *
     * @param notes for the file's metadata
     */
    public void save(Path file, Map<String, String> notes) throws WorkbenchException {
        if (stopped) {
            throw new IllegalStateException("a training that was stopped has no state worth keeping");
        }
        SafetensorsWriter writer = new SafetensorsWriter();
        notes.forEach(writer::metadata);
        optimizer.addTo(writer);
        if (!micros.isEmpty()) {
            sums.byName().forEach((name, sum) -> writer.add(GRADIENT + name, sum));
        }
        State state = new State(step, micros, scale.scale(), scale.goodSteps(), overflows, scale.isDynamic());
        writer.metadata(STATE, Json.write(state));
        writer.write(file);
    }

    /**
     * Takes up a training where {@link #save} left it.
     *
     * @throws WorkbenchException when the file is damaged or of a training with other settings; nothing is changed then
     */
    public void restore(Path file) throws WorkbenchException {
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            String text = source.metadata().get(STATE);
            if (text == null) {
                throw new WorkbenchException(file + " holds no state of a training: its metadata have no '" + STATE
                        + "'. A LoRA alone cannot be trained on from where it was");
            }
            State state = state(file, text);
            if (state.micros().size() >= config.accumulate() || state.scaled() != scale.isDynamic()) {
                throw new WorkbenchException(
                        file + " is of a training with other settings (micro-batches per step, or" + " precision)");
            }
            sums.restore(source, GRADIENT, !state.micros().isEmpty());
            optimizer.restore(source, source.metadata());
            step = state.step();
            overflows = state.overflows();
            micros.clear();
            micros.addAll(state.micros());
            if (scale.isDynamic()) {
                scale = LossScale.resumed(state.scale(), state.goodSteps());
            }
        }
    }

    private static State state(Path file, String text) throws WorkbenchException {
        try {
            JsonNode node = Json.parse(text);
            return Json.convert(node, State.class);
        } catch (WorkbenchException e) {
            throw new WorkbenchException(file + ": the state of the training is damaged: " + e.getMessage(), e);
        }
    }

    /** The adapter being trained. */
    public LoraInjection adapter() {
        return adapter;
    }

    @Override
    public void close() {
        sums.close();
        optimizer.close();
    }
}
