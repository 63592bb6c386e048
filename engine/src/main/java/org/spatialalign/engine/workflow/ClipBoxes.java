package org.spatialalign.engine.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.evaluate.MotionPath;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.prefer.Fragility;
import org.spatialalign.engine.prefer.MetricCourt.Witness;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.AxisScorer;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.track.EffectiveTracks;

/** What is computed anew out of clips' boxes, and so takes about a millisecond a clip. Any thread. */
public final class ClipBoxes {

    private final Project project;
    private final ScorePreset preset;

    public ClipBoxes(Project project, ScorePreset preset) {
        this.project = project;
        this.preset = preset;
    }

    private interface Use {
        void clip(ClipRecord clip, DsrPrompt prompt, List<FrameBoxes> frames);
    }

    /** How far each clip's score could be off; clips without a score are left out. */
    public Map<String, Fragility.Interval> intervals(
            Collection<String> clipIds, Fragility fragility, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        Map<String, Fragility.Interval> intervals = new HashMap<>();
        each(clipIds, cancel, (clip, prompt, frames) -> fragility
                .interval(prompt.type(), frames, preset)
                .ifPresent(interval -> intervals.put(clip.id(), interval)));
        return intervals;
    }

    /** The DSR-Score and the baseline of each clip; clips without a score are left out. */
    public List<Witness> witnesses(Collection<String> clipIds, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        List<Witness> witnesses = new ArrayList<>();
        DsrScorer scorer = new DsrScorer(preset);
        AxisScorer baseline = new AxisScorer(preset);
        each(clipIds, cancel, (clip, prompt, frames) -> {
            OptionalDouble axis = baseline.score(prompt.type(), frames);
            if (axis.isPresent() && scorer.score(prompt.type(), frames) instanceof ScoreOutcome.Scored scored) {
                witnesses.add(new Witness(clip.id(), prompt.promptId(), scored.dsrScore(), axis.getAsDouble()));
            }
        });
        return witnesses;
    }

    /** The way of the animal around the object in each clip; clips without boxes or prompt are left out. */
    public Map<String, MotionPath> paths(Collection<String> clipIds, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        Map<String, MotionPath> paths = new HashMap<>();
        each(clipIds, cancel, (clip, prompt, frames) -> paths.put(clip.id(), MotionPath.of(prompt.type(), frames)));
        return paths;
    }

    private void each(Collection<String> clipIds, CancelToken cancel, Use use)
            throws WorkbenchException, CancelledException {
        for (String id : clipIds) {
            cancel.check();
            ClipRecord clip = Scoring.find(project, id);
            Optional<DsrPrompt> prompt = Scoring.prompt(project, clip);
            Optional<EffectiveTracks> tracks = Scoring.tracks(project, clip);
            if (prompt.isPresent() && tracks.isPresent()) {
                use.clip(clip, prompt.get(), tracks.get().frames());
            }
        }
    }
}
