package org.spatialalign.engine.workflow;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CodeVersion;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.score.SsrCurve;
import org.spatialalign.engine.score.UnscorableReason;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.store.ScoreRecord;
import org.spatialalign.engine.track.EffectiveTracks;
import org.spatialalign.engine.track.MachineTracks;

/** Scores the clips of a project with one preset. Safe to use from several threads. */
public final class Scoring {

    private final Project project;
    private final DsrScorer scorer;

    public Scoring(Project project, ScorePreset preset) {
        this.project = project;
        this.scorer = new DsrScorer(preset);
    }

    public ScorePreset preset() {
        return scorer.preset();
    }

    /** Computes a clip's score out of its boxes as they count now, and keeps it. */
    public ScoreRecord score(String clipId) throws WorkbenchException {
        // Taken before the boxes are read: a change in between makes the result stale rather than wrongly current.
        ContentHash inputs = project.scores().inputHash(clipId);
        ScoreRecord record = new ScoreRecord(
                clipId,
                preset().id(),
                inputs,
                outcome(clipId),
                CodeVersion.CURRENT,
                Clock.systemUTC().instant());
        project.scores().put(record);
        return record;
    }

    /** The same without keeping it. Without prompt or boxes the outcome says so. */
    public ScoreOutcome outcome(String clipId) throws WorkbenchException {
        ClipRecord clip = find(project, clipId);
        Optional<DsrPrompt> prompt = prompt(project, clip);
        if (prompt.isEmpty()) {
            return unscorable(UnscorableReason.NO_PROMPT, noPrompt(clip));
        }
        Optional<EffectiveTracks> tracks = tracks(project, clip);
        if (tracks.isEmpty()) {
            boolean seeds = !project.seeds().of(clipId).isEmpty();
            return unscorable(
                    UnscorableReason.NO_BOXES,
                    seeds ? "It has seed boxes, but is not tracked yet." : "It has neither seed boxes nor tracks.");
        }
        ScoreOutcome outcome = preview(prompt.get().type(), tracks.get());
        return outcome instanceof ScoreOutcome.Unscorable none && none.reason() == UnscorableReason.NO_BOXES
                ? because(clip, none)
                : outcome;
    }

    /** The same with the reason that a detector gave for refusing the clip, if one did. */
    private ScoreOutcome because(ClipRecord clip, ScoreOutcome.Unscorable none) throws WorkbenchException {
        Optional<String> refused = project.tracks()
                .current(clip.id())
                .map(track -> track.recipe().path("found").path("refused").asText(""));
        return refused.isEmpty() || refused.get().isEmpty()
                ? none
                : new ScoreOutcome.Unscorable(
                        none.reason(), "Refused: " + refused.get() + ".", none.curve(), none.skipped());
    }

    /** What boxes would score; quick enough to be called on every mouse move. */
    public ScoreOutcome preview(DsrType type, EffectiveTracks tracks) {
        return scorer.score(type, tracks.frames());
    }

    static ScoreOutcome.Unscorable unscorable(UnscorableReason reason, String detail) {
        return new ScoreOutcome.Unscorable(reason, detail, new SsrCurve(List.of()), List.of());
    }

    private static String noPrompt(ClipRecord clip) {
        return clip.promptId() == null
                ? "Nothing says which prompt it was made from."
                : "Its prompt " + clip.promptId() + " is not in the project.";
    }

    static ClipRecord find(Project project, String clipId) throws WorkbenchException {
        return project.clips()
                .find(clipId)
                .orElseThrow(() -> new ProjectException(
                        ProjectException.Reason.NOT_FOUND, "the project has no clip '" + clipId + "'"));
    }

    static Optional<DsrPrompt> prompt(Project project, ClipRecord clip) throws WorkbenchException {
        String promptId = clip.promptId();
        return promptId == null ? Optional.empty() : project.prompts().find(promptId);
    }

    /** The boxes that count; empty when neither a machine nor a person has said anything. */
    static Optional<EffectiveTracks> tracks(Project project, ClipRecord clip) throws WorkbenchException {
        Annotation annotation = project.tracks().annotation(clip.id());
        @Nullable MachineTracks machine = machine(project, annotation);
        if (machine == null && annotation.corrections().isEmpty()) {
            return Optional.empty();
        }
        MachineTracks base =
                machine == null ? MachineTracks.none(clip.video().frameCount()) : Objects.requireNonNull(machine);
        return Optional.of(EffectiveTracks.of(base, annotation.corrections()));
    }

    static @Nullable MachineTracks machine(Project project, Annotation annotation) throws WorkbenchException {
        Long trackId = annotation.trackId();
        if (trackId == null) {
            return null;
        }
        return project.tracks()
                .find(trackId)
                .orElseThrow(() -> new ProjectException(
                        ProjectException.Reason.DAMAGED,
                        "track " + trackId + " of clip '" + annotation.clipId() + "' is not in the project"))
                .tracks();
    }
}
