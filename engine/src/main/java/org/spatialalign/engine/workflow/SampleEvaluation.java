package org.spatialalign.engine.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.evaluate.Appearance;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.CheckpointSample;
import org.spatialalign.engine.train.SampleFigures;

/** Works out what the samples of checkpoints say: scores and guard rails. Keeps the base's looks in mind. One thread. */
final class SampleEvaluation {

    private record Cell(String promptId, int seed) {}

    private final Project project;
    private final Scoring scoring;
    private final Consumer<String> log;
    private final Map<String, List<float[]>> ofBase = new HashMap<>();

    /** @param log gets one line per clip that cannot be read */
    SampleEvaluation(Project project, Consumer<String> log) {
        this.project = project;
        this.log = log;
        this.scoring = new Scoring(project, ScorePreset.PAPER);
    }

    /**
     * Brings the scores of samples that have boxes up to date, and reads all of them.
     *
     * @param samples of one checkpoint
     * @param counterparts those of the base model; the same ones for step 0
     */
    SampleFigures of(
            long step,
            SampleSettings settings,
            List<CheckpointSample> samples,
            List<CheckpointSample> counterparts,
            CancelToken cancel)
            throws WorkbenchException, CancelledException {
        Map<Cell, String> baseClips = new HashMap<>();
        counterparts.forEach(sample -> baseClips.put(new Cell(sample.promptId(), sample.seed()), sample.clip()));
        List<Double> drift = new ArrayList<>();
        List<Double> consistency = new ArrayList<>();
        Map<String, List<List<float[]>>> byPrompt = new LinkedHashMap<>();
        SampleScores scores = new SampleScores();
        int missing = settings.clips() - samples.size();
        for (CheckpointSample sample : samples) {
            cancel.check();
            try {
                ClipRecord clip = Scoring.find(project, sample.clip());
                ClipLooks seen = ClipLooks.of(project, clip, Progress.Listener.NONE, cancel);
                String counterpart = baseClips.get(new Cell(sample.promptId(), sample.seed()));
                if (clip.id().equals(counterpart)) {
                    ofBase.put(clip.id(), seen.looks());
                }
                if (counterpart != null) {
                    drift.add(Appearance.distance(looks(counterpart, cancel), seen.looks()));
                }
                if (Scoring.tracks(project, clip).isPresent()) {
                    scores.add(scoring.score(clip.id()).outcome());
                } else {
                    scores.addUnscored();
                }
                seen.consistency().ifPresent(consistency::add);
                byPrompt.computeIfAbsent(sample.promptId(), id -> new ArrayList<>())
                        .add(seen.looks());
            } catch (WorkbenchException e) {
                if (ClipLoop.concernsAll(e)) {
                    throw e;
                }
                // One that cannot be read any more is as good as not made.
                missing++;
                log.accept("sample " + sample.clip() + " of step " + step + ": " + e.getMessage());
            }
        }
        List<Double> diversity = new ArrayList<>();
        byPrompt.values().forEach(seeds -> Appearance.diversity(seeds).ifPresent(diversity::add));
        return new SampleFigures(
                step,
                settings.clips(),
                missing,
                scores.unscored(),
                scores.unscorable(),
                settings.threshold(),
                scores.share(settings.threshold()),
                scores.mean(),
                mean(drift),
                mean(diversity),
                mean(consistency));
    }

    private List<float[]> looks(String counterpart, CancelToken cancel) throws WorkbenchException, CancelledException {
        List<float[]> known = ofBase.get(counterpart);
        if (known == null) {
            known = ClipLooks.of(project, Scoring.find(project, counterpart), Progress.Listener.NONE, cancel)
                    .looks();
            ofBase.put(counterpart, known);
        }
        return known;
    }

    private static @Nullable Double mean(List<Double> values) {
        OptionalDouble mean = values.stream().mapToDouble(Double::doubleValue).average();
        return mean.isPresent() ? (Double) mean.getAsDouble() : null;
    }
}
