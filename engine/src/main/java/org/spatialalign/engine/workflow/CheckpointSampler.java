package org.spatialalign.engine.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.UserCache;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.detect.DetectorFolder;
import org.spatialalign.engine.detect.DetectorOptions;
import org.spatialalign.engine.generate.GenerationListener;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.generate.ModelIdentity;
import org.spatialalign.engine.generate.TextToVideoPipeline;
import org.spatialalign.engine.interchange.LoraFiles;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.model.lora.LoraInjection;
import org.spatialalign.engine.model.wan.WanTransformer3D;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.track.TrackerOptions;
import org.spatialalign.engine.train.CheckpointSample;
import org.spatialalign.engine.train.Checkpoints.Checkpoint;
import org.spatialalign.engine.train.SampleFigures;
import org.spatialalign.engine.train.SampleLog;

/**
 * Makes the sample clips of a run's checkpoints, as any clip of the project is made, and works out what they say. What
 * is there already is not made again, so that a run that was stopped or killed in the middle fills the holes when it
 * goes on. One thread; closing it frees what it opened.
 */
final class CheckpointSampler implements AutoCloseable {

    /** In the folder of the job that samples: clips on their way into the project. */
    private static final String UNFINISHED = "samples";

    private final Project project;
    private final long run;
    private final SampleSettings settings;
    private final GenerateSpec matrix;
    private final TextToVideoPipeline pipeline;
    private final SampleLog.Writer log;
    private final SampleEvaluation evaluation;
    private final Path work;
    private final JobContext context;
    private @Nullable List<CheckpointSample> ofBase;

    private CheckpointSampler(
            Project project,
            long run,
            SampleSettings settings,
            GenerateSpec matrix,
            TextToVideoPipeline pipeline,
            SampleLog.Writer log,
            JobContext context) {
        this.project = project;
        this.run = run;
        this.settings = settings;
        this.matrix = matrix;
        this.pipeline = pipeline;
        this.log = log;
        this.context = context;
        evaluation = new SampleEvaluation(project, context::log);
        work = context.workFolder().resolve(UNFINISHED);
    }

    /**
     * Encodes the prompts; loads nothing else yet.
     *
     * @param run number of the run's job, by which the clips' LoRA is named
     * @param folder of the run, which is there
     * @param spec the run's
     */
    static CheckpointSampler open(
            Project project, long run, Path folder, TrainSpec spec, SampleSettings settings, JobContext context)
            throws WorkbenchException, CancelledException {
        settings.check();
        String detector = settings.detector();
        if (detector != null) {
            new DetectorFolder(Path.of(detector)).require();
        }
        try {
            Files.createDirectories(context.workFolder().resolve(UNFINISHED));
        } catch (IOException e) {
            throw new WorkbenchException("cannot write to " + context.workFolder() + ": " + FileFault.reason(e), e);
        }
        TextToVideoPipeline pipeline = TextToVideoPipeline.open(
                Path.of(spec.model()),
                spec.device().compute(),
                UserCache.folder(),
                context.progressListener(),
                context.cancel());
        try {
            List<String> texts = new ArrayList<>();
            settings.prompts().forEach(prompt -> texts.add(prompt.text()));
            if (settings.settings().guided()) {
                texts.add(settings.settings().negativePrompt());
            }
            GenerationListener encoding =
                    (phase, done, all) -> context.progress(done, all, phase.unit(), "encoding prompts of the samples");
            pipeline.encode(texts, encoding, context.cancel());
            return new CheckpointSampler(
                    project,
                    run,
                    settings,
                    settings.matrix(spec.model(), spec.device()),
                    pipeline,
                    SampleLog.Writer.open(folder),
                    context);
        } catch (WorkbenchException | CancelledException | RuntimeException e) {
            pipeline.close();
            throw e;
        }
    }

    /** Computes with the transformer of a training, which is there anyway. */
    void borrow(WanTransformer3D network) {
        pipeline.borrow(network);
    }

    /**
     * Samples a checkpoint with what is on the borrowed transformer; the base first, unless it was.
     *
     * @param adapter the checkpoint's; left as it is
     */
    List<SampleFigures> sample(Checkpoint checkpoint, LoraInjection adapter, Progress.Listener progress)
            throws WorkbenchException, CancelledException {
        List<SampleFigures> all = new ArrayList<>();
        try {
            if (ofBase == null) {
                try (LoraInjection.Off off = adapter.off()) {
                    pipeline.carries(null);
                    all.add(make(0, progress));
                }
            }
            if (checkpoint.step() > 0) {
                pipeline.carries(named(checkpoint));
                all.add(make(checkpoint.step(), progress));
            }
            return all;
        } finally {
            // The training needs the room.
            pipeline.rest();
        }
    }

    /** @throws WorkbenchException when the model's files are not those that the run was begun with */
    void requireModel(ContentHash base) throws WorkbenchException {
        if (!pipeline.model().hash().equals(base.hex())) {
            throw new WorkbenchException("the model in " + matrix.model() + " is not the one of run " + run + " ("
                    + base.brief() + "); samples of another would say nothing. Put the model back");
        }
    }

    /** Samples the base model, with a transformer of its own. */
    SampleFigures sampleBase(Progress.Listener progress) throws WorkbenchException, CancelledException {
        pipeline.detach();
        return make(0, progress);
    }

    /** Samples a checkpoint out of its file, with a transformer of its own. */
    SampleFigures sample(Checkpoint checkpoint, Progress.Listener progress)
            throws WorkbenchException, CancelledException {
        pipeline.attach(LoraFiles.read(checkpoint.lora()), named(checkpoint));
        return make(checkpoint.step(), progress);
    }

    /** Checkpoints of all runs have the same names; clips are told apart by this one. */
    private GenerationRecipe.Lora named(Checkpoint checkpoint) throws WorkbenchException {
        String hash =
                new ModelIdentity(UserCache.folder()).ofFile(checkpoint.lora()).hex();
        return new GenerationRecipe.Lora("run" + run + "-" + checkpoint.lora().getFileName(), hash, 1);
    }

    private SampleFigures make(long step, Progress.Listener progress) throws WorkbenchException, CancelledException {
        try {
            new GenerateMatrix(
                            matrix,
                            settings.prompts(),
                            new SampleShelf(new ProjectShelf(project, work), step, log),
                            UserCache.folder(),
                            progress,
                            context.cancel(),
                            context::log)
                    .run(pipeline);
            detect(wanted(step), progress);
        } catch (WorkbenchException e) {
            if (ClipLoop.concernsAll(e)) {
                throw e;
            }
            // A training of days does not end for want of pictures: they are counted, and can be made and scored later.
            context.log("not all samples of step " + step + " could be made and scored: " + e.getMessage());
        }
        List<CheckpointSample> samples = wanted(step);
        if (step == 0) {
            ofBase = samples;
        }
        SampleFigures figures =
                evaluation.of(step, settings, samples, ofBase == null ? List.of() : ofBase, context.cancel());
        log.figures(Clock.systemUTC().instant(), figures);
        context.log(words(figures));
        return figures;
    }

    /** Finds and follows the boxes of clips in which nobody has said where things are. */
    private void detect(List<CheckpointSample> samples, Progress.Listener progress)
            throws WorkbenchException, CancelledException {
        String detector = settings.detector();
        List<String> due = new ArrayList<>();
        for (CheckpointSample sample : samples) {
            boolean said = !project.seeds().of(sample.clip()).isEmpty()
                    || Scoring.tracks(project, Scoring.find(project, sample.clip()))
                            .isPresent();
            if (!said) {
                due.add(sample.clip());
            }
        }
        if (detector != null && !due.isEmpty()) {
            DetectJob.Config how = new DetectJob.Config(
                    detector, due, DetectorOptions.DEFAULT, TrackerOptions.DEFAULT, ScorePreset.PAPER, matrix.device());
            new DetectJob(project, how).run(new InnerContext(context, progress));
        }
    }

    /** The samples of a checkpoint that were asked for; there may be others, made otherwise at an earlier time. */
    private List<CheckpointSample> wanted(long step) {
        Set<ContentHash> recipes = new HashSet<>();
        for (GenerateSpec.Prompt prompt : settings.prompts()) {
            for (int seed : settings.seeds()) {
                recipes.add(pipeline.recipe(prompt.text(), seed, settings.settings())
                        .hash());
            }
        }
        return log.log().samples(step).stream()
                .filter(sample -> recipes.contains(sample.recipe()))
                .toList();
    }

    private static String words(SampleFigures figures) {
        return "samples after " + figures.step() + " steps: " + figures.clips() + " clips"
                + (figures.missing() == 0 ? "" : ", " + figures.missing() + " missing")
                + (figures.unscored() == 0 ? "" : ", " + figures.unscored() + " without boxes")
                + (figures.unscorable() == 0 ? "" : ", " + figures.unscorable() + " unscorable")
                + number(", share at or above " + figures.threshold(), figures.share())
                + number(", mean score", figures.mean())
                + number(", drift from the base", figures.drift())
                + number(", diversity", figures.diversity())
                + number(", consistency", figures.consistency());
    }

    private static String number(String what, @Nullable Double value) {
        return value == null ? "" : what + String.format(Locale.ROOT, " %.3f", value);
    }

    @Override
    public void close() throws WorkbenchException {
        pipeline.close();
        log.close();
    }
}
