package org.spatialalign.engine.prefer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.score.SsrCurve;
import org.spatialalign.engine.score.SsrCurve.Point;

/**
 * How much a clip's score depends on a few pixels and a single frame. The score is made of the first and the last three
 * valid frames, so a box that is a little off, or a clip that is taken to begin or end one valid frame earlier or later,
 * may move it across a threshold. Stateless; any thread. A clip takes some tens of microseconds.
 *
 * @param pixels every edge of every box moves by up to so many pixels, evenly and independently
 * @param draws how often that is tried
 * @param seed of the draws; the same clip gets the same interval whatever is computed before it
 */
public record Fragility(double pixels, int draws, long seed) {

    /** Two pixels: about what two people drawing the same box differ by. */
    public static final Fragility DEFAULT = new Fragility(2, 64, 0);

    public Fragility {
        if (!(pixels >= 0) || !Double.isFinite(pixels) || draws < 0) {
            throw new IllegalArgumentException("jitter needs 0 or more pixels and draws, got " + pixels + ", " + draws);
        }
    }

    /**
     * The least and the greatest score that was met; it holds the clip's own score.
     *
     * @param mayLoseScore whether one valid frame less would leave the clip without a score
     */
    public record Interval(double score, double low, double high, boolean mayLoseScore) {

        public double width() {
            return high - low;
        }
    }

    /** What of a pair may turn out otherwise. */
    public record Doubt(boolean order, boolean winner, boolean loser, boolean mayLoseScore) {

        public static final Doubt NONE = new Doubt(false, false, false, false);

        /** Whether a person should look at the pair first. */
        public boolean any() {
            return order || winner || loser || mayLoseScore;
        }
    }

    /** The interval of a clip's score; empty when it has none. */
    public Optional<Interval> interval(DsrType type, List<FrameBoxes> frames, ScorePreset preset) {
        DsrScorer scorer = new DsrScorer(preset);
        if (!(scorer.score(type, frames) instanceof ScoreOutcome.Scored scored)) {
            return Optional.empty();
        }
        Map<Integer, FrameBoxes> byFrame = new HashMap<>();
        frames.forEach(frame -> byFrame.put(frame.frame(), frame));
        List<Point> valid = scored.curve().points();
        int k = preset.endFrames();
        double low = scored.dsrScore();
        double high = low;
        Random random = new Random(seed);
        @Nullable Point[] points = new @Nullable Point[valid.size()];
        for (int draw = 0; draw <= draws; draw++) {
            double reach = draw == 0 ? 0 : pixels;
            for (int i = 0; i < points.length; i++) {
                if (i <= k || i >= points.length - k - 1) {
                    FrameBoxes boxes =
                            Objects.requireNonNull(byFrame.get(valid.get(i).frame()));
                    points[i] = point(type, boxes, reach, random);
                }
            }
            for (int shift = 0; shift < 4; shift++) {
                double other = shifted(points, shift & 1, shift >> 1, preset);
                low = other < low ? other : low;
                high = other > high ? other : high;
            }
        }
        boolean barely = valid.size() - 1 < preset.minimumValidFrames();
        return Optional.of(new Interval(scored.dsrScore(), low, high, barely));
    }

    private static Point point(DsrType type, FrameBoxes boxes, double reach, Random random) {
        PixelBox animal = jitter(Objects.requireNonNull(boxes.animal()), reach, random);
        PixelBox object = jitter(Objects.requireNonNull(boxes.object()), reach, random);
        return new Point(
                boxes.frame(),
                DsrScorer.ssr(type.initial(), animal, object),
                DsrScorer.ssr(type.last(), animal, object));
    }

    private static PixelBox jitter(PixelBox box, double reach, Random random) {
        if (reach == 0) {
            return box;
        }
        return PixelBox.ofCorners(
                box.x1() + reach * (2 * random.nextDouble() - 1),
                box.y1() + reach * (2 * random.nextDouble() - 1),
                box.x2() + reach * (2 * random.nextDouble() - 1),
                box.y2() + reach * (2 * random.nextDouble() - 1));
    }

    /** The score without so many valid frames at the beginning and at the end; NaN when too few are left. */
    private static double shifted(@Nullable Point[] points, int head, int tail, ScorePreset preset) {
        int k = preset.endFrames();
        int n = points.length - head - tail;
        List<Point> ends = new ArrayList<>(2 * k);
        for (int i = 0; i < n; i++) {
            if (i < k || i >= n - k) {
                ends.add(Objects.requireNonNull(points[head + i]));
            }
        }
        // Only the ends are listed, so that the number of valid frames cannot be asked of them.
        DsrScorer scorer = new DsrScorer(new ScorePreset(preset.id(), k, k));
        return scorer.score(new SsrCurve(ends), List.of()) instanceof ScoreOutcome.Scored scored
                ? scored.dsrScore()
                : Double.NaN;
    }

    /** Whether the order of a pair, or a clip's side of the threshold, could flip. */
    public static Doubt doubt(Interval winner, Interval loser, DsrType type, PairRules rules) {
        return new Doubt(
                winner.low <= loser.high,
                !rules.wins(type, winner.low),
                rules.wins(type, loser.high),
                winner.mayLoseScore || loser.mayLoseScore);
    }
}
