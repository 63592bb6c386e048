package org.spatialalign.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a training ends before its last step: when a figure of its checkpoints has not become better for some time. The
 * base, at step 0, counts as the first checkpoint. What is decided depends on the figures that the run's folder keeps
 * and on nothing else, so that a resumed run decides the same.
 *
 * @param figure by which checkpoints are compared
 * @param patience the run ends with this many checkpoints in a row that are no better than the best before them;
 *     checkpoints without the figure, such as those whose samples have no boxes, do not count
 * @param minimumGain by how much a figure has to be better than the best to count as better
 */
public record EarlyStop(Figure figure, int patience, double minimumGain) {

    /** What checkpoints are compared by. */
    public enum Figure {
        /** Nothing: the run goes to its last step. */
        NONE,
        /** Loss of the held-out pairs; lower is better. */
        HELD_OUT_LOSS,
        /** Share of the held-out pairs with a margin above 0. */
        HELD_OUT_WINS,
        /** Share of the samples at or above the threshold. */
        SAMPLE_SHARE,
        /** Mean score of the samples. */
        SAMPLE_MEAN;

        /** For people: "held-out loss". */
        public String words() {
            return name().toLowerCase(Locale.ROOT)
                    .replace("held_out", "held-out")
                    .replace('_', ' ');
        }

        /** Whether it comes from sample clips. */
        public boolean ofSamples() {
            return this == SAMPLE_SHARE || this == SAMPLE_MEAN;
        }

        /** Whether it comes from held-out pairs. */
        public boolean ofHeldOut() {
            return this == HELD_OUT_LOSS || this == HELD_OUT_WINS;
        }
    }

    /** The run goes to its last step. */
    public static final EarlyStop NEVER = new EarlyStop(Figure.NONE, 3, 0);

    /**
     * How a run stands.
     *
     * @param step of the last checkpoint with the figure
     * @param bestStep of the best one; of equal ones the first
     * @param best its figure
     * @param without checkpoints since, none of them better
     * @param stop whether the run is to end
     */
    public record Standing(long step, long bestStep, double best, int without, boolean stop) {}

    private record Point(long step, double value) {}

    /**
     * How a run stands by its own rule.
     *
     * @param validations of the run; those between checkpoints do not count
     * @param samples of the run's checkpoints, in order
     * @return empty when nothing is compared, or no checkpoint has the figure yet
     */
    public static Optional<Standing> standing(
            TrainingConfig config, List<Validation> validations, List<SampleFigures> samples) {
        List<Validation> kept = validations.stream()
                .filter(validation -> config.isCheckpoint(validation.step()))
                .toList();
        return config.earlyStop().standing(kept, samples);
    }

    private Optional<Standing> standing(List<Validation> validations, List<SampleFigures> samples) {
        List<Point> points =
                switch (figure) {
                    case NONE -> List.of();
                    // Turned round, so that more is better everywhere.
                    case HELD_OUT_LOSS ->
                        validations.stream()
                                .map(v -> new Point(v.step(), -v.loss()))
                                .toList();
                    case HELD_OUT_WINS ->
                        validations.stream()
                                .map(v -> new Point(v.step(), v.wins()))
                                .toList();
                    case SAMPLE_SHARE -> points(samples, SampleFigures::share);
                    case SAMPLE_MEAN -> points(samples, SampleFigures::mean);
                };
        if (points.isEmpty()) {
            return Optional.empty();
        }
        Point best = points.get(0);
        Point last = best;
        int without = 0;
        for (Point point : points.subList(1, points.size())) {
            last = point;
            if (point.value() > best.value() + minimumGain) {
                best = point;
                without = 0;
            } else {
                without++;
            }
            if (without >= patience) {
                break;
            }
        }
        double value = figure == Figure.HELD_OUT_LOSS ? -best.value() : best.value();
        return Optional.of(new Standing(last.step(), best.step(), value, without, without >= patience));
    }

    /** The figure of one checkpoint. */
    @FunctionalInterface
    private interface Value {
        @Nullable
        Double of(SampleFigures figures);
    }

    private static List<Point> points(List<SampleFigures> samples, Value value) {
        List<Point> points = new ArrayList<>();
        for (SampleFigures of : samples) {
            Double is = value.of(of);
            if (is != null) {
                points.add(new Point(of.step(), is));
            }
        }
        return points;
    }
}
