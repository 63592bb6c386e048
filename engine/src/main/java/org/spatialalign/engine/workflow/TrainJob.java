package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.CodeVersion;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.UserCache;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComponentRole;
import org.spatialalign.engine.generate.ModelFolder;
import org.spatialalign.engine.generate.ModelIdentity;
import org.spatialalign.engine.job.Job;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.model.lora.LoraInjection;
import org.spatialalign.engine.model.wan.WanConfigFile;
import org.spatialalign.engine.model.wan.WanTransformer3D;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.safetensors.Safetensors;
import org.spatialalign.engine.train.Checkpoints;
import org.spatialalign.engine.train.Continuation;
import org.spatialalign.engine.train.EarlyStop;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.train.SampleFigures;
import org.spatialalign.engine.train.SampleLog;
import org.spatialalign.engine.train.TrainingConfig;
import org.spatialalign.engine.train.TrainingListener;
import org.spatialalign.engine.train.TrainingLog;
import org.spatialalign.engine.train.TrainingMaterial;
import org.spatialalign.engine.train.TrainingRun;
import org.spatialalign.engine.train.TrainingStep;
import org.spatialalign.engine.train.Validation;

/**
 * Trains a LoRA on a set of pairs. The job's folder is the run's: stopped, it keeps its state there, and a resumed job
 * goes on from it to the last bit.
 */
public final class TrainJob implements Job {

    static final String KIND = "train";
    static final int VERSION = 1;

    private final Project project;
    private final TrainSpec spec;

    TrainJob(Project project, TrainSpec spec) {
        this.project = project;
        this.spec = spec;
    }

    /** Returns the {@link TrainSummary} as JSON. */
    @Override
    public JsonNode run(JobContext context) throws WorkbenchException, CancelledException {
        RunRecord.Parent parent = spec.parent();
        boolean begun = parent != null && Continuation.hasBegun(context.workFolder(), parent);
        // What became of the earlier run since is of no interest any more.
        TrainPlan.of(project, begun ? spec.alone() : spec, false).require();
        Path model = Path.of(spec.model());
        Compute compute = spec.device().compute();
        ModelFolder folder = ModelFolder.inspect(model);
        ModelIdentity identity = new ModelIdentity(UserCache.folder());
        ContentHash base = identity.of(folder, context.progressListener(), context.cancel());
        ContentHash autoencoder = identity.of(folder, ComponentRole.VAE, context.progressListener(), context.cancel());
        TrainPairs pairs = TrainPairs.of(project, spec, base);
        RunRecord record = new RunRecord(
                spec.config(),
                spec.model(),
                base,
                spec.pairSet(),
                spec.pairsHash(),
                RunRecord.words(compute),
                CodeVersion.CURRENT,
                pairs.pairs(),
                parent);
        if (parent != null && !begun) {
            Continuation.begin(TrainRun.find(project, parent.run()).folder(), context.workFolder(), record);
        }
        TrainingMaterial material = TrainingMaterial.prepare(
                model,
                autoencoder,
                compute,
                pairs.pairs(),
                pairs.clips(),
                UserCache.folder(),
                context.progressListener(),
                context.cancel());
        Path transformer = model.resolve(ComponentRole.TRANSFORMER.folder());
        try (CheckpointSampler sampler = sampler(context);
                TensorSource source = Safetensors.open(transformer);
                WanTransformer3D network =
                        WanTransformer3D.load(source, WanConfigFile.read(transformer.resolve("config.json")), compute);
                TrainEvents events = new TrainEvents(context.workFolder(), Clock.systemUTC())) {
            if (sampler != null) {
                sampler.borrow(network);
            }
            Checkpoints.Checkpoint last = new TrainingRun(
                            context.workFolder(),
                            record,
                            network,
                            compute,
                            material,
                            new Reporter(context, spec, events, sampler),
                            context.cancel(),
                            Clock.systemUTC())
                    .run();
            return summary(context, last).toJson();
        }
    }

    private @Nullable CheckpointSampler sampler(JobContext context) throws WorkbenchException, CancelledException {
        SampleSettings samples = spec.samples();
        return samples == null
                ? null
                : CheckpointSampler.open(project, context.jobId(), context.workFolder(), spec, samples, context);
    }

    private TrainSummary summary(JobContext context, Checkpoints.Checkpoint last) throws WorkbenchException {
        Path run = context.workFolder();
        TrainingLog log = TrainingLog.read(run);
        List<TrainingLog.Timed> steps = log.steps();
        @Nullable
        Double loss = steps.isEmpty()
                ? null
                : (Double) steps.get(steps.size() - 1).step().loss();
        @Nullable
        Double heldOut =
                last.validation().isPresent() ? (Double) last.validation().getAsDouble() : null;
        @Nullable
        String best = Checkpoints.best(Checkpoints.list(run))
                .map(checkpoint -> relative(context, checkpoint))
                .orElse(null);
        return new TrainSummary(
                last.step(), loss, heldOut, relative(context, last), best, stoppedEarly(context, last, log));
    }

    private TrainSummary.@Nullable StoppedEarly stoppedEarly(
            JobContext context, Checkpoints.Checkpoint last, TrainingLog log) throws WorkbenchException {
        Path run = context.workFolder();
        EarlyStop.Standing standing = EarlyStop.standing(
                        spec.config(), log.validations(), SampleLog.read(run).figures())
                .orElse(null);
        if (standing == null || last.step() >= spec.config().steps()) {
            return null;
        }
        @Nullable
        String lora = standing.bestStep() == 0
                ? null
                : Checkpoints.at(run, standing.bestStep())
                        .map(checkpoint -> relative(context, checkpoint))
                        .orElse(null);
        TrainSummary.StoppedEarly stopped = new TrainSummary.StoppedEarly(
                spec.config().earlyStop().figure(), last.step(), standing.bestStep(), standing.best(), lora);
        context.log(stopped.words());
        long pairs = last.step() * spec.config().pairsPerStep();
        context.progress(pairs, pairs, "pairs", stopped.words());
        return stopped;
    }

    /** The folder loses its ending when the job is through. */
    private static String relative(JobContext context, Checkpoints.Checkpoint checkpoint) {
        return "runs/" + context.jobId() + "/" + Checkpoints.FOLDER + "/"
                + checkpoint.lora().getFileName();
    }

    /** Tells the job how the run goes, and TensorBoard. */
    private static final class Reporter implements TrainingListener {

        private final JobContext context;
        private final TrainingConfig config;
        private final TrainEvents events;
        private final @Nullable SampleSettings samples;
        private final @Nullable CheckpointSampler sampler;
        private String last = "";

        Reporter(JobContext context, TrainSpec spec, TrainEvents events, @Nullable CheckpointSampler sampler) {
            this.context = context;
            this.config = spec.config();
            this.events = events;
            this.samples = spec.samples();
            this.sampler = sampler;
        }

        @Override
        public void onStart(long step) throws WorkbenchException {
            context.log(step == 0 ? "training begins" : "training goes on after " + step + " steps");
            events.onStart(step);
            onProgress(step, 0);
        }

        @Override
        public void onProgress(long step, int position) {
            progress(step, position, last);
        }

        private void progress(long step, int position, String more) {
            long done = (step * config.accumulate() + position) * config.pairsPerBatch();
            context.progress(done, config.pairsInAll(), "pairs", "step " + step + " of " + config.steps() + more);
        }

        @Override
        public void atCheckpoint(Checkpoints.Checkpoint checkpoint, LoraInjection adapter, boolean end)
                throws WorkbenchException, CancelledException {
            if (sampler == null || samples == null || !(end || samples.wants(checkpoint.step(), config))) {
                return;
            }
            Progress.Listener making = p -> progress(checkpoint.step(), 0, ", samples: " + p.message());
            for (SampleFigures figures : sampler.sample(checkpoint, adapter, making)) {
                // A resumed run looks at the base again; event files have had it, and go on in the order of steps.
                if (figures.step() == checkpoint.step()) {
                    events.onSamples(figures);
                }
            }
        }

        @Override
        public void onStep(TrainingStep step) throws WorkbenchException {
            last = String.format(Locale.ROOT, ", loss %.4f, margin %.4f", step.loss(), step.margin());
            if (step.skipped()) {
                context.log("step " + step.step() + " was left out: its gradients overflowed in half precision");
            }
            events.onStep(step);
        }

        @Override
        public void onValidation(Validation validation) throws WorkbenchException {
            context.log(String.format(
                    Locale.ROOT,
                    "after %d steps, %d held-out pairs: loss %.5f, margin %.5f, %.0f %% won, winners' score %.5f",
                    validation.step(),
                    validation.pairs(),
                    validation.loss(),
                    validation.margin(),
                    100 * validation.wins(),
                    validation.scoreWinner()));
            events.onValidation(validation);
        }

        @Override
        public void onCheckpoint(Checkpoints.Checkpoint checkpoint) {
            context.log("kept " + checkpoint.lora().getFileName());
        }
    }
}
