package org.spatialalign.engine.track;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.track.MachineBox.BoxState;

/** Turns a detector's frames into a machine layer, by the paper's rule of what makes a frame valid. */
public final class TrackBoxes {

    private TrackBoxes() {}

    /**
     * A frame counts when its labels are exactly the animal and the object; then both boxes are DETECTED. In any other
     * listed frame both are LOST, in frames that are not listed NONE. Of several entries for one frame the last counts;
     * entries beyond the clip's end are left out.
     */
    public static MachineTracks fromDetections(
            List<LabelledFrame> frames, String animal, String object, int frameCount) {
        List<MachineBox> animals = new ArrayList<>(Collections.nCopies(frameCount, MachineBox.absent(BoxState.NONE)));
        List<MachineBox> objects = new ArrayList<>(animals);
        for (LabelledFrame each : frames) {
            if (each.frame() < frameCount) {
                FrameBoxes boxes = each.toFrameBoxes(animal, object);
                animals.set(each.frame(), detected(boxes.animal()));
                objects.set(each.frame(), detected(boxes.object()));
            }
        }
        return new MachineTracks(animals, objects);
    }

    private static MachineBox detected(@Nullable PixelBox box) {
        return box == null ? MachineBox.absent(BoxState.LOST) : new MachineBox(box, BoxState.DETECTED, 1);
    }
}
