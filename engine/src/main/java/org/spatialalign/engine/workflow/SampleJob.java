package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.Machine;
import org.spatialalign.engine.generate.ModelConfigs;
import org.spatialalign.engine.generate.ModelFit;
import org.spatialalign.engine.job.Job;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.Checkpoints;
import org.spatialalign.engine.train.Checkpoints.Checkpoint;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.train.SampleFigures;
import org.spatialalign.engine.train.SampleLog;
import org.spatialalign.engine.train.TrainingConfig;

/**
 * Makes samples of the checkpoints that a training has kept, and works out again what they say: after the training, and
 * after boxes were followed in them. Clips that are there are not made again.
 */
public final class SampleJob implements Job {

    static final String KIND = "sample";
    static final int VERSION = 1;

    private final Project project;
    private final SampleSpec spec;

    SampleJob(Project project, SampleSpec spec) {
        this.project = project;
        this.spec = spec;
    }

    /** Returns the {@link SampleSummary} as JSON. */
    @Override
    public JsonNode run(JobContext context) throws WorkbenchException, CancelledException {
        TrainRun run = TrainRun.find(project, spec.run());
        spec.samples().check();
        Path model = Path.of(run.spec().model());
        RunRecord record = RunRecord.read(run.folder());
        ModelFit.of(
                        ModelConfigs.read(model),
                        spec.samples().settings(),
                        run.spec().device().compute(),
                        Machine.look(run.spec().device().compute()))
                .require();
        List<Checkpoint> checkpoints = checkpoints(run, record.config());
        SampleLog before = SampleLog.read(run.folder());
        List<SampleFigures> figures = new ArrayList<>();
        try (CheckpointSampler sampler =
                        CheckpointSampler.open(project, spec.run(), run.folder(), run.spec(), spec.samples(), context);
                TrainEvents events = new TrainEvents(run.folder(), Clock.systemUTC())) {
            sampler.requireModel(record.base());
            // Steps that are behind already: nothing that other files say is to be forgotten.
            events.onStart(0);
            for (int i = 0; i <= checkpoints.size(); i++) {
                context.cancel().check();
                long step = i == 0 ? 0 : checkpoints.get(i - 1).step();
                int place = i;
                Progress.Listener making = p -> context.progress(
                        place, checkpoints.size() + 1, "checkpoints", "samples of step " + step + ": " + p.message());
                SampleFigures now =
                        i == 0 ? sampler.sampleBase(making) : sampler.sample(checkpoints.get(i - 1), making);
                if (!before.figures(step).equals(Optional.of(now))) {
                    events.onSamples(now);
                }
                figures.add(now);
            }
        }
        context.progress(checkpoints.size() + 1, checkpoints.size() + 1, "checkpoints", "");
        return new SampleSummary(spec.run(), figures).toJson();
    }

    /** Those that are kept; of others no sample can be made any more. */
    private List<Checkpoint> checkpoints(TrainRun run, TrainingConfig config) throws WorkbenchException {
        List<Checkpoint> kept = Checkpoints.list(run.folder());
        return kept.stream()
                .filter(checkpoint -> checkpoint.step() > 0 && checkpoint.position() == 0)
                .filter(checkpoint ->
                        spec.samples().wants(checkpoint.step(), config) || checkpoint.equals(kept.get(kept.size() - 1)))
                .toList();
    }
}
