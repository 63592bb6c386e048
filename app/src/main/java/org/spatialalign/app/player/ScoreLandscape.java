package org.spatialalign.app.player;

import java.util.List;
import java.util.Optional;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScoreTerms;
import org.spatialalign.engine.score.SsrCurve.Point;
import org.spatialalign.engine.track.EffectiveTracks;

/**
 * The score that a clip would have if, in one frame, the centre of one box were elsewhere, sampled on a grid over the
 * picture. Only the frames a score is made of have one: in all others it would be flat.
 */
final class ScoreLandscape {

    private final Grid grid;
    private final double[] scores;
    private final double lowest;
    private final double highest;

    private ScoreLandscape(Grid grid, double[] scores, double lowest, double highest) {
        this.grid = grid;
        this.scores = scores;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** What a frame contributes: everything else in the score stays the same. */
    private record Substitution(ScoreTerms terms, Point first, Point end, Point here) {

        static Substitution of(ScoreTerms terms, List<Point> points, int frame) {
            Point here =
                    points.stream().filter(p -> p.frame() == frame).findFirst().orElseThrow();
            return new Substitution(terms, points.get(0), points.get(points.size() - 1), here);
        }

        /** The score with other values in this frame; the four terms as in {@link DsrScorer}. */
        double score(double initial, double last) {
            int frame = here.frame();
            double initialMean = terms.initialMean();
            double finalMean = terms.finalMean();
            if (terms.firstFrames().contains(frame)) {
                initialMean += (initial - here.initial()) / terms.firstFrames().size();
            }
            if (terms.lastFrames().contains(frame)) {
                finalMean += (last - here.last()) / terms.lastFrames().size();
            }
            double initialGap = 0.5
                    * ((first.frame() == frame ? initial : first.initial())
                            - (end.frame() == frame ? initial : end.initial()));
            double finalGap =
                    0.5 * ((end.frame() == frame ? last : end.last()) - (first.frame() == frame ? last : first.last()));
            return (initialMean + initialGap + finalMean + finalGap) / 8 + 0.5;
        }
    }

    /** Empty when there is no score, the frame does not count, or a box is missing in it. */
    static Optional<ScoreLandscape> of(
            ScoreOutcome outcome, DsrType type, EffectiveTracks tracks, int frame, Role role, Grid grid) {
        if (!(outcome instanceof ScoreOutcome.Scored scored) || frame >= tracks.frameCount()) {
            return Optional.empty();
        }
        ScoreTerms terms = scored.terms();
        PixelBox moved = tracks.box(role, frame).box();
        PixelBox fixed = tracks.box(role.other(), frame).box();
        boolean counts =
                terms.firstFrames().contains(frame) || terms.lastFrames().contains(frame);
        if (!counts || moved == null || fixed == null) {
            return Optional.empty();
        }
        Substitution substitution = Substitution.of(terms, scored.curve().points(), frame);
        double[] scores = new double[grid.columns() * grid.rows()];
        double lowest = 1;
        double highest = 0;
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                PixelBox there = PixelBox.ofCenter(grid.x(column), grid.y(row), moved.width(), moved.height());
                PixelBox animal = role == Role.ANIMAL ? there : fixed;
                PixelBox object = role == Role.ANIMAL ? fixed : there;
                double score = substitution.score(
                        DsrScorer.ssr(type.initial(), animal, object), DsrScorer.ssr(type.last(), animal, object));
                scores[row * grid.columns() + column] = score;
                lowest = Math.min(lowest, score);
                highest = Math.max(highest, score);
            }
        }
        return Optional.of(new ScoreLandscape(grid, scores, lowest, highest));
    }

    /** Sample points over a picture; the first and the last of a row lie on the picture's edges. */
    record Grid(int columns, int rows, double width, double height) {

        /** About as many points as keep a drag fluid. */
        static Grid over(double width, double height) {
            int columns = 96;
            return new Grid(columns, Math.max(2, (int) Math.round(columns * height / width)), width, height);
        }

        double x(int column) {
            return column * width / (columns - 1);
        }

        double y(int row) {
            return row * height / (rows - 1);
        }
    }

    int columns() {
        return grid.columns();
    }

    int rows() {
        return grid.rows();
    }

    double score(int column, int row) {
        return scores[row * grid.columns() + column];
    }

    double lowest() {
        return lowest;
    }

    double highest() {
        return highest;
    }

    /** Position of a value between the lowest and the highest, in [0, 1]. */
    double relative(int column, int row) {
        double span = highest - lowest;
        return span < 1e-12 ? 0.5 : (score(column, row) - lowest) / span;
    }
}
