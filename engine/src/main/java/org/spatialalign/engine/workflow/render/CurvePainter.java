package org.spatialalign.engine.workflow.render;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.media.Picture;
import org.spatialalign.engine.media.Picture.Stroke;
import org.spatialalign.engine.media.Picture.TextStyle;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.SsrCurve;
import org.spatialalign.engine.score.SsrCurve.Point;

/** Draws the SSR of both asked relations over the frames, from -1 to 1. */
final class CurvePainter {

    /** Opacity of the ground under frames that did not count. */
    private static final double SKIPPED = 0.2;

    private final AnnotatedClip subject;
    private final Ink ink;
    private final double x;
    private final double y;
    private final double width;
    private final double height;
    private final double unit;

    /**
     * The rectangle is that of the curve itself; tick labels go outside it.
     *
     * @param unit line width and text sizes follow from it; 1 fits a strip of 100 pixels' height
     */
    CurvePainter(AnnotatedClip subject, Ink ink, double x, double y, double width, double height, double unit) {
        this.subject = subject;
        this.ink = ink;
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
        this.unit = unit;
    }

    /** The same curve, lower by so many pixels. */
    CurvePainter at(double lower) {
        return new CurvePainter(subject, ink, x, y + lower, width, height, unit);
    }

    double xOf(double frame) {
        return x + width * (frame + 0.5) / subject.frameCount();
    }

    private double yOf(double value) {
        return y + height * (1 - value) / 2;
    }

    void paint(Picture picture) {
        axes(picture);
        ScoreOutcome outcome = subject.outcome();
        if (outcome == null) {
            return;
        }
        skipped(picture, outcome);
        curve(picture, outcome.curve(), Point::last, new Stroke(ink.last(), 2.2 * unit, true));
        curve(picture, outcome.curve(), Point::initial, Stroke.solid(ink.initial(), 2.2 * unit));
        scoreFrames(picture, outcome);
    }

    /** The line that shows which frame is seen. */
    void playhead(Picture picture, int frame) {
        picture.line(xOf(frame), y, xOf(frame), y + height, Stroke.solid(ink.text(), 1.6 * unit));
        @Nullable
        Point point = subject.outcome() == null
                ? null
                : subject.outcome().curve().at(frame).orElse(null);
        if (point != null) {
            picture.diamond(xOf(frame), yOf(point.last()), 4.4 * unit, ink.last());
            picture.dot(xOf(frame), yOf(point.initial()), 3.6 * unit, ink.initial());
        }
    }

    private void axes(Picture picture) {
        TextStyle small = new TextStyle(ink.muted(), 10.5 * unit, false);
        for (double value : new double[] {-1, -0.5, 0, 0.5, 1}) {
            Stroke stroke = Stroke.solid(value == 0 ? ink.frame() : ink.grid(), unit);
            picture.line(x, yOf(value), x + width, yOf(value), stroke);
            if (value == Math.rint(value)) {
                String text = value == 0 ? "0" : value > 0 ? "+1" : "\u22121";
                double at = x - 6 * unit - picture.textWidth(text, small);
                picture.text(text, at, yOf(value) + 3.8 * unit, small);
            }
        }
        int step = tickStep(subject.frameCount());
        for (int frame = 0; frame < subject.frameCount(); frame += step) {
            picture.line(xOf(frame), y + height, xOf(frame), y + height + 4 * unit, Stroke.solid(ink.frame(), unit));
            String text = String.valueOf(frame);
            double at = xOf(frame) - picture.textWidth(text, small) / 2;
            picture.text(text, at, y + height + 15 * unit, small);
        }
    }

    static int tickStep(int frames) {
        for (int step : new int[] {1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500}) {
            if (frames / step <= 10) {
                return step;
            }
        }
        return 1000;
    }

    /** Frames that did not count lie on grey ground. */
    private void skipped(Picture picture, ScoreOutcome outcome) {
        double cell = width / subject.frameCount();
        for (ScoreOutcome.SkippedFrame frame : outcome.skipped()) {
            if (frame.frame() < subject.frameCount()) {
                picture.fill(xOf(frame.frame()) - cell / 2, y, cell, height, Ink.fade(ink.muted(), SKIPPED));
            }
        }
    }

    private void curve(Picture picture, SsrCurve curve, ToDoubleFunction<Point> value, Stroke stroke) {
        List<Point> run = new ArrayList<>();
        for (Point point : curve.points()) {
            if (point.frame() >= subject.frameCount()) {
                break;
            }
            if (!run.isEmpty() && point.frame() != run.get(run.size() - 1).frame() + 1) {
                run(picture, run, value, stroke);
                run.clear();
            }
            run.add(point);
        }
        run(picture, run, value, stroke);
    }

    private void run(Picture picture, List<Point> run, ToDoubleFunction<Point> value, Stroke stroke) {
        if (run.size() == 1) {
            Point only = run.get(0);
            picture.dot(xOf(only.frame()), yOf(value.applyAsDouble(only)), stroke.width(), stroke.argb());
            return;
        }
        double[] line = new double[2 * run.size()];
        for (int i = 0; i < run.size(); i++) {
            line[2 * i] = xOf(run.get(i).frame());
            line[2 * i + 1] = yOf(value.applyAsDouble(run.get(i)));
        }
        picture.polyline(line, stroke);
    }

    /** A dot on the initial curve's first frames, a diamond on the final curve's last ones. */
    private void scoreFrames(Picture picture, ScoreOutcome outcome) {
        if (!(outcome instanceof ScoreOutcome.Scored scored)
                || subject.scoreFrames().isEmpty()) {
            return;
        }
        for (int frame : scored.terms().firstFrames()) {
            scored.curve().at(frame).ifPresent(p -> {
                picture.dot(xOf(frame), yOf(p.initial()), 4.6 * unit, ink.ground());
                picture.dot(xOf(frame), yOf(p.initial()), 3.6 * unit, ink.initial());
            });
        }
        for (int frame : scored.terms().lastFrames()) {
            scored.curve().at(frame).ifPresent(p -> {
                picture.diamond(xOf(frame), yOf(p.last()), 5.6 * unit, ink.ground());
                picture.diamond(xOf(frame), yOf(p.last()), 4.4 * unit, ink.last());
            });
        }
    }

    /** Names of the two curves beside a sample of their lines; returns where it ends. */
    double legend(Picture picture, double left, double baseline) {
        TextStyle style = new TextStyle(ink.text(), 11.5 * unit, false);
        double middle = baseline - 4 * unit;
        double at = left;
        picture.line(at, middle, at + 26 * unit, middle, Stroke.solid(ink.initial(), 2.2 * unit));
        picture.dot(at + 13 * unit, middle, 3.6 * unit, ink.initial());
        at += 32 * unit;
        picture.text(subject.initialName(), at, baseline, style);
        at += picture.textWidth(subject.initialName(), style) + 18 * unit;
        picture.line(at, middle, at + 26 * unit, middle, Stroke.dashed(ink.last(), 2.2 * unit));
        picture.diamond(at + 13 * unit, middle, 4.4 * unit, ink.last());
        at += 32 * unit;
        picture.text(subject.lastName(), at, baseline, style);
        at += picture.textWidth(subject.lastName(), style) + 18 * unit;
        if (subject.outcome() != null && !subject.outcome().skipped().isEmpty()) {
            picture.fill(at, middle - 6 * unit, 20 * unit, 12 * unit, Ink.fade(ink.muted(), SKIPPED));
            at += 26 * unit;
            picture.text("frames that do not count", at, baseline, style);
            at += picture.textWidth("frames that do not count", style);
        }
        return at;
    }
}
