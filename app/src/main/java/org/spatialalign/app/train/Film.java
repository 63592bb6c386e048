package org.spatialalign.app.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.UnscorableReason;
import org.spatialalign.engine.store.ClipListing;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.ClipStatus;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.CheckpointSample;
import org.spatialalign.engine.train.SampleFigures;
import org.spatialalign.engine.train.SampleLog;
import org.spatialalign.engine.workflow.SampleScores;
import org.spatialalign.engine.workflow.SampleSettings;

/**
 * The samples of a run: for each prompt and seed one clip at each step that was sampled, and what they say.
 *
 * @param steps in order; 0 is the base model
 * @param rows the prompts
 * @param points one for each step
 * @param threshold what a clip has to reach to be counted
 */
record Film(
        List<Long> steps,
        List<Row> rows,
        List<Integer> seeds,
        Map<Spot, Shot> shots,
        List<Point> points,
        double threshold) {

    static final Film EMPTY = new Film(List.of(), List.of(), List.of(), Map.of(), List.of(), 0);

    /** A prompt; its sentence is empty when the project no longer has it. */
    record Row(String promptId, String sentence) {}

    /** Where in the grid, at any step. */
    record Cell(String promptId, int seed) {}

    /** Which clip of the film. */
    record Spot(long step, Cell cell) {}

    /**
     * A clip, as the project knows it now.
     *
     * @param record null when it is no longer in the project
     * @param score in [0, 1]; null without one
     * @param words the score, or why there is none
     */
    record Shot(String clip, @Nullable ClipRecord record, @Nullable Double score, boolean unscorable, String words) {}

    /**
     * What the clips of one step say. Scores are today's; the guard rails are those that the run wrote down.
     *
     * @param share of the clips with boxes that reach the threshold, those without a score among them
     * @param mean of the clips with a score
     * @param scored clips that have one
     * @param clips that there are
     */
    record Point(
            long step,
            @Nullable Double share,
            @Nullable Double mean,
            int scored,
            int clips,
            @Nullable Double drift,
            @Nullable Double diversity,
            @Nullable Double consistency) {}

    Film {
        steps = List.copyOf(steps);
        rows = List.copyOf(rows);
        seeds = List.copyOf(seeds);
        shots = Map.copyOf(shots);
        points = List.copyOf(points);
    }

    /**
     * What the run's folder and the project say now.
     *
     * @param wanted what the run was asked for, which gives prompts and seeds their order; null when it was not asked
     */
    static Film read(Project project, String preset, @Nullable SampleSettings wanted, SampleLog log)
            throws WorkbenchException {
        Map<String, ClipListing> known = new HashMap<>();
        project.clips()
                .listing(preset)
                .forEach(listing -> known.put(listing.clip().id(), listing));
        TreeSet<Long> steps = new TreeSet<>();
        Map<String, Row> rows = new LinkedHashMap<>();
        List<Integer> seeds = new ArrayList<>();
        if (wanted != null && !log.samples().isEmpty()) {
            wanted.prompts().forEach(prompt -> rows.put(String.valueOf(prompt.id()), row(prompt.id(), prompt.text())));
            seeds.addAll(wanted.seeds());
        }
        Map<Spot, Shot> shots = new HashMap<>();
        for (CheckpointSample sample : log.samples()) {
            steps.add(sample.step());
            String id = sample.promptId();
            if (!rows.containsKey(id)) {
                String sentence =
                        project.prompts().find(id).map(DsrPrompt::sentence).orElse("");
                rows.put(id, row(id, sentence));
            }
            if (!seeds.contains(sample.seed())) {
                seeds.add(sample.seed());
            }
            shots.put(
                    new Spot(sample.step(), new Cell(id, sample.seed())),
                    shot(sample.clip(), known.get(sample.clip())));
        }
        double threshold = wanted == null
                ? log.figures().stream()
                        .findFirst()
                        .map(SampleFigures::threshold)
                        .orElse(0.0)
                : wanted.threshold();
        List<Point> points = new ArrayList<>();
        for (long step : steps) {
            points.add(point(step, shots, threshold, log.figures(step)));
        }
        return new Film(List.copyOf(steps), List.copyOf(rows.values()), seeds, shots, points, threshold);
    }

    private static Row row(@Nullable String id, String sentence) {
        return new Row(String.valueOf(id), sentence);
    }

    private static Shot shot(String clip, @Nullable ClipListing listing) {
        if (listing == null) {
            return new Shot(clip, null, null, false, "no longer in the project");
        }
        Double score = listing.dsrScore();
        UnscorableReason reason = listing.reason();
        if (listing.missing()) {
            return new Shot(clip, null, score, reason != null, "the file is missing");
        }
        String words = score != null
                ? String.format(Locale.ROOT, "%.3f", score)
                : reason != null ? reason.title() : unscored(listing.status());
        return new Shot(clip, listing.clip(), score, reason != null, words);
    }

    private static String unscored(ClipStatus status) {
        return status == ClipStatus.NO_SEED || status == ClipStatus.NOT_TRACKED ? "no boxes yet" : "not scored yet";
    }

    private static Point point(long step, Map<Spot, Shot> shots, double threshold, Optional<SampleFigures> figures) {
        SampleScores scores = new SampleScores();
        int clips = 0;
        for (Map.Entry<Spot, Shot> entry : shots.entrySet()) {
            if (entry.getKey().step() == step) {
                Double score = entry.getValue().score();
                clips++;
                if (score != null) {
                    scores.add(score);
                } else if (entry.getValue().unscorable()) {
                    scores.addUnscorable();
                }
            }
        }
        return new Point(
                step,
                scores.share(threshold),
                scores.mean(),
                scores.scored(),
                clips,
                figures.map(SampleFigures::drift).orElse(null),
                figures.map(SampleFigures::diversity).orElse(null),
                figures.map(SampleFigures::consistency).orElse(null));
    }

    @Nullable
    Shot at(int place, Cell cell) {
        return place < 0 || place >= steps.size() ? null : shots.get(new Spot(steps.get(place), cell));
    }

    /** Row by row. */
    List<Cell> cells() {
        return rows.stream()
                .flatMap(row -> seeds.stream().map(seed -> new Cell(row.promptId(), seed)))
                .toList();
    }
}
