package org.spatialalign.engine.workflow.render;

import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.media.Picture;
import org.spatialalign.engine.media.Picture.TextStyle;

/** Text that has to fit into a width. */
final class TextBlock {

    private TextBlock() {}

    /** The text, or as much of it as fits, with an ellipsis. */
    static String shorten(Picture picture, String text, TextStyle style, double width) {
        if (picture.textWidth(text, style) <= width) {
            return text;
        }
        int low = 0;
        int high = text.length();
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (picture.textWidth(text.substring(0, middle) + "\u2026", style) <= width) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return text.substring(0, low).stripTrailing() + "\u2026";
    }

    /** Lines broken between words; the last one is shortened when there are too many. */
    static List<String> wrap(Picture picture, String text, TextStyle style, double width, int maxLines) {
        List<String> lines = new ArrayList<>();
        List<String> words = new ArrayList<>(List.of(text.strip().split("\\s+")));
        while (!words.isEmpty() && lines.size() < maxLines - 1) {
            StringBuilder line = new StringBuilder(words.remove(0));
            while (!words.isEmpty() && picture.textWidth(line + " " + words.get(0), style) <= width) {
                line.append(' ').append(words.remove(0));
            }
            lines.add(line.toString());
        }
        if (!words.isEmpty()) {
            lines.add(shorten(picture, String.join(" ", words), style, width));
        }
        return lines;
    }
}
