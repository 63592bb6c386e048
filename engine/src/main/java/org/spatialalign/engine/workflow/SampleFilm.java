package org.spatialalign.engine.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.CheckpointSample;
import org.spatialalign.engine.train.SampleFigures;
import org.spatialalign.engine.train.SampleLog;

/**
 * The samples of a run as the project stands now: a film along the steps for each prompt and seed, and what the clips of
 * each step say. Scores are read as they are now, also those that came after the training; what was measured of the
 * looks is as old as the run's folder says.
 *
 * @param steps that were sampled, in order; 0 is the base
 * @param reels one per prompt and seed, in the order in which they were first made
 * @param figures of each step that has them, in order
 */
public record SampleFilm(List<Long> steps, List<Reel> reels, List<SampleFigures> figures) {

    /**
     * The clips of one prompt and seed.
     *
     * @param clips by step; a step whose clip is missing is not there
     */
    public record Reel(String promptId, int seed, Map<Long, Shot> clips) {}

    /**
     * One clip.
     *
     * @param clip its id in the project
     * @param tracked whether it has boxes
     * @param score null when it has none: without boxes nobody knows, with boxes it is unscorable
     */
    public record Shot(String clip, boolean tracked, @Nullable Double score) {}

    private record Place(String promptId, int seed) {}

    public SampleFilm {
        steps = List.copyOf(steps);
        reels = List.copyOf(reels);
        figures = List.copyOf(figures);
    }

    /** Of a run without samples: empty lists. Writes nothing. */
    public static SampleFilm of(Project project, TrainRun run) throws WorkbenchException {
        SampleLog log = SampleLog.read(run.folder());
        Scoring scoring = new Scoring(project, ScorePreset.PAPER);
        Map<Place, Map<Long, Shot>> reels = new LinkedHashMap<>();
        Map<Long, SampleScores> scores = new TreeMap<>();
        for (CheckpointSample sample : log.samples()) {
            Optional<ClipRecord> clip = project.clips().find(sample.clip());
            if (clip.isEmpty() || project.clips().isMissing(clip.get())) {
                continue;
            }
            SampleScores ofStep = scores.computeIfAbsent(sample.step(), step -> new SampleScores());
            boolean tracked = Scoring.tracks(project, clip.get()).isPresent();
            Double score = null;
            if (tracked) {
                ScoreOutcome outcome = scoring.outcome(sample.clip());
                score = ofStep.add(outcome);
            } else {
                ofStep.addUnscored();
            }
            reels.computeIfAbsent(new Place(sample.promptId(), sample.seed()), place -> new TreeMap<>())
                    .put(sample.step(), new Shot(sample.clip(), tracked, score));
        }
        List<Reel> all = new ArrayList<>();
        reels.forEach((place, clips) -> all.add(new Reel(place.promptId(), place.seed(), clips)));
        return new SampleFilm(
                List.copyOf(scores.keySet()),
                all,
                log.figures().stream()
                        .map(figures -> scores.getOrDefault(figures.step(), new SampleScores())
                                .into(figures))
                        .toList());
    }
}
