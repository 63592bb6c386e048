package org.spatialalign.engine.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spatialalign.engine.geometry.Role.ANIMAL;
import static org.spatialalign.engine.geometry.Role.OBJECT;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.track.Corrections.KeyFrame;
import org.spatialalign.engine.track.Corrections.Span;
import org.spatialalign.engine.track.MachineBox.BoxState;

class CorrectionEditsTest {

    private static final PixelBox BOX = new PixelBox(1, 2, 3, 4);
    private static final PixelBox OTHER = new PixelBox(5, 6, 7, 8);

    @Test
    void keyFramesAreReplacedAndOrdered() {
        Corrections c = CorrectionEdits.setKeyFrame(Corrections.NONE, OBJECT, 7, BOX);
        c = CorrectionEdits.setKeyFrame(c, ANIMAL, 7, BOX);
        c = CorrectionEdits.setKeyFrame(c, OBJECT, 2, BOX);
        c = CorrectionEdits.setKeyFrame(c, OBJECT, 7, OTHER);
        assertThat(c.keyFrames())
                .containsExactly(
                        new KeyFrame(OBJECT, 2, BOX), new KeyFrame(ANIMAL, 7, BOX), new KeyFrame(OBJECT, 7, OTHER));
        assertThat(CorrectionEdits.removeKeyFrame(c, ANIMAL, 7).keyFrames()).hasSize(2);
        assertThat(CorrectionEdits.removeKeyFrame(c, ANIMAL, 2)).isEqualTo(c);
    }

    @Test
    void aClickWithoutMovementChangesNothing() {
        EffectiveTracks shown = EffectiveTracks.of(machine(5), Corrections.NONE);
        assertThat(CorrectionEdits.moveBox(Corrections.NONE, shown, ANIMAL, 2, BOX.translate(0.004, 0)))
                .isSameAs(Corrections.NONE);
        assertThat(CorrectionEdits.moveBox(Corrections.NONE, shown, ANIMAL, 2, BOX.translate(1, 0))
                        .keyFrames())
                .containsExactly(new KeyFrame(ANIMAL, 2, BOX.translate(1, 0)));
    }

    @Test
    void drawingABoxWhereNoneIsMakesAKeyFrame() {
        EffectiveTracks shown = EffectiveTracks.of(MachineTracks.none(5), Corrections.NONE);
        assertThat(CorrectionEdits.moveBox(Corrections.NONE, shown, ANIMAL, 2, BOX)
                        .keyFrames())
                .hasSize(1);
        assertThat(CorrectionEdits.toggleKeyFrame(Corrections.NONE, shown, ANIMAL, 2))
                .isSameAs(Corrections.NONE);
    }

    @Test
    void togglingAKeyFrameTwiceChangesNothing() {
        EffectiveTracks shown = EffectiveTracks.of(machine(5), Corrections.NONE);
        Corrections once = CorrectionEdits.toggleKeyFrame(Corrections.NONE, shown, ANIMAL, 3);
        assertThat(once.keyFrames()).containsExactly(new KeyFrame(ANIMAL, 3, BOX));
        assertThat(CorrectionEdits.toggleKeyFrame(once, shown, ANIMAL, 3)).isEqualTo(Corrections.NONE);
    }

    @Test
    void theMidpointLiesBetweenNeighbouringKeyFrames() {
        Corrections c = CorrectionEdits.setKeyFrame(Corrections.NONE, ANIMAL, 10, BOX);
        assertThat(CorrectionEdits.midpoint(c, ANIMAL, 4, 41)).hasValue(5);
        assertThat(CorrectionEdits.midpoint(c, ANIMAL, 10, 41)).hasValue(25);
        assertThat(CorrectionEdits.midpoint(c, OBJECT, 10, 41)).hasValue(20);
        assertThat(CorrectionEdits.midpoint(c, ANIMAL, 10, 12)).isEmpty();
        EffectiveTracks shown = EffectiveTracks.of(machine(41), c);
        assertThat(CorrectionEdits.midpointKeyFrame(c, shown, ANIMAL, 30).keyFrames())
                .extracting(KeyFrame::frame)
                .containsExactly(10, 25);
    }

    @Test
    void swapsToggle() {
        Corrections c = CorrectionEdits.toggleSwap(CorrectionEdits.toggleSwap(Corrections.NONE, 9), 4);
        assertThat(c.swaps()).containsExactly(4, 9);
        assertThat(CorrectionEdits.toggleSwap(c, 9).swaps()).containsExactly(4);
    }

    @Test
    void outsideSpansMergeAndTakeTheirKeyFramesAway() {
        Corrections c = CorrectionEdits.setKeyFrame(Corrections.NONE, ANIMAL, 12, BOX);
        c = CorrectionEdits.setKeyFrame(c, OBJECT, 12, BOX);
        c = CorrectionEdits.markOutside(c, ANIMAL, 5, 9);
        c = CorrectionEdits.markOutside(c, ANIMAL, 10, 15);
        c = CorrectionEdits.markOutside(c, OBJECT, 20, 22);
        assertThat(c.outside()).containsExactly(new Span(ANIMAL, 5, 15), new Span(OBJECT, 20, 22));
        assertThat(c.keyFrames()).containsExactly(new KeyFrame(OBJECT, 12, BOX));
        assertThat(CorrectionEdits.clearOutside(c, ANIMAL, 7).outside()).containsExactly(new Span(OBJECT, 20, 22));
        assertThat(CorrectionEdits.clearOutside(c, ANIMAL, 30)).isEqualTo(c);
    }

    @Test
    void aKeyFrameInAnOutsideSpanBringsItsFrameBack() {
        Corrections c = CorrectionEdits.markOutside(Corrections.NONE, ANIMAL, 5, 9);
        c = CorrectionEdits.setKeyFrame(c, ANIMAL, 7, BOX);
        assertThat(c.outside()).containsExactly(new Span(ANIMAL, 5, 6), new Span(ANIMAL, 8, 9));
        assertThat(CorrectionEdits.setKeyFrame(c, ANIMAL, 5, BOX).outside())
                .containsExactly(new Span(ANIMAL, 6, 6), new Span(ANIMAL, 8, 9));
    }

    @Test
    void linesReplaceLinesAndShareEndFrames() {
        Corrections c = CorrectionEdits.straightLine(Corrections.NONE, new Span(ANIMAL, 0, 20));
        c = CorrectionEdits.straightLine(c, new Span(ANIMAL, 5, 10));
        assertThat(c.lines())
                .containsExactly(new Span(ANIMAL, 0, 5), new Span(ANIMAL, 5, 10), new Span(ANIMAL, 10, 20));
        c = CorrectionEdits.offset(c, new Span(ANIMAL, 5, 15));
        assertThat(c.lines()).containsExactly(new Span(ANIMAL, 0, 5), new Span(ANIMAL, 15, 20));
        assertThat(CorrectionEdits.offset(c, new Span(OBJECT, 0, 99))).isEqualTo(c);
    }

    @Test
    void revertingAFrameTakesBackWhatWasSaidAboutIt() {
        Corrections c = CorrectionEdits.straightLine(Corrections.NONE, new Span(ANIMAL, 4, 8));
        c = CorrectionEdits.setKeyFrame(c, ANIMAL, 4, BOX);
        c = CorrectionEdits.setKeyFrame(c, ANIMAL, 6, BOX);
        c = CorrectionEdits.markOutside(c, ANIMAL, 10, 12);
        assertThat(CorrectionEdits.revertFrame(c, ANIMAL, 6))
                .isEqualTo(new Corrections(
                        List.of(new KeyFrame(ANIMAL, 4, BOX)),
                        List.of(new Span(ANIMAL, 10, 12)),
                        List.of(),
                        List.of()));
        assertThat(CorrectionEdits.revertFrame(c, ANIMAL, 11).outside())
                .containsExactly(new Span(ANIMAL, 10, 10), new Span(ANIMAL, 12, 12));
        assertThat(CorrectionEdits.revertFrame(c, OBJECT, 6)).isEqualTo(c);
    }

    @Test
    void revertingARoleKeepsTheOther() {
        Corrections c = CorrectionEdits.toggleSwap(Corrections.NONE, 3);
        c = CorrectionEdits.setKeyFrame(c, ANIMAL, 4, BOX);
        Corrections both = CorrectionEdits.setKeyFrame(c, OBJECT, 4, BOX);
        assertThat(CorrectionEdits.revertAll(both, OBJECT)).isEqualTo(c);
        assertThat(CorrectionEdits.revertAll(c, ANIMAL)).isEqualTo(Corrections.NONE);
    }

    @Test
    void sayingTheSameInAnotherOrderIsEqual() {
        KeyFrame a = new KeyFrame(ANIMAL, 1, BOX);
        KeyFrame b = new KeyFrame(OBJECT, 1, BOX);
        assertThat(new Corrections(List.of(b, a), List.of(), List.of(5, 2, 9, 9), List.of()))
                .isEqualTo(new Corrections(List.of(a, b), List.of(), List.of(2, 5), List.of()));
    }

    @Test
    void framesBeforeTheFirstAreRefused() {
        assertThatThrownBy(() -> CorrectionEdits.setKeyFrame(Corrections.NONE, ANIMAL, -1, BOX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> CorrectionEdits.toggleSwap(Corrections.NONE, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CorrectionEdits.markOutside(Corrections.NONE, ANIMAL, 4, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever a person clicks: what was just said holds, the machine's layer comes back, the file is equal. */
    @Test
    void propertiesOverRandomEdits() throws Exception {
        Random random = new Random(20261123);
        ObjectMapper json = new ObjectMapper();
        for (int round = 0; round < 300; round++) {
            MachineTracks machine = RandomTracks.machine(random, 1 + random.nextInt(30));
            Corrections c = Corrections.NONE;
            for (int step = 0; step < 20; step++) {
                c = randomEdit(random, c, machine);
                assertThat(json.readValue(json.writeValueAsString(c), Corrections.class))
                        .isEqualTo(c);
                assertThat(new Corrections(c.keyFrames(), c.outside(), c.swaps(), c.lines()))
                        .isEqualTo(c);
            }
            int frame = random.nextInt(machine.frameCount());
            Role role = RandomTracks.role(random);
            Corrections keyed = CorrectionEdits.setKeyFrame(c, role, frame, BOX);
            assertThat(EffectiveTracks.of(machine, keyed).box(role, frame).box())
                    .isEqualTo(BOX);
            Corrections reverted = CorrectionEdits.revertAll(CorrectionEdits.revertAll(c, ANIMAL), OBJECT);
            assertThat(reverted).isEqualTo(Corrections.NONE);
        }
    }

    private static Corrections randomEdit(Random random, Corrections c, MachineTracks machine) {
        int frames = machine.frameCount();
        int frame = random.nextInt(frames);
        Role role = RandomTracks.role(random);
        Span span = RandomTracks.span(random, frames);
        EffectiveTracks shown = EffectiveTracks.of(machine, c);
        return switch (random.nextInt(10)) {
            case 0 -> CorrectionEdits.setKeyFrame(c, role, frame, RandomTracks.box(random));
            case 1 -> CorrectionEdits.removeKeyFrame(c, role, frame);
            case 2 -> CorrectionEdits.toggleSwap(c, frame);
            case 3 -> CorrectionEdits.markOutside(c, role, span.from(), span.to());
            case 4 -> CorrectionEdits.clearOutside(c, role, frame);
            case 5 -> CorrectionEdits.straightLine(c, span);
            case 6 -> CorrectionEdits.offset(c, span);
            case 7 -> CorrectionEdits.revertFrame(c, role, frame);
            case 8 -> CorrectionEdits.midpointKeyFrame(c, shown, role, frame);
            default -> CorrectionEdits.moveBox(c, shown, role, frame, RandomTracks.box(random));
        };
    }

    private static MachineTracks machine(int frames) {
        List<MachineBox> boxes = Collections.nCopies(frames, new MachineBox(BOX, BoxState.TRACKED, 1));
        return new MachineTracks(boxes, boxes);
    }
}
