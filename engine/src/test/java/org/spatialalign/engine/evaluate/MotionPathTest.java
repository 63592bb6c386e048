package org.spatialalign.engine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrType;

class MotionPathTest {

    private static final int FRAMES = 40;
    private static final PixelBox CHAIR = PixelBox.ofCenter(200, 150, 40, 60);

    @Test
    void placesAreInUnitsOfTouchingBoxes() {
        MotionPath path = path("LR", i -> cat(200 + 60, 150 - 80));
        // Widths 40 and 20 touch at 30, heights 60 and 20 at 40.
        assertThat(path.points().get(0).x()).isCloseTo(2, within(1e-12));
        assertThat(path.points().get(0).y()).isCloseTo(-2, within(1e-12));
        assertThat(path.frameCount()).isEqualTo(FRAMES);
    }

    @Test
    void theSevenKinds() {
        assertThat(path("LR", i -> cat(150 + 100 * share(i), 150)).kind()).isEqualTo(MotionKind.FOLLOWS);
        assertThat(path("LR", i -> cat(150 + 52 * share(i), 150)).kind()).isEqualTo(MotionKind.STOPS_SHORT);
        assertThat(path("LR", i -> cat(150, 150)).kind()).isEqualTo(MotionKind.NEVER_MOVES);
        assertThat(path("LR", i -> cat(150 - 60 * share(i), 150)).kind()).isEqualTo(MotionKind.WRONG_WAY);
        assertThat(path("LR", i -> cat(150 + 100 * Math.sin(Math.PI * share(i)), 150))
                        .kind())
                .isEqualTo(MotionKind.OVERSHOOTS);
        assertThat(path("LR", i -> cat(200 + 50 * share(i), 150)).kind()).isEqualTo(MotionKind.WRONG_START);
        assertThat(path("LR", i -> i < 25 ? cat(150 + 100 * share(i), 150) : null)
                        .kind())
                .isEqualTo(MotionKind.VANISHES);
        assertThat(path("LR", i -> null).kind()).isEqualTo(MotionKind.VANISHES);
        assertThat(path("LT", i -> cat(150 + 50 * share(i), 150 - 60 * share(i)))
                        .kind())
                .isEqualTo(MotionKind.FOLLOWS);
    }

    private static double share(int frame) {
        return frame / (FRAMES - 1.0);
    }

    private static PixelBox cat(double x, double y) {
        return PixelBox.ofCenter(x, y, 20, 20);
    }

    private static MotionPath path(String type, IntFunction<@Nullable PixelBox> cat) {
        List<FrameBoxes> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            frames.add(new FrameBoxes(i, cat.apply(i), CHAIR));
        }
        return MotionPath.of(DsrType.of(type), frames);
    }
}
