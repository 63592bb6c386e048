package org.spatialalign.app.player;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.spatialalign.app.charts.Ink;
import org.spatialalign.app.fx.RoleStyle;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.EffectiveBox;
import org.spatialalign.engine.track.EffectiveBox.Origin;
import org.spatialalign.engine.track.MachineBox.BoxState;

/** One lane per role under the curves: where it has a box, what a person set, and where it is missing. */
final class TimelineLanes {

    private final TimelineContent content;
    private final PlayerViewModel player;
    private final TimelineScale scale;

    TimelineLanes(TimelineContent content, PlayerViewModel player, TimelineScale scale) {
        this.content = content;
        this.player = player;
        this.scale = scale;
    }

    void paint(GraphicsContext g) {
        for (Role role : Role.values()) {
            double middle = Math.floor(content.laneTop(role == Role.ANIMAL ? 0 : 1) + content.laneHeight() / 2) + 0.5;
            icon(g, role, middle);
            if (player.hasTracks()) {
                runs(g, role, middle);
                problems(g, role, middle);
                marks(g, role, middle);
            } else {
                seeds(g, role, middle);
            }
        }
        swaps(g);
    }

    private void icon(GraphicsContext g, Role role, double middle) {
        boolean selected = player.selectedRole() == role;
        double size = content.fontPixels() * (selected ? 0.85 : 0.6);
        g.setFill(RoleStyle.of(role).colour());
        double x = scale.left() - content.fontPixels() * 1.1;
        if (role == Role.ANIMAL) {
            g.fillRect(x - size / 2, middle - size / 2, size, size);
        } else {
            g.fillOval(x - size / 2, middle - size / 2, size, size);
        }
    }

    /** A thin line where the machine's box counts, a thick one where a correction does. */
    private void runs(GraphicsContext g, Role role, double middle) {
        List<EffectiveBox> boxes = player.effective().of(role);
        Color colour = RoleStyle.of(role).colour();
        int from = 0;
        for (int frame = 1; frame <= boxes.size(); frame++) {
            if (frame == boxes.size() || kind(boxes.get(frame)) != kind(boxes.get(from))) {
                int kind = kind(boxes.get(from));
                if (kind > 0) {
                    g.setStroke(colour.deriveColor(0, 1, 1, player.selectedRole() == role ? 1 : 0.7));
                    g.setLineWidth(kind == 2 ? 4.5 : 1.8);
                    g.setLineDashes(
                            kind == 2 ? new double[0] : RoleStyle.of(role).dashArray());
                    g.strokeLine(scale.edge(from), middle, scale.edge(frame), middle);
                    g.setLineDashes();
                }
                from = frame;
            }
        }
    }

    private static int kind(EffectiveBox box) {
        if (box.box() == null) {
            return 0;
        }
        return box.origin() == Origin.MACHINE ? 1 : 2;
    }

    private void problems(GraphicsContext g, Role role, double middle) {
        double half = content.laneHeight() * 0.36;
        for (TrackProblem problem : player.problemsProperty().get()) {
            if (problem.role() == role) {
                hatch(
                        g,
                        scale.edge(problem.from()),
                        scale.edge(problem.to() + 1),
                        middle - half,
                        middle + half,
                        problem);
            } else if (problem.role() == null) {
                g.setFill(content.colour(Ink.WARNING));
                g.fillRect(scale.edge(problem.from()), middle - half, scale.cell(), 2 * half);
            }
        }
    }

    /** Lost and jumped are hatched, outside is an empty frame: they differ without colour. */
    private void hatch(GraphicsContext g, double x1, double x2, double y1, double y2, TrackProblem problem) {
        boolean outside = problem.kind() == TrackProblem.Kind.OUTSIDE;
        Color colour = content.colour(outside ? Ink.MUTED : Ink.WARNING);
        g.setStroke(colour);
        g.setLineWidth(1);
        g.strokeRect(Math.floor(x1) + 0.5, Math.floor(y1) + 0.5, Math.max(2, Math.floor(x2 - x1) - 1), y2 - y1);
        if (outside) {
            return;
        }
        g.save();
        g.beginPath();
        g.rect(x1, y1, x2 - x1, y2 - y1);
        g.clip();
        double height = y2 - y1;
        for (double x = x1 - height; x < x2; x += 5) {
            g.strokeLine(x, y2, x + height, y1);
        }
        g.restore();
    }

    private void marks(GraphicsContext g, Role role, double middle) {
        double r = content.fontPixels() * 0.42;
        List<EffectiveBox> boxes = player.effective().of(role);
        for (int frame = 0; frame < boxes.size(); frame++) {
            EffectiveBox box = boxes.get(frame);
            if (box.machine().state() == BoxState.SEED) {
                seed(g, role, scale.x(frame), middle);
            }
            if (box.origin() == Origin.KEY_FRAME) {
                keyFrame(g, role, scale.x(frame), middle, r);
            }
        }
    }

    private void keyFrame(GraphicsContext g, Role role, double x, double y, double r) {
        double[] xs = {x, x + r, x, x - r};
        double[] ys = {y - r, y, y + r, y};
        g.setFill(RoleStyle.of(role).colour());
        g.fillPolygon(xs, ys, 4);
        g.setStroke(content.colour(Ink.TEXT));
        g.setLineWidth(1.2);
        g.strokePolygon(xs, ys, 4);
    }

    /** A hollow square: somebody drew this box for the tracker. */
    private void seed(GraphicsContext g, Role role, double x, double y) {
        double r = content.fontPixels() * 0.3;
        g.setFill(content.colour(Ink.SURFACE));
        g.fillRect(x - r, y - r, 2 * r, 2 * r);
        g.setStroke(RoleStyle.of(role).colour());
        g.setLineWidth(2);
        g.strokeRect(x - r, y - r, 2 * r, 2 * r);
    }

    private void seeds(GraphicsContext g, Role role, double middle) {
        for (FrameBoxes boxes : player.seedsProperty().get()) {
            if (boxes.box(role).isPresent()) {
                seed(g, role, scale.x(boxes.frame()), middle);
            }
        }
    }

    /** Two crossing lines between the lanes where the identities are exchanged. */
    private void swaps(GraphicsContext g) {
        Corrections corrections = player.correctionsProperty().get();
        double top = content.laneTop(0) + content.laneHeight() / 2;
        double bottom = content.laneTop(1) + content.laneHeight() / 2;
        for (int frame : corrections.swaps()) {
            double x = scale.edge(frame);
            double w = content.fontPixels() * 0.5;
            g.setStroke(content.colour(Ink.TEXT));
            g.setLineWidth(1.8);
            g.strokeLine(x - w, top, x + w, bottom);
            g.strokeLine(x - w, bottom, x + w, top);
        }
    }
}
