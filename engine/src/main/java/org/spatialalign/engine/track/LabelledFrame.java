package org.spatialalign.engine.track;

import java.util.List;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;

/**
 * One frame of a detector's output: labels and boxes in the detector's own order, as in the paper's detection files.
 *
 * @param frame zero-based index
 * @param labels one label per box
 * @param boxes one box per label
 */
public record LabelledFrame(int frame, List<String> labels, List<PixelBox> boxes) {

    public LabelledFrame {
        if (labels.size() != boxes.size()) {
            throw new IllegalArgumentException(
                    "frame " + frame + " has " + labels.size() + " labels for " + boxes.size() + " boxes");
        }
        labels = List.copyOf(labels);
        boxes = List.copyOf(boxes);
    }

    /** Whether the labels are exactly the two, in either order; strings are compared as they are. */
    public boolean isExactly(String animal, String object) {
        return labels.equals(List.of(animal, object)) || labels.equals(List.of(object, animal));
    }

    /** The two boxes in their roles; both missing when the labels are anything but exactly the two. */
    public FrameBoxes toFrameBoxes(String animal, String object) {
        if (!isExactly(animal, object)) {
            return new FrameBoxes(frame, null, null);
        }
        int a = labels.indexOf(animal);
        return FrameBoxes.of(frame, boxes.get(a), boxes.get(1 - a));
    }
}
