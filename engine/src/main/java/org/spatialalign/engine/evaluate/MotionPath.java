package org.spatialalign.engine.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.Relation;

/**
 * The way of the animal around the object, in the object's frame: 0 is the object's centre, 1 the distance at which the
 * two boxes just touch along that axis, x to the right and y down. This is the distance in which the score is capped, so
 * that "on the right" holds fully from (1, 0) on.
 *
 * @param points in the order of time; frames without both boxes are left out
 * @param frameCount frames of the clip
 */
public record MotionPath(DsrType type, List<Point> points, int frameCount, MotionKind kind) {

    /** Where the animal is in one frame. */
    public record Point(int frame, double x, double y) {}

    /** Less than a quarter of the distance from centre to touching is standing still. */
    private static final double STILL = 0.25;

    /** From here on a relation holds: half of the full value of the score. */
    private static final double HOLDS = 0.5;

    /** Frames of each end that are averaged, as in the score. */
    private static final int END = 3;

    /** As many frames as a score needs. */
    private static final int LEAST = 20;

    /** An end without boxes that is longer than this share of the clip means that something is gone there. */
    private static final double LONGEST_GAP = 0.15;

    public MotionPath {
        points = List.copyOf(points);
    }

    public static MotionPath of(DsrType type, List<FrameBoxes> frames) {
        List<Point> points = new ArrayList<>();
        for (FrameBoxes frame : frames) {
            PixelBox animal = frame.animal();
            PixelBox object = frame.object();
            if (animal == null || object == null) {
                continue;
            }
            double width = 0.5 * (animal.width() + object.width());
            double height = 0.5 * (animal.height() + object.height());
            if (width > 0 && height > 0) {
                points.add(new Point(
                        frame.frame(),
                        (animal.centerX() - object.centerX()) / width,
                        (animal.centerY() - object.centerY()) / height));
            }
        }
        return new MotionPath(type, points, frames.size(), kind(type, points, frames.size()));
    }

    private static MotionKind kind(DsrType type, List<Point> points, int frames) {
        if (points.size() < Math.min(LEAST, Math.max(2, frames / 2))) {
            return MotionKind.VANISHES;
        }
        Point start = mean(points.subList(0, Math.min(END, points.size())));
        Point end = mean(points.subList(Math.max(0, points.size() - END), points.size()));
        boolean startsWell = holds(type.initial(), start) >= HOLDS;
        boolean endsWell = holds(type.last(), end) >= HOLDS;
        if (endsWell) {
            return startsWell ? MotionKind.FOLLOWS : MotionKind.WRONG_START;
        }
        int gap = Math.max(
                points.get(0).frame(),
                frames - 1 - points.get(points.size() - 1).frame());
        if (gap > LONGEST_GAP * frames) {
            return MotionKind.VANISHES;
        }
        if (points.stream().anyMatch(point -> holds(type.last(), point) >= HOLDS + STILL)) {
            return MotionKind.OVERSHOOTS;
        }
        double dx = end.x() - start.x();
        double dy = end.y() - start.y();
        if (Math.hypot(dx, dy) < STILL) {
            return MotionKind.NEVER_MOVES;
        }
        double[] towards = direction(type.last());
        double[] from = direction(type.initial());
        double wx = towards[0] - from[0];
        double wy = towards[1] - from[1];
        // How much of the asked way was gone, as a share of it.
        double progress = (dx * wx + dy * wy) / Math.max(1e-9, wx * wx + wy * wy);
        return progress > 0.1 ? MotionKind.STOPS_SHORT : MotionKind.WRONG_WAY;
    }

    /** The value of a relation in [-1, 1] in the form of the score, with directions in the object's frame. */
    private static double holds(Relation relation, Point at) {
        double[] direction = direction(relation);
        double along = at.x() * direction[0] + at.y() * direction[1];
        double length = Math.hypot(at.x(), at.y());
        return length == 0 ? 0 : along / length * Math.min(1, Math.abs(along));
    }

    private static double[] direction(Relation relation) {
        return switch (relation) {
            case LEFT -> new double[] {-1, 0};
            case RIGHT -> new double[] {1, 0};
            case TOP -> new double[] {0, -1};
            case UNDER -> new double[] {0, 1};
        };
    }

    private static Point mean(List<Point> points) {
        double x = points.stream().mapToDouble(Point::x).average().orElse(0);
        double y = points.stream().mapToDouble(Point::y).average().orElse(0);
        return new Point(points.get(0).frame(), x, y);
    }
}
