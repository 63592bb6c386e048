package org.spatialalign.engine.score;

import java.util.List;
import java.util.Optional;

/**
 * The spatial-relation score (SSR) of both asked relations over the valid frames of a clip.
 *
 * <p>Paper, section on SSR; calc_dsr_score.py. With v = centre(animal) - centre(object), y down:
 * right = v_x/|v| * min(|v_x| / (0.5 (w_a + w_o)), 1), left its negative, top = -v_y/|v| * min(|v_y| / (0.5 (h_a +
 * h_o)), 1), under its negative.
 *
 * @param points the valid frames, ascending
 */
public record SsrCurve(List<Point> points) {

    /**
     * One valid frame.
     *
     * @param initial value of the initial relation, in [-1, 1]; 1 means that it holds fully
     * @param last value of the final relation, in [-1, 1]
     */
    public record Point(int frame, double initial, double last) {}

    public SsrCurve {
        points = List.copyOf(points);
    }

    public int size() {
        return points.size();
    }

    public Optional<Point> at(int frame) {
        int low = 0;
        int high = points.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Point point = points.get(middle);
            if (point.frame() == frame) {
                return Optional.of(point);
            }
            if (point.frame() < frame) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }
}
