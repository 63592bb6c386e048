package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.CodeVersion;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.job.Job;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.media.DecodedClip;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.track.MachineTracks;
import org.spatialalign.engine.track.SeedTracker;
import org.spatialalign.engine.track.TrackerOptions;
import org.spatialalign.engine.workflow.ClipLoop.Progressed;
import org.spatialalign.engine.workflow.ClipLoop.Result;

/**
 * Follows boxes through clips from their seeds. Without names it takes every clip that has seeds and no current track.
 * A named clip that has tracks is tracked anew, its corrections being seeds too, and the result becomes current by an
 * edit that can be undone. A resumed job leaves alone what it has already tracked.
 */
public final class TrackJob implements Job {

    static final String KIND = "track";
    static final int VERSION = 1;
    static final String SOURCE = "csrt";

    /**
     * The settings of a tracking job.
     *
     * @param clips ids; empty for all that need it
     */
    public record Config(List<String> clips, TrackerOptions options) {
        public Config {
            clips = List.copyOf(clips);
        }
    }

    /**
     * How a track was made; kept with it.
     *
     * @param found how a detector found the boxes it began with; null when people gave them
     */
    record Recipe(
            TrackerOptions options,
            List<FrameBoxes> given,
            List<FrameBoxes> used,
            long job,
            String codeVersion,
            @Nullable String problem,
            DetectJob.@Nullable Found found) {}

    private final Project project;
    private final Config config;

    TrackJob(Project project, Config config) {
        this.project = project;
        this.config = config;
    }

    @Override
    public JsonNode run(JobContext context) throws WorkbenchException, CancelledException {
        return (config.clips().isEmpty() ? all(context) : named(context)).toJson();
    }

    private WorkSummary named(JobContext context) throws WorkbenchException, CancelledException {
        List<ClipRecord> clips = new ArrayList<>();
        for (String id : config.clips()) {
            clips.add(Scoring.find(project, id));
        }
        return new ClipLoop(context).run(clips, (clip, progressed) -> one(clip, context, progressed));
    }

    private WorkSummary all(JobContext context) throws WorkbenchException, CancelledException {
        List<ClipRecord> due = new ArrayList<>();
        List<WorkSummary.Item> leftOut = new ArrayList<>();
        int upToDate = 0;
        for (ClipRecord clip : project.clips().all()) {
            if (project.tracks().annotation(clip.id()).trackId() != null) {
                upToDate++;
            } else if (hasSeeds(clip)) {
                due.add(clip);
            } else {
                leftOut.add(new WorkSummary.Item(clip.id(), ClipLoop.name(clip), "it has no seed boxes"));
            }
        }
        WorkSummary done = new ClipLoop(context).run(due, (clip, progressed) -> one(clip, context, progressed));
        return new WorkSummary(done.done(), upToDate + done.upToDate(), leftOut, done.failed());
    }

    private boolean hasSeeds(ClipRecord clip) throws WorkbenchException {
        return !project.seeds().of(clip.id()).isEmpty()
                || !project.tracks()
                        .annotation(clip.id())
                        .corrections()
                        .keyFrames()
                        .isEmpty();
    }

    private Result one(ClipRecord clip, JobContext context, Progressed progressed)
            throws WorkbenchException, CancelledException {
        Annotation annotation = project.tracks().annotation(clip.id());
        Optional<TrackRecord> current = current(annotation);
        List<FrameBoxes> given = project.seeds().of(clip.id());
        if (current.isPresent() && madeBy(context.jobId(), current.get())) {
            return Result.UP_TO_DATE;
        }
        if (given.isEmpty() && annotation.corrections().keyFrames().isEmpty()) {
            throw new WorkbenchException("it has no seed boxes: draw one box for the animal and one for the object, or"
                    + " import a seed file");
        }
        SeedPlan plan = current.isEmpty() && annotation.corrections().isEmpty()
                ? SeedPlan.first(given)
                : SeedPlan.again(given, origin(current), machine(clip, current), annotation.corrections());
        DecodedClip decoded =
                new ClipDecoder().decode(project.clipFile(clip), DecodeOptions.FULL, progress -> {}, context.cancel());
        MachineTracks tracks = new SeedTracker()
                .track(
                        decoded.clip(),
                        plan.seeds(),
                        config.options(),
                        p -> progressed.to(p.done(), p.total()),
                        context.cancel());
        @Nullable String problem = decoded.problem().map(p -> p.message()).orElse(null);
        keep(
                clip,
                annotation,
                tracks,
                plan,
                new Recipe(config.options(), given, plan.seeds(), context.jobId(), CodeVersion.CURRENT, problem, null));
        return Result.DONE;
    }

    /** The new track and its becoming current are one step: a kill in between would leave a track that nobody asked for. */
    private void keep(ClipRecord clip, Annotation before, MachineTracks tracks, SeedPlan plan, Recipe recipe)
            throws WorkbenchException {
        project.inTransaction(() -> {
            TrackRecord track = project.tracks().add(clip.id(), SOURCE, tracks, Json.tree(recipe));
            if (before.trackId() == null && before.corrections().isEmpty()) {
                project.tracks().setCurrent(clip.id(), track.id());
            } else {
                project.edits()
                        .apply(
                                "Re-track " + ClipLoop.name(clip),
                                System.getProperty("user.name", ""),
                                new Annotation(clip.id(), track.id(), plan.remaining()));
            }
        });
    }

    private Optional<TrackRecord> current(Annotation annotation) throws WorkbenchException {
        Long trackId = annotation.trackId();
        return trackId == null ? Optional.empty() : project.tracks().find(trackId);
    }

    private static MachineTracks machine(ClipRecord clip, Optional<TrackRecord> current) {
        return current.map(TrackRecord::tracks)
                .orElseGet(() -> MachineTracks.none(clip.video().frameCount()));
    }

    private static boolean madeBy(long jobId, TrackRecord track) {
        return track.source().equals(SOURCE) && track.recipe().path("job").asLong(-1) == jobId;
    }

    private static SeedPlan.@Nullable Origin origin(Optional<TrackRecord> current) throws WorkbenchException {
        if (current.isEmpty() || !current.get().source().equals(SOURCE)) {
            return null;
        }
        ObjectNode made = Json.object();
        made.set("given", current.get().recipe().path("given"));
        made.set("used", current.get().recipe().path("used"));
        return Json.convert(made, SeedPlan.Origin.class);
    }
}
