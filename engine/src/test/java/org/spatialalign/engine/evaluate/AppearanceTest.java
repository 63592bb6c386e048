package org.spatialalign.engine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.prompt.DsrType;

class AppearanceTest {

    private static final int FRAMES = 24;
    private static final PixelBox BOX = new PixelBox(4, 4, 12, 12);

    @Test
    void anAnimalThatKeepsItsColoursIsConsistent() {
        assertThat(Appearance.consistency(clip(i -> 0x2080e0), boxes()).getAsDouble())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void anAnimalThatTurnsIntoAnotherIsNot() {
        double turned = Appearance.consistency(clip(i -> i < 12 ? 0x000000 : 0xffffff), boxes())
                .getAsDouble();
        // Eleven frames like the first and the one before, one like neither, eleven like the one before only.
        assertThat(turned).isCloseTo((11 + 0 + 11 * 0.5) / 23, within(1e-9));
        double drifting = Appearance.consistency(clip(i -> 0x010101 * (100 + 5 * i)), boxes())
                .getAsDouble();
        assertThat(drifting).isBetween(0.5, 0.95);
    }

    @Test
    void tooFewBoxesGiveNoNumber() {
        List<@Nullable PixelBox> few = new ArrayList<>(boxes());
        for (int i = 0; i < 5; i++) {
            few.set(i, null);
        }
        assertThat(Appearance.consistency(clip(i -> 0), few)).isEqualTo(OptionalDouble.empty());
        assertThat(Appearance.consistency(clip(i -> 0), List.of())).isEmpty();
        assertThat(Appearance.consistency(clip(i -> 0), Collections.nCopies(FRAMES, new PixelBox(50, 50, 60, 60))))
                .isEmpty();
    }

    @Test
    void diversityIsTheMeanOverPairsOfSeeds() {
        List<float[]> black = Appearance.looks(clip(i -> 0x000000));
        List<float[]> grey = Appearance.looks(clip(i -> 0x808080));
        List<float[]> white = Appearance.looks(clip(i -> 0xffffff));
        assertThat(Appearance.distance(black, white)).isCloseTo(1, within(1e-6));
        assertThat(Appearance.distance(grey, grey)).isZero();
        assertThat(Appearance.diversity(List.of(black, grey, white)).getAsDouble())
                .isCloseTo((128 / 255.0 + 127 / 255.0 + 1) / 3, within(1e-6));
        assertThat(Appearance.diversity(List.of(black))).isEmpty();
    }

    @Test
    void figuresAreMeansOverWhatWasMeasured() {
        AppearanceFigures figures =
                new AppearanceFigures(Map.of("a", 0.9, "b", 0.7), Map.of("tuned", Map.of("p", 0.2, "q", 0.4)));
        List<ScoredClip> clips = List.of(scored("a", "p"), scored("b", "p"), scored("c", "q"));
        assertThat(figures.consistency(clips).getAsDouble()).isCloseTo(0.8, within(1e-12));
        assertThat(figures.diversity("tuned", clips).getAsDouble()).isCloseTo(0.3, within(1e-12));
        assertThat(figures.diversity("base", clips)).isEmpty();
        assertThat(AppearanceFigures.NONE.isEmpty()).isTrue();
    }

    private static ScoredClip scored(String id, String prompt) {
        return new ScoredClip(id, prompt, 0, DsrType.of("LR"), "cat", "", OptionalDouble.of(0.5));
    }

    private static List<@Nullable PixelBox> boxes() {
        return new ArrayList<>(Collections.nCopies(FRAMES, BOX));
    }

    private static Clip clip(IntUnaryOperator rgb) {
        int side = 24;
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            ByteBuffer pixels = ByteBuffer.allocateDirect(4 * side * side);
            int colour = rgb.applyAsInt(i);
            for (int pixel = 0; pixel < side * side; pixel++) {
                pixels.put((byte) colour)
                        .put((byte) (colour >> 8))
                        .put((byte) (colour >> 16))
                        .put((byte) 0xff);
            }
            frames.add(new Frame(i, side, side, pixels.flip()));
        }
        return Clip.of(new VideoInfo(side, side, 16, FRAMES), frames);
    }
}
