package org.spatialalign.engine.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.track.MachineBox.BoxState;

class TrackBoxesTest {

    private static final PixelBox CAT = new PixelBox(1, 2, 3, 4);
    private static final PixelBox CHAIR = new PixelBox(5, 6, 7, 8);

    @Test
    void onlyFramesWithExactlyTheTwoLabelsCount() {
        MachineTracks tracks = TrackBoxes.fromDetections(
                List.of(
                        new LabelledFrame(0, List.of("cat", "chair"), List.of(CAT, CHAIR)),
                        new LabelledFrame(1, List.of("chair", "cat"), List.of(CHAIR, CAT)),
                        new LabelledFrame(2, List.of("cat"), List.of(CAT)),
                        new LabelledFrame(3, List.of("cat", "chair", "cat"), List.of(CAT, CHAIR, CAT)),
                        new LabelledFrame(9, List.of("cat", "chair"), List.of(CAT, CHAIR))),
                "cat",
                "chair",
                6);
        MachineBox cat = new MachineBox(CAT, BoxState.DETECTED, 1);
        MachineBox lost = MachineBox.absent(BoxState.LOST);
        MachineBox none = MachineBox.absent(BoxState.NONE);
        assertThat(tracks.animal()).containsExactly(cat, cat, lost, lost, none, none);
        assertThat(tracks.object().get(1).box()).isEqualTo(CHAIR);
    }

    @Test
    void aDetectorThatRejectedTheClipLeavesNothing() {
        assertThat(TrackBoxes.fromDetections(List.of(), "cat", "chair", 3)).isEqualTo(MachineTracks.none(3));
    }
}
