package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.CodeVersion;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.UserCache;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.detect.DetectionGate;
import org.spatialalign.engine.detect.DetectionGate.Passed;
import org.spatialalign.engine.detect.DetectionGate.Refused;
import org.spatialalign.engine.detect.DetectionGate.Verdict;
import org.spatialalign.engine.detect.Detector;
import org.spatialalign.engine.detect.DetectorFolder;
import org.spatialalign.engine.detect.DetectorOptions;
import org.spatialalign.engine.detect.FrameDetections;
import org.spatialalign.engine.detect.GroundingDinoDetector;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.job.Job;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.media.DecodedClip;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.MachineBox;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.MachineTracks;
import org.spatialalign.engine.track.SeedTracker;
import org.spatialalign.engine.track.TrackerOptions;
import org.spatialalign.engine.workflow.ClipLoop.Progressed;
import org.spatialalign.engine.workflow.ClipLoop.Result;

/**
 * Finds the animal and the object of each clip's prompt, follows them from the first frame that can be trusted, and
 * scores the clip. Without names it takes every clip that has a prompt and neither seeds nor boxes, so that run behind
 * a generation it does what is left. A named clip that has boxes gets new ones by an edit that can be undone; what this
 * detector with these settings has done already is not done again. A clip that the detector refuses has no box in any
 * frame from then on, as in the paper, until a person draws one.
 */
public final class DetectJob implements Job {

    static final String KIND = "detect";
    static final int VERSION = 1;

    /** Source of the tracks of a clip that was refused; one that passed has tracks like any other, with its recipe. */
    static final String SOURCE = "detector";

    /**
     * The settings of a detection.
     *
     * @param detector the detector's folder
     * @param clips ids; empty for all that need it
     */
    public record Config(
            String detector,
            List<String> clips,
            DetectorOptions options,
            TrackerOptions tracker,
            ScorePreset preset,
            ComputeChoice device) {
        public Config {
            clips = List.copyOf(clips);
        }
    }

    /**
     * How the boxes that a track began with were found; part of its recipe.
     *
     * @param detector hash of the detector's files
     * @param name of its folder
     */
    record Found(
            String detector,
            String name,
            String animal,
            String object,
            DetectorOptions options,
            DetectionGate gate,
            @Nullable String refused) {

        Found refused(String why) {
            return new Found(detector, name, animal, object, options, gate, why);
        }

        boolean sameSettings(Found other) {
            return detector.equals(other.detector)
                    && animal.equals(other.animal)
                    && object.equals(other.object)
                    && options.equals(other.options)
                    && gate.equals(other.gate);
        }
    }

    /** How a detector is had. */
    @FunctionalInterface
    interface Opening {
        Detector open(DetectorFolder folder, ComputeChoice device) throws WorkbenchException;
    }

    private final Project project;
    private final Config config;
    private final Opening opening;
    private final Scoring scoring;
    private final DetectorFolder folder;

    DetectJob(Project project, Config config) {
        this(project, config, GroundingDinoDetector::open);
    }

    DetectJob(Project project, Config config, Opening opening) {
        this.project = project;
        this.opening = opening;
        this.config = config;
        this.scoring = new Scoring(project, config.preset());
        this.folder = new DetectorFolder(Path.of(config.detector()));
    }

    @Override
    public JsonNode run(JobContext context) throws WorkbenchException, CancelledException {
        folder.require();
        List<ClipRecord> due = new ArrayList<>();
        int upToDate = 0;
        for (ClipRecord clip : wanted()) {
            if (config.clips().isEmpty() && touched(clip)) {
                upToDate++;
            } else {
                due.add(clip);
            }
        }
        if (due.isEmpty()) {
            return new WorkSummary(0, upToDate, List.of(), List.of()).toJson();
        }
        String hash = folder.identity(UserCache.folder(), context.progressListener(), context.cancel())
                .hex();
        try (Detector detector = opening.open(folder, config.device())) {
            WorkSummary done = new ClipLoop(context)
                    .run(due, (clip, progressed) -> one(clip, detector, hash, context, progressed));
            return new WorkSummary(done.done(), upToDate + done.upToDate(), done.leftOut(), done.failed()).toJson();
        }
    }

    /** Which detector found what a track began with, and how; empty for boxes of people and files. */
    public static Optional<String> detectorOf(TrackRecord track) {
        JsonNode found = track.recipe().path("found");
        return found.isObject()
                ? Optional.of("detector " + found.path("name").asText() + " ("
                        + new ContentHash(found.path("detector").asText()).brief() + "), thresholds "
                        + found.path("options").path("boxThreshold").asText() + " for boxes and "
                        + found.path("options").path("textThreshold").asText() + " for words")
                : Optional.empty();
    }

    private List<ClipRecord> wanted() throws WorkbenchException {
        if (config.clips().isEmpty()) {
            return project.clips().all();
        }
        List<ClipRecord> clips = new ArrayList<>();
        for (String id : config.clips()) {
            clips.add(Scoring.find(project, id));
        }
        return clips;
    }

    /** Whether somebody has said where things are. */
    private boolean touched(ClipRecord clip) throws WorkbenchException {
        Annotation annotation = project.tracks().annotation(clip.id());
        return annotation.trackId() != null
                || !annotation.corrections().isEmpty()
                || !project.seeds().of(clip.id()).isEmpty();
    }

    private Result one(ClipRecord clip, Detector detector, String hash, JobContext context, Progressed progressed)
            throws WorkbenchException, CancelledException, IOException {
        Optional<DsrPrompt> prompt = Scoring.prompt(project, clip);
        if (prompt.isEmpty()) {
            return Result.leftOut("no prompt says what to look for; match the clip to one");
        }
        Found found = new Found(
                hash,
                folder.name(),
                prompt.get().animal(),
                prompt.get().object(),
                config.options(),
                DetectionGate.PAPER,
                null);
        if (alreadyFound(clip, found)) {
            scoring.score(clip.id());
            return Result.UP_TO_DATE;
        }
        DecodedClip decoded =
                new ClipDecoder().decode(project.clipFile(clip), DecodeOptions.FULL, progress -> {}, context.cancel());
        Verdict verdict = judge(clip, decoded.clip(), found, detector, context, progressed);
        String problem = decoded.problem().map(p -> p.message()).orElse(null);
        Result result;
        if (verdict instanceof Passed passed) {
            MachineTracks tracks = new SeedTracker()
                    .track(
                            decoded.clip(),
                            List.of(passed.seeds()),
                            config.tracker(),
                            p -> progressed.to(9 * p.total() + p.done(), 10 * p.total()),
                            context.cancel());
            keep(clip, TrackJob.SOURCE, tracks, recipe(clip, List.of(passed), found, context, problem));
            result = Result.DONE;
        } else {
            String why = ((Refused) verdict).detail();
            keep(clip, SOURCE, lost(clip), recipe(clip, List.of(), found.refused(why), context, problem));
            result = Result.leftOut(why);
        }
        scoring.score(clip.id());
        return result;
    }

    private Verdict judge(
            ClipRecord clip, Clip frames, Found found, Detector detector, JobContext context, Progressed progressed)
            throws WorkbenchException, CancelledException, IOException {
        DetectionNotes notes = DetectionNotes.open(context.workFolder(), clip.id(), found);
        int total = frames.frameCount();
        while (notes.frames().size() < total) {
            int next = notes.frames().size();
            int end = Math.min(total, next + DetectionNotes.CHUNK);
            List<FrameDetections> some = detector.detect(
                    frames.frames().subList(next, end),
                    List.of(found.animal, found.object),
                    found.options,
                    p -> progressed.to(9 * (next + p.done()), 10L * total),
                    context.cancel());
            notes.add(some);
        }
        Verdict verdict = found.gate.judge(detector.label(found.animal), detector.label(found.object), notes.frames());
        context.log(ClipLoop.name(clip) + ": "
                + (verdict instanceof Passed passed
                        ? "followed from frame " + passed.seeds().frame()
                        : ((Refused) verdict).detail()));
        notes.remove();
        return verdict;
    }

    private boolean alreadyFound(ClipRecord clip, Found wanted) throws WorkbenchException {
        Optional<TrackRecord> current = project.tracks().current(clip.id());
        JsonNode made = current.map(track -> track.recipe().path("found")).orElse(Json.object());
        return made.isObject()
                && made.has("detector")
                && Json.convert(made, Found.class).sameSettings(wanted)
                && Json.convert(current.orElseThrow().recipe().path("options"), TrackerOptions.class)
                        .equals(config.tracker());
    }

    private TrackJob.Recipe recipe(
            ClipRecord clip, List<Passed> passed, Found found, JobContext context, @Nullable String problem)
            throws WorkbenchException {
        return new TrackJob.Recipe(
                config.tracker(),
                project.seeds().of(clip.id()),
                passed.stream().map(Passed::seeds).toList(),
                context.jobId(),
                CodeVersion.CURRENT,
                problem,
                found);
    }

    private static MachineTracks lost(ClipRecord clip) {
        List<MachineBox> lost = Collections.nCopies(clip.video().frameCount(), MachineBox.absent(BoxState.LOST));
        return new MachineTracks(lost, lost);
    }

    /** The new track and its becoming current are one step: a kill in between would leave a track that nobody asked for. */
    private void keep(ClipRecord clip, String source, MachineTracks tracks, TrackJob.Recipe recipe)
            throws WorkbenchException {
        project.inTransaction(() -> {
            Annotation before = project.tracks().annotation(clip.id());
            TrackRecord track = project.tracks().add(clip.id(), source, tracks, Json.tree(recipe));
            if (before.trackId() == null && before.corrections().isEmpty()) {
                project.tracks().setCurrent(clip.id(), track.id());
            } else {
                project.edits()
                        .apply(
                                "Detect " + ClipLoop.name(clip),
                                System.getProperty("user.name", ""),
                                new Annotation(clip.id(), track.id(), Corrections.NONE));
            }
        });
    }
}
