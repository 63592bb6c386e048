package org.spatialalign.engine.workflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spatialalign.engine.core.CodeVersion;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.detect.DetectorOptions;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.job.Job;
import org.spatialalign.engine.job.JobKinds;
import org.spatialalign.engine.job.JobSpec;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.track.TrackerOptions;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.workflow.imports.ImportJob;
import org.spatialalign.engine.workflow.imports.ImportSpec;

/** All kinds of jobs: how to ask for one, and how to make it of its row. The window and the command line share them. */
public final class WorkflowJobs implements JobKinds {

    /** The jobs that draw random numbers have their seeds in their settings. */
    private static final long NO_SEED = 0;

    /** The lane of jobs that compute with a large model. */
    private static final String MODEL_LANE = "model";

    private static final Set<String> MODEL_KINDS =
            Set.of(GenerateJob.KIND, DetectJob.KIND, TrainJob.KIND, SampleJob.KIND);

    private final Project project;

    public WorkflowJobs(Project project) {
        this.project = project;
    }

    public static JobSpec importSpec(ImportSpec spec) {
        return spec(ImportJob.KIND, ImportJob.VERSION, "Import", spec);
    }

    /** @param clipIds empty for every clip that has seeds and no tracks; a named clip is tracked anew */
    public static JobSpec trackSpec(List<String> clipIds, TrackerOptions options) {
        String title = clipIds.isEmpty() ? "Track all clips" : "Track " + count(clipIds.size());
        return spec(TrackJob.KIND, TrackJob.VERSION, title, new TrackJob.Config(clipIds, options));
    }

    /**
     * @param detector the detector's folder
     * @param clipIds empty for every clip that has a prompt and neither seeds nor boxes
     */
    public static JobSpec detectSpec(
            Path detector, List<String> clipIds, DetectorOptions options, ComputeChoice device) {
        String title = clipIds.isEmpty() ? "Detect in all clips" : "Detect in " + count(clipIds.size());
        return spec(
                DetectJob.KIND,
                DetectJob.VERSION,
                title,
                new DetectJob.Config(
                        detector.toAbsolutePath().normalize().toString(),
                        clipIds,
                        options,
                        TrackerOptions.DEFAULT,
                        ScorePreset.PAPER,
                        device));
    }

    /** {@link #detectSpec(Path, List, DetectorOptions, ComputeChoice)} with the paper's settings, on a GPU if there is one. */
    public static JobSpec detectSpec(Path detector, List<String> clipIds) {
        return detectSpec(detector, clipIds, DetectorOptions.DEFAULT, ComputeChoice.AUTO);
    }

    /** Whether a job is a detection. */
    public static boolean detects(JobSpec spec) {
        return spec.kind().equals(DetectJob.KIND);
    }

    public static JobSpec scoreSpec(ScorePreset preset) {
        return spec(ScoreJob.KIND, ScoreJob.VERSION, "Score", preset);
    }

    public static JobSpec exportSpec(ExportSpec spec) {
        return spec(ExportJob.KIND, ExportJob.VERSION, "Export " + spec.format(), spec);
    }

    public static JobSpec generateSpec(GenerateSpec spec) {
        return spec(GenerateJob.KIND, GenerateJob.VERSION, "Generate " + count(spec.cells()), spec);
    }

    /** What a job that generates was asked for; empty for other kinds, and for a form that this version cannot read. */
    public static Optional<GenerateSpec> generateSpecOf(JobSpec spec) {
        if (!spec.kind().equals(GenerateJob.KIND) || spec.version() != GenerateJob.VERSION) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.convert(spec.config(), GenerateSpec.class));
        } catch (WorkbenchException e) {
            return Optional.empty();
        }
    }

    public static JobSpec trainSpec(TrainSpec spec) {
        RunRecord.Parent parent = spec.parent();
        String begin = parent == null ? "Train" : "Go on with run " + parent.run();
        String title = begin + " on " + spec.pairSet() + ", " + spec.config().name();
        return spec(TrainJob.KIND, TrainJob.VERSION, title, spec);
    }

    public static JobSpec sampleSpec(SampleSpec spec) {
        return spec(SampleJob.KIND, SampleJob.VERSION, "Sample checkpoints of run " + spec.run(), spec);
    }

    public static JobSpec reportSpec(ReportSpec spec) {
        return spec(ReportJob.KIND, ReportJob.VERSION, "Report", spec);
    }

    /** @param models source models whose clips are measured */
    public static JobSpec appearanceSpec(List<String> models) {
        return spec(
                AppearanceJob.KIND,
                AppearanceJob.VERSION,
                "Measure looks of " + models.size() + (models.size() == 1 ? " model" : " models"),
                new AppearanceJob.Config(models));
    }

    @Override
    public Job create(JobSpec spec) throws WorkbenchException {
        int known = version(spec.kind());
        if (spec.version() != known) {
            throw new WorkbenchException("The job '" + spec.title() + "' was written by version " + spec.codeVersion()
                    + " of the program, in a form that this version (" + CodeVersion.CURRENT
                    + ") does not know. Start it anew.");
        }
        return switch (spec.kind()) {
            case ImportJob.KIND -> new ImportJob(project, Json.convert(spec.config(), ImportSpec.class));
            case TrackJob.KIND -> new TrackJob(project, Json.convert(spec.config(), TrackJob.Config.class));
            case DetectJob.KIND -> new DetectJob(project, Json.convert(spec.config(), DetectJob.Config.class));
            case ScoreJob.KIND -> new ScoreJob(project, Json.convert(spec.config(), ScorePreset.class));
            case GenerateJob.KIND -> new GenerateJob(project, Json.convert(spec.config(), GenerateSpec.class));
            case TrainJob.KIND -> new TrainJob(project, Json.convert(spec.config(), TrainSpec.class));
            case SampleJob.KIND -> new SampleJob(project, Json.convert(spec.config(), SampleSpec.class));
            case ExportJob.KIND -> new ExportJob(project, Json.convert(spec.config(), ExportSpec.class));
            case AppearanceJob.KIND ->
                new AppearanceJob(project, Json.convert(spec.config(), AppearanceJob.Config.class));
            default -> new ReportJob(project, Json.convert(spec.config(), ReportSpec.class));
        };
    }

    /** Clips take hours to make, trainings days; what the boxes need must not wait for them. */
    @Override
    public String lane(JobSpec spec) {
        return MODEL_KINDS.contains(spec.kind()) ? MODEL_LANE : CPU_LANE;
    }

    private static int version(String kind) throws WorkbenchException {
        return switch (kind) {
            case ImportJob.KIND -> ImportJob.VERSION;
            case TrackJob.KIND -> TrackJob.VERSION;
            case DetectJob.KIND -> DetectJob.VERSION;
            case ScoreJob.KIND -> ScoreJob.VERSION;
            case GenerateJob.KIND -> GenerateJob.VERSION;
            case TrainJob.KIND -> TrainJob.VERSION;
            case SampleJob.KIND -> SampleJob.VERSION;
            case ExportJob.KIND -> ExportJob.VERSION;
            case ReportJob.KIND -> ReportJob.VERSION;
            case AppearanceJob.KIND -> AppearanceJob.VERSION;
            default ->
                throw new WorkbenchException(
                        "There is no kind of job called '" + kind + "'; a newer version of the program may know it.");
        };
    }

    private static JobSpec spec(String kind, int version, String title, Object config) {
        return new JobSpec(kind, version, title, Json.tree(config), NO_SEED, CodeVersion.CURRENT);
    }

    private static String count(int clips) {
        return clips + (clips == 1 ? " clip" : " clips");
    }
}
