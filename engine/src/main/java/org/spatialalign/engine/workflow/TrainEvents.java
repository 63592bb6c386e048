package org.spatialalign.engine.workflow;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.tensorboard.EventWriter;
import org.spatialalign.engine.train.SampleFigures;
import org.spatialalign.engine.train.TrainingListener;
import org.spatialalign.engine.train.TrainingStep;
import org.spatialalign.engine.train.Validation;

/** Writes a run's numbers for TensorBoard, under the names that the paper's script uses. One thread. */
final class TrainEvents implements TrainingListener, AutoCloseable {

    /** The folder's name in the folder of a run. */
    static final String FOLDER = "events";

    private final Path run;
    private final Clock clock;
    private @Nullable EventWriter writer;

    TrainEvents(Path run, Clock clock) {
        this.run = run;
        this.clock = clock;
    }

    @Override
    public void onStart(long step) throws WorkbenchException {
        writer = EventWriter.start(run.resolve(FOLDER), step, clock.instant());
    }

    @Override
    public void onStep(TrainingStep step) throws WorkbenchException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("train/loss_total", step.loss());
        values.put("train/loss_dpo", step.dpo());
        values.put("train/loss_reg", step.regulariser());
        values.put("train/score_pos", step.scoreWinner());
        values.put("train/score_neg", step.scoreLoser());
        values.put("train/score_margin", step.margin());
        values.put("train/lr", step.learningRate());
        values.put("train/grad_norm", step.gradientNorm());
        values.put("train/clipped", step.clipped());
        add(step.step(), values);
    }

    @Override
    public void onValidation(Validation validation) throws WorkbenchException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("val/loss_total", validation.loss());
        values.put("val/loss_dpo", validation.dpo());
        values.put("val/loss_reg", validation.regulariser());
        values.put("val/score_pos", validation.scoreWinner());
        values.put("val/score_neg", validation.scoreLoser());
        values.put("val/score_margin", validation.margin());
        values.put("val/wins", validation.wins());
        add(validation.step(), values);
    }

    /** What the samples of a checkpoint say; what is not known is left out. */
    void onSamples(SampleFigures figures) throws WorkbenchException {
        Map<String, @Nullable Double> values = new LinkedHashMap<>();
        values.put("samples/share", figures.share());
        values.put("samples/mean_score", figures.mean());
        values.put("samples/drift", figures.drift());
        values.put("samples/diversity", figures.diversity());
        values.put("samples/consistency", figures.consistency());
        values.put("samples/scored", (double) figures.scored());
        values.put("samples/unscorable", (double) figures.unscorable());
        Map<String, Double> known = new LinkedHashMap<>();
        values.forEach((tag, value) -> {
            if (value != null) {
                known.put(tag, value);
            }
        });
        add(figures.step(), known);
    }

    private void add(long step, Map<String, Double> values) throws WorkbenchException {
        EventWriter open = writer;
        if (open == null) {
            throw new IllegalStateException("the run has not started");
        }
        open.add(step, clock.instant(), values);
    }

    @Override
    public void close() throws WorkbenchException {
        EventWriter open = writer;
        if (open != null) {
            open.close();
        }
    }
}
