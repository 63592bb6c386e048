package org.spatialalign.app.player;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.charts.TextWidth;
import org.spatialalign.app.fx.RoleStyle;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.track.EffectiveBox;
import org.spatialalign.engine.track.EffectiveBox.Origin;

/**
 * Draws boxes, trails and marks over a picture. Places are in source-picture pixels; lines and text keep their size on
 * the screen, whatever the zoom. The animal has solid lines and square marks, the object dashed lines and round marks,
 * so that they differ without colour too.
 */
final class BoxPainter {

    /** How many frames of trail are shown, each way. */
    static final int TRAIL_FRAMES = 24;

    private static final Color SHADE = Color.rgb(0, 0, 0, 0.55);
    private static final double[] DOTS = {2, 4};

    private final GraphicsContext g;
    private final Viewport view;
    private final double fontSize;
    private final TextWidth widths;
    private final Font font;

    BoxPainter(GraphicsContext g, Viewport view, double fontSize, TextWidth widths) {
        this.g = g;
        this.view = view;
        this.fontSize = fontSize;
        this.widths = widths;
        this.font = Font.font(null, FontWeight.BOLD, fontSize);
    }

    /** A box with its corner marks, or with handles when it is selected. */
    void box(Role role, PixelBox box, boolean selected) {
        double x = crisp(view.toScreenX(box.x1()));
        double y = crisp(view.toScreenY(box.y1()));
        double w = Math.rint(view.scale() * box.width());
        double h = Math.rint(view.scale() * box.height());
        RoleStyle style = RoleStyle.of(role);
        double line = selected ? 2.5 : 1.8;
        g.setStroke(SHADE);
        g.setLineWidth(line + 2);
        g.strokeRect(x, y, w, h);
        g.setStroke(style.colour());
        g.setLineWidth(line);
        g.setLineDashes(style.dashArray());
        g.strokeRect(x, y, w, h);
        g.setLineDashes();
        if (selected) {
            handles(role, box);
        } else {
            corners(role, x, y, w, h);
        }
    }

    private void corners(Role role, double x, double y, double w, double h) {
        g.setFill(RoleStyle.of(role).colour());
        double size = Math.min(9, Math.max(3, Math.min(w, h) / 5));
        for (double cx : new double[] {x, x + w}) {
            for (double cy : new double[] {y, y + h}) {
                mark(role, cx, cy, size);
            }
        }
    }

    private void handles(Role role, PixelBox box) {
        double size = Math.max(9, fontSize * 0.75);
        for (BoxHandle handle : BoxHandle.values()) {
            if (handle.resizes()) {
                double cx = view.toScreenX(handle.x(box));
                double cy = view.toScreenY(handle.y(box));
                g.setFill(SHADE);
                mark(role, cx, cy, size + 3);
                g.setFill(Color.WHITE);
                mark(role, cx, cy, size + 1);
                g.setFill(RoleStyle.of(role).colour());
                mark(role, cx, cy, size - 3);
            }
        }
    }

    private void mark(Role role, double x, double y, double size) {
        if (role == Role.ANIMAL) {
            g.fillRect(x - size / 2, y - size / 2, size, size);
        } else {
            g.fillOval(x - size / 2, y - size / 2, size, size);
        }
    }

    /** A thin outline of where something was or would be. */
    void outline(Color colour, PixelBox box) {
        g.setStroke(colour);
        g.setLineWidth(1.2);
        g.setLineDashes(DOTS);
        g.strokeRect(
                crisp(view.toScreenX(box.x1())),
                crisp(view.toScreenY(box.y1())),
                Math.rint(view.scale() * box.width()),
                Math.rint(view.scale() * box.height()));
        g.setLineDashes();
    }

    /** The name above the box, or inside when there is no room above. */
    void label(Role role, PixelBox box, String text, double canvasWidth) {
        double height = fontSize * 1.45;
        double x = view.toScreenX(box.x1()) - 1;
        double y = view.toScreenY(box.y1()) - height - 7;
        if (y < 0) {
            y = Math.min(view.toScreenY(box.y2()) - height, Math.max(0, view.toScreenY(box.y1())) + 7);
            x += 8;
        }
        chip(role, Math.max(0, Math.min(x, canvasWidth - chipWidth(text))), y, text);
    }

    double chipWidth(String text) {
        return widths.of(text, font) + fontSize * 1.9;
    }

    /** A label at a place on the screen. */
    void chip(Role role, double x, double y, String text) {
        double height = fontSize * 1.45;
        double width = chipWidth(text);
        g.setFill(Color.rgb(0, 0, 0, 0.78));
        g.fillRoundRect(x, y, width, height, 6, 6);
        g.setFill(RoleStyle.of(role).colour());
        mark(role, x + fontSize * 0.75, y + height / 2, fontSize * 0.62);
        g.setFill(Color.WHITE);
        g.setFont(font);
        g.fillText(text, x + fontSize * 1.4, y + height * 0.72);
    }

    /** Where the centre was (line) and will be (dots), fading with distance in time. */
    void trail(Role role, List<EffectiveBox> boxes, int frame) {
        Color colour = RoleStyle.of(role).colour();
        int from = Math.max(0, frame - TRAIL_FRAMES);
        int to = Math.min(boxes.size() - 1, frame + TRAIL_FRAMES);
        for (int i = from; i <= to; i++) {
            PixelBox box = boxes.get(i).box();
            if (box == null) {
                continue;
            }
            double opacity = 1 - Math.abs(i - frame) / (TRAIL_FRAMES + 1.0);
            Color faded = colour.deriveColor(0, 1, 1, opacity);
            double x = view.toScreenX(box.centerX());
            double y = view.toScreenY(box.centerY());
            PixelBox previous = i == from ? null : boxes.get(i - 1).box();
            if (i <= frame && previous != null) {
                segment(previous, x, y, faded, opacity);
            }
            if (boxes.get(i).origin() == Origin.KEY_FRAME) {
                diamond(x, y, fontSize * 0.42, faded);
            } else if (i > frame) {
                g.setFill(Color.rgb(0, 0, 0, 0.5 * opacity));
                g.fillOval(x - 2.6, y - 2.6, 5.2, 5.2);
                g.setFill(faded);
                g.fillOval(x - 1.7, y - 1.7, 3.4, 3.4);
            }
        }
    }

    private void segment(PixelBox previous, double x, double y, Color colour, double opacity) {
        double px = view.toScreenX(previous.centerX());
        double py = view.toScreenY(previous.centerY());
        g.setStroke(Color.rgb(0, 0, 0, 0.5 * opacity));
        g.setLineWidth(3.6);
        g.strokeLine(px, py, x, y);
        g.setStroke(colour);
        g.setLineWidth(2);
        g.strokeLine(px, py, x, y);
    }

    /** The centre of a box, as the score sees it. */
    void centre(Role role, PixelBox box) {
        double x = view.toScreenX(box.centerX());
        double y = view.toScreenY(box.centerY());
        g.setFill(SHADE);
        mark(role, x, y, 9);
        g.setFill(Color.WHITE);
        mark(role, x, y, 7);
        g.setFill(RoleStyle.of(role).colour());
        mark(role, x, y, 4.5);
    }

    void diamond(double x, double y, double radius, Color colour) {
        g.setFill(colour);
        g.fillPolygon(new double[] {x, x + radius, x, x - radius}, new double[] {y - radius, y, y + radius, y}, 4);
    }

    /** A cross where something was seen last. */
    void gone(Role role, PixelBox lastSeen) {
        double x = view.toScreenX(lastSeen.centerX());
        double y = view.toScreenY(lastSeen.centerY());
        double r = fontSize * 0.7;
        g.setStroke(SHADE);
        g.setLineWidth(5);
        cross(x, y, r);
        g.setStroke(RoleStyle.of(role).colour());
        g.setLineWidth(2.5);
        cross(x, y, r);
    }

    private void cross(double x, double y, double r) {
        g.strokeLine(x - r, y - r, x + r, y + r);
        g.strokeLine(x - r, y + r, x + r, y - r);
    }

    /** The box of a role nearest in time to a frame, the earlier one first; null when it has none at all. */
    static @Nullable PixelBox lastSeen(List<EffectiveBox> boxes, int frame) {
        for (int i = Math.min(frame, boxes.size() - 1); i >= 0; i--) {
            if (boxes.get(i).box() != null) {
                return boxes.get(i).box();
            }
        }
        return boxes.stream()
                .map(EffectiveBox::box)
                .filter(box -> box != null)
                .findFirst()
                .orElse(null);
    }

    private static double crisp(double value) {
        return Math.floor(value) + 0.5;
    }
}
