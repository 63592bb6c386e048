package org.spatialalign.engine.track;

import java.util.NavigableMap;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.track.MachineBox.BoxState;

/**
 * Finds where both tracks have come to hold the same thing: the boxes coincide for a while although the seeds' did not.
 * The one that looks less like its seed there has jumped; from there on, away from its seed, it has no box.
 */
final class IdentityCheck {

    /** Overlap that two different things do not keep up. */
    private static final double SAME_IOU = 0.8;

    /** Seeds that overlap this much say nothing about later. */
    private static final double APART_IOU = 0.5;

    private static final int FRAMES = 4;

    private IdentityCheck() {}

    /** Changes the entries of the role that jumped; seeds are left alone. */
    static void mark(
            MachineBox[] animal,
            MachineBox[] object,
            NavigableMap<Integer, PixelBox> animalSeeds,
            NavigableMap<Integer, PixelBox> objectSeeds) {
        int start = 0;
        while (start < animal.length) {
            int end = start;
            while (end < animal.length && same(animal[end], object[end])) {
                end++;
            }
            if (end - start >= FRAMES) {
                if (confidence(animal, start, end) < confidence(object, start, end)) {
                    jumped(animal, object, animalSeeds, start, end - 1);
                } else {
                    jumped(object, animal, objectSeeds, start, end - 1);
                }
            }
            start = end + 1;
        }
    }

    private static boolean same(MachineBox a, MachineBox b) {
        return a.box() != null && b.box() != null && a.box().iou(b.box()) >= SAME_IOU;
    }

    private static double confidence(MachineBox[] boxes, int start, int end) {
        double sum = 0;
        for (int frame = start; frame < end; frame++) {
            sum += boxes[frame].confidence();
        }
        return sum;
    }

    private static void jumped(
            MachineBox[] boxes, MachineBox[] other, NavigableMap<Integer, PixelBox> seeds, int first, int last) {
        Integer before = seeds.lowerKey(first);
        Integer after = seeds.higherKey(last);
        boolean seedInside = seeds.subMap(first, true, last, true).size() > 0;
        if (seedInside
                || (before != null && together(boxes[before], other[before]))
                || (after != null && together(boxes[after], other[after]))) {
            return;
        }
        int from = before == null ? 0 : first;
        int to = after == null ? boxes.length - 1 : last;
        for (int frame = from; frame <= to; frame++) {
            if (boxes[frame].box() != null) {
                boxes[frame] = MachineBox.absent(BoxState.JUMPED);
            }
        }
    }

    private static boolean together(MachineBox a, MachineBox b) {
        return a.box() != null && b.box() != null && a.box().iou(b.box()) >= APART_IOU;
    }
}
