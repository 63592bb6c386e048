package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.spatialalign.engine.geometry.PixelBox;

/**
 * What every reader here does with the numbers of a box. NaN, infinite and absurdly large corners and corners in the
 * wrong order are refused, since nobody can say what was meant; boxes that reach outside the picture and boxes without
 * extent are taken as they are, since detectors write them and the score knows them.
 */
final class Corners {

    /** Beyond this no picture reaches, and products of coordinates stay exact enough. */
    private static final double LARGEST = 1e6;

    private Corners() {}

    /** @throws IllegalArgumentException with a message for people */
    static PixelBox box(double x1, double y1, double x2, double y2) {
        PixelBox box = new PixelBox(x1, y1, x2, y2);
        if (Math.max(-x1, x2) > LARGEST || Math.max(-y1, y2) > LARGEST) {
            throw new IllegalArgumentException("box corners must be pixels, within a million: " + text(box));
        }
        return box;
    }

    /** Reads {@code [x1, y1, x2, y2]}. */
    static PixelBox fromJson(JsonNode node) {
        if (!node.isArray() || node.size() != 4) {
            throw new IllegalArgumentException("expected a box as [x1, y1, x2, y2], found " + shorten(node.toString()));
        }
        for (JsonNode corner : node) {
            if (!corner.isNumber()) {
                throw new IllegalArgumentException("box corners must be numbers, found " + shorten(node.toString()));
            }
        }
        return box(
                node.get(0).asDouble(),
                node.get(1).asDouble(),
                node.get(2).asDouble(),
                node.get(3).asDouble());
    }

    static String text(PixelBox box) {
        return List.of(box.x1(), box.y1(), box.x2(), box.y2()).toString();
    }

    static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
