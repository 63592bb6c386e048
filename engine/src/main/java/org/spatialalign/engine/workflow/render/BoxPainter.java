package org.spatialalign.engine.workflow.render;

import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.Picture;
import org.spatialalign.engine.media.Picture.Stroke;
import org.spatialalign.engine.media.Picture.TextStyle;

/** Draws the boxes of one frame, with labels and the way the centres have come. */
final class BoxPainter {

    /** How many frames back the trail of a centre reaches. */
    private static final int TRAIL = 30;

    private final AnnotatedClip subject;
    private final double line;
    private final double textSize;

    /**
     * @param line width of a box's line in pixels; the rest follows from it
     */
    BoxPainter(AnnotatedClip subject, double line) {
        this.subject = subject;
        this.line = line;
        this.textSize = Math.max(11, 5.6 * line);
    }

    /** Draws onto the place where the frame's picture was put. */
    void paint(Picture picture, int frame, Place place, boolean labels, boolean trail) {
        picture.clip(place.x(), place.y(), place.width(), place.height());
        for (Role role : new Role[] {Role.OBJECT, Role.ANIMAL}) {
            if (trail) {
                trail(picture, role, frame, place);
            }
        }
        for (Role role : new Role[] {Role.OBJECT, Role.ANIMAL}) {
            subject.boxes().get(frame).box(role).ifPresent(box -> box(picture, role, box, place));
        }
        for (Role role : new Role[] {Role.OBJECT, Role.ANIMAL}) {
            if (labels) {
                subject.boxes().get(frame).box(role).ifPresent(box -> label(picture, role, box, place));
            }
        }
        picture.unclip();
    }

    private void box(Picture picture, Role role, PixelBox box, Place place) {
        double x = place.toX(box.x1());
        double y = place.toY(box.y1());
        double width = box.width() * place.scale();
        double height = box.height() * place.scale();
        // A line below keeps the colour readable on every picture: light under the blue, dark between the dashes.
        int halo = role == Role.ANIMAL ? 0xccffffff : 0xb3000000;
        picture.rect(x, y, width, height, Stroke.solid(halo, line + Math.max(1.2, line * 0.7)));
        picture.rect(x, y, width, height, new Stroke(Ink.of(role), line, role == Role.OBJECT));
    }

    private void label(Picture picture, Role role, PixelBox box, Place place) {
        String text = subject.label(role);
        TextStyle style = new TextStyle(role == Role.ANIMAL ? 0xffffffff : 0xff1a1200, textSize, true);
        double padding = textSize * 0.35;
        double width = picture.textWidth(text, style) + 2 * padding;
        double height = textSize * 1.35;
        double x = Math.max(place.x(), Math.min(place.toX(box.x1()) - line / 2, place.x() + place.width() - width));
        double above = place.toY(box.y1()) - line / 2 - height;
        double below = place.toY(box.y2()) + line / 2;
        boolean roomAbove = above >= place.y();
        boolean roomBelow = below + height <= place.y() + place.height();
        double inside = Math.max(place.y(), place.toY(box.y1()) + line / 2);
        // The object's label goes below, so that the two do not cover each other.
        double y;
        if (role == Role.ANIMAL) {
            y = roomAbove ? above : inside;
        } else if (roomBelow) {
            y = below;
        } else {
            y = Math.min(place.toY(box.y2()), place.y() + place.height()) - line / 2 - height;
        }
        picture.fill(x, y, width, height, Ink.fade(Ink.of(role), 0.92));
        picture.text(text, x + padding, y + textSize * 1.02, style);
    }

    /** The way of the centre, thinner the longer ago. */
    private void trail(Picture picture, Role role, int frame, Place place) {
        for (double halo : new double[] {1.6, 0}) {
            for (int i = Math.max(1, frame - TRAIL + 1); i <= frame; i++) {
                PixelBox from = subject.boxes().get(i - 1).box(role).orElse(null);
                PixelBox to = subject.boxes().get(i).box(role).orElse(null);
                if (from != null && to != null) {
                    double width = line * (0.25 + 1.05 * (1 - (double) (frame - i) / TRAIL)) + halo;
                    int argb = halo > 0 ? 0xffffffff : Ink.of(role);
                    picture.line(
                            place.toX(from.centerX()),
                            place.toY(from.centerY()),
                            place.toX(to.centerX()),
                            place.toY(to.centerY()),
                            Stroke.solid(argb, width));
                }
            }
        }
        subject.boxes()
                .get(frame)
                .box(role)
                .ifPresent(box -> centre(picture, role, place.toX(box.centerX()), place.toY(box.centerY())));
    }

    private void centre(Picture picture, Role role, double x, double y) {
        if (role == Role.ANIMAL) {
            picture.dot(x, y, line * 2, 0xffffffff);
            picture.dot(x, y, line * 1.4, Ink.of(role));
        } else {
            picture.diamond(x, y, line * 2.5, 0xffffffff);
            picture.diamond(x, y, line * 1.8, Ink.of(role));
        }
    }

    /**
     * Where a frame's picture lies in a figure.
     *
     * @param scale figure pixels per source pixel
     */
    record Place(double x, double y, double width, double height, double scale) {

        static Place of(AnnotatedClip subject, double x, double y, double width) {
            double scale = width / subject.clip().info().width();
            return new Place(x, y, width, subject.clip().info().height() * scale, scale);
        }

        double toX(double sourceX) {
            return x + sourceX * scale;
        }

        double toY(double sourceY) {
            return y + sourceY * scale;
        }
    }
}
