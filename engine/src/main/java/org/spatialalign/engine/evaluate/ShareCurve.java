package org.spatialalign.engine.evaluate;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The share of clips that reach each threshold.
 *
 * @param counting what became of unscorable clips
 * @param points in ascending order of the threshold
 */
public record ShareCurve(Unscorable counting, List<Point> points) {

    /**
     * @param reached clips with a score of at least {@code threshold}
     * @param counted clips in all; the share of none is 0
     */
    public record Point(double threshold, long reached, long counted) {

        public double share() {
            return counted == 0 ? 0 : (double) reached / counted;
        }
    }

    public ShareCurve {
        points = List.copyOf(points);
    }

    public static ShareCurve of(List<ScoredClip> clips, Unscorable counting, List<Double> thresholds) {
        List<ScoredClip> counted = counting.counted(clips);
        return new ShareCurve(
                counting,
                thresholds.stream()
                        .sorted()
                        .map(t -> new Point(
                                t,
                                counted.stream().filter(clip -> clip.reaches(t)).count(),
                                counted.size()))
                        .toList());
    }

    /**
     * 0, 0.1, ..., 0.9 as the paper's script makes them, by multiplication: its 0.7 is 0.7000000000000001, and counts
     * are equal only with the same numbers.
     */
    public static List<Double> paperThresholds() {
        return IntStream.range(0, 10).mapToObj(i -> i * 0.1).toList();
    }

    /** 0 to 1 in steps of a hundredth, for drawing. */
    public static List<Double> fineThresholds() {
        return IntStream.rangeClosed(0, 100).mapToObj(i -> i / 100.0).toList();
    }
}
