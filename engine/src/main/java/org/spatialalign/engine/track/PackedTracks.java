package org.spatialalign.engine.track;

import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.track.MachineBox.BoxState;

/**
 * How {@link MachineTracks} look in JSON: per role one letter per frame, and flat lists of numbers for the frames that
 * have a box. A tenth of the size of a list of objects, and still readable from any language.
 */
record PackedTracks(Layer animal, Layer object) {

    /**
     * One role.
     *
     * @param states one letter per frame
     * @param boxes x1, y1, x2, y2 for each frame with a box, in pixels
     * @param confidence one number per frame; all 1 where a box is and 0 elsewhere when the list is empty
     */
    record Layer(String states, List<Double> boxes, List<Double> confidence) {

        static Layer pack(List<MachineBox> boxes) {
            StringBuilder states = new StringBuilder(boxes.size());
            List<Double> corners = new ArrayList<>(4 * boxes.size());
            boolean plain = true;
            for (MachineBox each : boxes) {
                states.append(letter(each.state()));
                PixelBox box = each.box();
                if (box != null) {
                    corners.addAll(List.of(box.x1(), box.y1(), box.x2(), box.y2()));
                }
                plain &= each.confidence() == (box == null ? 0 : 1);
            }
            List<Double> confidence = plain
                    ? List.of()
                    : boxes.stream().map(MachineBox::confidence).toList();
            return new Layer(states.toString(), corners, confidence);
        }

        List<MachineBox> unpack() {
            List<MachineBox> result = new ArrayList<>(states.length());
            int next = 0;
            for (int frame = 0; frame < states.length(); frame++) {
                BoxState state = state(states.charAt(frame), frame);
                if (state.hasBox() && next + 4 > boxes.size()) {
                    throw new IllegalArgumentException("the boxes end before frame " + frame);
                }
                PixelBox box = state.hasBox()
                        ? new PixelBox(boxes.get(next), boxes.get(next + 1), boxes.get(next + 2), boxes.get(next + 3))
                        : null;
                next += state.hasBox() ? 4 : 0;
                double certain = state.hasBox() ? 1 : 0;
                result.add(new MachineBox(box, state, confidence.isEmpty() ? certain : confidence.get(frame)));
            }
            return result;
        }
    }

    private static char letter(BoxState state) {
        return switch (state) {
            case SEED -> 'S';
            case TRACKED -> 'T';
            case DETECTED -> 'D';
            case LOST -> 'L';
            case OUTSIDE -> 'O';
            case JUMPED -> 'J';
            case NONE -> 'N';
        };
    }

    private static BoxState state(char letter, int frame) {
        for (BoxState state : BoxState.values()) {
            if (letter(state) == letter) {
                return state;
            }
        }
        throw new IllegalArgumentException(
                "frame " + frame + " has the state '" + letter + "'; expected one of S, T, D, L, O, J, N");
    }
}
