package org.spatialalign.engine.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * The share of clips that reach each threshold, with an interval at each: a curve and the band around it.
 *
 * @param model whose clips they are
 * @param counting what became of unscorable clips
 * @param points in ascending order of the threshold
 */
public record ShareBand(String model, Unscorable counting, List<Point> points) {

    /**
     * @param share of the counted clips with a score of at least {@code threshold}
     * @param interval of the share, over prompts
     */
    public record Point(double threshold, double share, Interval interval) {}

    public ShareBand {
        points = List.copyOf(points);
    }

    /** Every point is drawn from the same resamples, so that the band is as smooth as the curve. */
    public static ShareBand of(
            String model,
            List<ScoredClip> clips,
            Unscorable counting,
            List<Double> thresholds,
            PromptBootstrap bootstrap) {
        var prompts = Figures.promptsOf(clips);
        List<Point> points = new ArrayList<>();
        for (double threshold : thresholds.stream().sorted().toList()) {
            Figures.Sums sums = Figures.Sums.of(clips, threshold, counting, prompts);
            points.add(new Point(threshold, sums.share(), bootstrap.ofRatio(sums.reached, sums.counted)));
        }
        return new ShareBand(model, counting, points);
    }

    /** The point whose threshold is nearest. */
    public Point at(double threshold) {
        Point nearest = points.get(0);
        for (Point point : points) {
            if (Math.abs(point.threshold() - threshold) < Math.abs(nearest.threshold() - threshold)) {
                nearest = point;
            }
        }
        return nearest;
    }
}
