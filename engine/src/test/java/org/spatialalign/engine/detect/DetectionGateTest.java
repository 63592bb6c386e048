package org.spatialalign.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.detect.DetectionGate.FrameKind;
import org.spatialalign.engine.detect.DetectionGate.Passed;
import org.spatialalign.engine.detect.DetectionGate.Refusal;
import org.spatialalign.engine.detect.DetectionGate.Refused;
import org.spatialalign.engine.detect.DetectionGate.Verdict;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;

class DetectionGateTest {

    private static final PixelBox LEFT = new PixelBox(0, 0, 10, 10);
    private static final PixelBox RIGHT = new PixelBox(50, 0, 60, 10);

    /** One letter per frame: v as it should be, V in the other order, m one box, r three boxes, w a wrong label. */
    private static List<FrameDetections> clip(String frames) {
        List<FrameDetections> clip = new ArrayList<>();
        for (int i = 0; i < frames.length(); i++) {
            char kind = frames.charAt(i);
            Detection cat = new Detection("cat", 0.9, LEFT);
            Detection chair = new Detection("chair", 0.8, RIGHT);
            List<Detection> found =
                    switch (kind) {
                        case 'v' -> List.of(cat, chair);
                        case 'V' -> List.of(chair, cat);
                        case 'm' -> List.of(cat);
                        case 'r' -> List.of(cat, chair, cat);
                        default -> List.of(cat, new Detection("cat chair", 0.5, RIGHT));
                    };
            clip.add(new FrameDetections(clip.size(), found));
        }
        return clip;
    }

    private static Verdict judge(String frames) {
        return DetectionGate.PAPER.judge("cat", "chair", clip(frames));
    }

    @Test
    void beginsWhereTheFirstRunBegins() {
        assertThat(judge("vvvmvVvv" + "v".repeat(20)))
                .isInstanceOfSatisfying(
                        Passed.class, passed -> assertThat(passed.seeds()).isEqualTo(FrameBoxes.of(4, LEFT, RIGHT)));
    }

    @Test
    void theOrderOfTheTwoDoesNotMatter() {
        assertThat(judge("V".repeat(20))).isInstanceOfSatisfying(Passed.class, passed -> assertThat(passed.seeds())
                .isEqualTo(FrameBoxes.of(0, LEFT, RIGHT)));
    }

    @Test
    void sixteenRedundantFramesAreTolerated() {
        assertThat(judge("v".repeat(20) + "r".repeat(8) + "w".repeat(8))).isInstanceOf(Passed.class);
        assertThat(judge("v".repeat(64) + "r".repeat(9) + "w".repeat(8)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Refusal.TOO_MANY_REDUNDANT);
                    assertThat(refused.detail()).contains("17 of 81 frames", "at most 16");
                });
    }

    @Test
    void twentyValidFramesAreNeeded() {
        assertThat(judge("v".repeat(20) + "m".repeat(61))).isInstanceOf(Passed.class);
        assertThat(judge("v".repeat(19) + "m".repeat(62))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Refusal.TOO_FEW_VALID);
            assertThat(refused.detail()).contains("only 19 of 81 frames", "at least 20");
        });
    }

    @Test
    void fourInARowAreNeeded() {
        assertThat(judge("vvvm".repeat(20))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Refusal.NO_RUN);
            assertThat(refused.detail()).contains("4 frames in a row");
        });
    }

    @Test
    void everyFrameIsOfOneKind() {
        assertThat(judge("vmrw").frames())
                .containsExactly(FrameKind.VALID, FrameKind.MISS, FrameKind.REDUNDANT, FrameKind.REDUNDANT);
    }
}
