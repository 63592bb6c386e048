package org.spatialalign.engine.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.track.Corrections.KeyFrame;
import org.spatialalign.engine.track.Corrections.Span;
import org.spatialalign.engine.track.EffectiveBox.Origin;
import org.spatialalign.engine.track.MachineBox.BoxState;

class EffectiveTracksTest {

    private static final PixelBox ANIMAL = new PixelBox(0, 0, 10, 20);
    private static final PixelBox OBJECT = new PixelBox(100, 100, 140, 130);

    @Test
    void withoutCorrectionsTheMachineIsRight() {
        MachineTracks machine = machine(5, 2);
        EffectiveTracks tracks = EffectiveTracks.of(machine, Corrections.NONE);
        assertThat(tracks.frameCount()).isEqualTo(5);
        assertThat(tracks.frames()).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(tracks.box(Role.ANIMAL, i))
                    .isEqualTo(new EffectiveBox(
                            ANIMAL, Origin.MACHINE, machine.animal().get(i)));
            assertThat(tracks.frame(i).object()).isEqualTo(OBJECT);
        }
    }

    @Test
    void anOffsetFadesToTheEndsOfTheClip() {
        EffectiveTracks tracks = EffectiveTracks.of(machine(9), keys(key(4, ANIMAL.translate(8, -4))));
        for (int i = 0; i < 9; i++) {
            double share = 1 - Math.abs(i - 4) / 4.0;
            assertThat(tracks.box(Role.ANIMAL, i).box()).isEqualTo(ANIMAL.translate(8 * share, -4 * share));
        }
        assertThat(origins(tracks, Role.ANIMAL)).isEqualTo("MSSSKSSSM");
        assertThat(origins(tracks, Role.OBJECT)).isEqualTo("MMMMMMMMM");
    }

    @Test
    void anOffsetFadesToTheNearestSeed() {
        EffectiveTracks tracks = EffectiveTracks.of(machine(9, 2), keys(key(4, ANIMAL.translate(8, 0))));
        assertThat(origins(tracks, Role.ANIMAL)).isEqualTo("MMMSKSSSM");
        assertThat(x1(tracks, 3)).isEqualTo(4);
        assertThat(x1(tracks, 2)).isEqualTo(0);
    }

    @Test
    void betweenKeyFramesTheOffsetIsLinear() {
        Corrections corrections = keys(key(2, ANIMAL.translate(4, 0)), key(6, new PixelBox(12, 0, 42, 40)));
        EffectiveTracks tracks = EffectiveTracks.of(machine(9), corrections);
        // Half-way between a shift of 4 and one of 12 with 20 more width and height.
        assertThat(tracks.box(Role.ANIMAL, 4).box()).isEqualTo(new PixelBox(8, 0, 28, 30));
    }

    @Test
    void aSeedBetweenKeyFramesStaysWhereItWasDrawn() {
        Corrections corrections = keys(key(0, ANIMAL.translate(8, 0)), key(8, ANIMAL.translate(8, 0)));
        EffectiveTracks tracks = EffectiveTracks.of(machine(9, 4), corrections);
        assertThat(tracks.box(Role.ANIMAL, 4).box()).isEqualTo(ANIMAL);
        assertThat(x1(tracks, 2)).isEqualTo(4);
        assertThat(x1(tracks, 6)).isEqualTo(4);
    }

    @Test
    void theMachinesMotionIsKept() {
        List<MachineBox> moving = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            moving.add(new MachineBox(ANIMAL.translate(i * i, 0), BoxState.TRACKED, 1));
        }
        MachineTracks machine = new MachineTracks(moving, moving);
        EffectiveTracks tracks = EffectiveTracks.of(machine, keys(key(4, ANIMAL.translate(16 + 8, 0))));
        assertThat(x1(tracks, 6)).isEqualTo(36 + 4);
    }

    @Test
    void nothingIsInventedWhereTheMachineHasNoBox() {
        MachineTracks machine = gap(9, 3, 5);
        Corrections corrections = keys(key(1, ANIMAL.translate(4, 0)), key(7, ANIMAL.translate(4, 0)));
        EffectiveTracks tracks = EffectiveTracks.of(machine, corrections);
        for (int i = 3; i <= 5; i++) {
            assertThat(tracks.box(Role.ANIMAL, i))
                    .isEqualTo(new EffectiveBox(null, Origin.MACHINE, MachineBox.absent(BoxState.LOST)));
        }
        assertThat(x1(tracks, 2)).isEqualTo(4);
        assertThat(x1(tracks, 6)).isEqualTo(4);
    }

    @Test
    void aKeyFrameInAGapCountsThereAndSpreadsNothing() {
        PixelBox drawn = new PixelBox(50, 50, 60, 60);
        EffectiveTracks tracks = EffectiveTracks.of(gap(9, 3, 5), keys(key(4, drawn)));
        assertThat(tracks.box(Role.ANIMAL, 4).box()).isEqualTo(drawn);
        assertThat(origins(tracks, Role.ANIMAL)).isEqualTo("MMM-K-MMM");
    }

    @Test
    void aLineRunsStraightBetweenKeyFramesAndOverGaps() {
        Corrections corrections = new Corrections(
                List.of(key(2, ANIMAL), key(6, new PixelBox(40, 8, 90, 28))),
                List.of(),
                List.of(),
                List.of(new Span(Role.ANIMAL, 2, 6)));
        EffectiveTracks tracks = EffectiveTracks.of(gap(9, 3, 5), corrections);
        assertThat(tracks.box(Role.ANIMAL, 3).box()).isEqualTo(new PixelBox(10, 2, 30, 22));
        assertThat(tracks.box(Role.ANIMAL, 5).box()).isEqualTo(new PixelBox(30, 6, 70, 26));
        assertThat(origins(tracks, Role.ANIMAL)).isEqualTo("MMKSSSKSM");
    }

    @Test
    void aLineWithoutKeyFramesJoinsTheBoxesAtItsEnds() {
        List<MachineBox> boxes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            boxes.add(new MachineBox(ANIMAL.translate(i == 2 ? 99 : 10 * i, 0), BoxState.TRACKED, 1));
        }
        Corrections corrections =
                new Corrections(List.of(), List.of(), List.of(), List.of(new Span(Role.ANIMAL, 1, 3)));
        EffectiveTracks tracks = EffectiveTracks.of(new MachineTracks(boxes, boxes), corrections);
        assertThat(x1(tracks, 2)).isEqualTo(20);
        assertThat(origins(tracks, Role.ANIMAL)).isEqualTo("MMSMM");
    }

    @Test
    void aLineWithOneSupportHolds() {
        PixelBox drawn = new PixelBox(50, 50, 60, 60);
        Corrections corrections =
                new Corrections(List.of(key(4, drawn)), List.of(), List.of(), List.of(new Span(Role.ANIMAL, 4, 8)));
        EffectiveTracks tracks = EffectiveTracks.of(gap(9, 3, 8), corrections);
        for (int i = 4; i < 9; i++) {
            assertThat(tracks.box(Role.ANIMAL, i).box()).isEqualTo(drawn);
        }
        assertThat(tracks.box(Role.ANIMAL, 3).box()).isNull();
    }

    @Test
    void aLineReachesForTheKeyFrameBeyondAnEmptyEnd() {
        Corrections corrections = new Corrections(
                List.of(key(1, ANIMAL), key(7, ANIMAL.translate(60, 0))),
                List.of(),
                List.of(),
                List.of(new Span(Role.ANIMAL, 3, 5)));
        EffectiveTracks tracks = EffectiveTracks.of(gap(9, 2, 6), corrections);
        assertThat(x1(tracks, 4)).isEqualTo(30);
        assertThat(tracks.box(Role.ANIMAL, 2).box()).isNull();
    }

    @Test
    void aLineWithoutAnySupportChangesNothing() {
        Corrections corrections =
                new Corrections(List.of(), List.of(), List.of(), List.of(new Span(Role.ANIMAL, 3, 5)));
        assertThat(EffectiveTracks.of(gap(9, 2, 6), corrections).frames())
                .isEqualTo(EffectiveTracks.of(gap(9, 2, 6), Corrections.NONE).frames());
    }

    @Test
    void outsideWinsOverEverything() {
        Corrections corrections = new Corrections(
                List.of(key(4, ANIMAL.translate(8, 0))),
                List.of(new Span(Role.ANIMAL, 3, 5)),
                List.of(),
                List.of(new Span(Role.ANIMAL, 0, 8)));
        EffectiveTracks tracks = EffectiveTracks.of(machine(9), corrections);
        assertThat(origins(tracks, Role.ANIMAL)).isEqualTo("MMMOOOMMM");
        assertThat(tracks.box(Role.ANIMAL, 4).box()).isNull();
        assertThat(tracks.box(Role.OBJECT, 4).box()).isEqualTo(OBJECT);
    }

    @Test
    void swapsExchangeTheMachinesLayersFromTheirFrameOn() {
        Corrections corrections = new Corrections(List.of(), List.of(), List.of(3, 6), List.of());
        EffectiveTracks tracks = EffectiveTracks.of(machine(9), corrections);
        for (int i = 0; i < 9; i++) {
            boolean swapped = i >= 3 && i < 6;
            assertThat(tracks.frame(i).animal()).isEqualTo(swapped ? OBJECT : ANIMAL);
            assertThat(tracks.frame(i).object()).isEqualTo(swapped ? ANIMAL : OBJECT);
        }
    }

    @Test
    void anOffsetDoesNotCrossASwap() {
        Corrections corrections =
                new Corrections(List.of(key(2, ANIMAL.translate(9, 0))), List.of(), List.of(5), List.of());
        EffectiveTracks tracks = EffectiveTracks.of(machine(9), corrections);
        assertThat(x1(tracks, 3)).isEqualTo(4.5);
        assertThat(x1(tracks, 4)).isEqualTo(0);
        assertThat(tracks.frame(5).animal()).isEqualTo(OBJECT);
    }

    @Test
    void shrinkingOffsetsLeaveAPixel() {
        List<MachineBox> boxes = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            boxes.add(new MachineBox(i == 4 ? new PixelBox(0, 0, 100, 100) : ANIMAL, BoxState.TRACKED, 1));
        }
        EffectiveTracks tracks =
                EffectiveTracks.of(new MachineTracks(boxes, boxes), keys(key(4, new PixelBox(40, 40, 50, 50))));
        PixelBox shrunk = Objects.requireNonNull(tracks.box(Role.ANIMAL, 3).box());
        assertThat(shrunk.width()).isEqualTo(1);
        assertThat(shrunk.height()).isEqualTo(1);
    }

    @Test
    void absurdNumbersGiveNoInvalidBox() {
        double huge = 1.7e308;
        Corrections corrections = new Corrections(
                List.of(key(0, new PixelBox(-huge, -huge, huge, huge)), key(8, new PixelBox(huge, huge, huge, huge))),
                List.of(),
                List.of(),
                List.of(new Span(Role.ANIMAL, 2, 6)));
        EffectiveTracks tracks = EffectiveTracks.of(machine(9), corrections);
        assertThat(tracks.frames()).hasSize(9);
    }

    @Test
    void whatLiesBeyondTheEndIsIgnored() {
        Corrections corrections = new Corrections(
                List.of(key(20, ANIMAL.translate(9, 9))),
                List.of(new Span(Role.ANIMAL, 8, 50), new Span(Role.OBJECT, 30, 40)),
                List.of(40),
                List.of(new Span(Role.ANIMAL, 12, 20)));
        EffectiveTracks tracks = EffectiveTracks.of(machine(9), corrections);
        assertThat(origins(tracks, Role.ANIMAL)).isEqualTo("MMMMMMMMO");
        assertThat(origins(tracks, Role.OBJECT)).isEqualTo("MMMMMMMMM");
    }

    @Test
    void anEmptyClipHasNoFrames() {
        assertThat(EffectiveTracks.of(MachineTracks.none(0), keys(key(3, ANIMAL)))
                        .frames())
                .isEmpty();
        assertThat(EffectiveTracks.of(machine(1), keys(key(0, OBJECT))).frame(0).animal())
                .isEqualTo(OBJECT);
    }

    /** What must hold for whatever a person does, on a thousand random clips. */
    @Test
    void propertiesOverRandomCorrections() {
        Random random = new Random(20261123);
        for (int round = 0; round < 1000; round++) {
            MachineTracks machine = RandomTracks.machine(random, 1 + random.nextInt(40));
            Corrections corrections = RandomTracks.corrections(random, machine.frameCount());
            EffectiveTracks tracks = EffectiveTracks.of(machine, corrections);
            assertThat(tracks.frameCount()).isEqualTo(machine.frameCount());
            for (Role role : Role.values()) {
                for (int i = 0; i < machine.frameCount(); i++) {
                    check(tracks.box(role, i), corrections, role, i);
                }
            }
            assertThat(EffectiveTracks.of(machine, Corrections.NONE).frames())
                    .allSatisfy(frame -> assertThat(frame.animal())
                            .isEqualTo(machine.animal().get(frame.frame()).box()));
        }
    }

    private static void check(EffectiveBox box, Corrections corrections, Role role, int frame) {
        boolean outside = corrections.outside().stream().anyMatch(s -> s.role() == role && s.contains(frame));
        boolean line = corrections.lines().stream().anyMatch(s -> s.role() == role && s.contains(frame));
        KeyFrame key = corrections.keyFrame(role, frame);
        if (outside) {
            assertThat(box.origin()).isEqualTo(Origin.MARKED_OUTSIDE);
            assertThat(box.box()).isNull();
        } else if (key != null) {
            assertThat(box.origin()).isEqualTo(Origin.KEY_FRAME);
            assertThat(box.box()).isEqualTo(key.box());
        } else if (box.origin() == Origin.MACHINE) {
            assertThat(box.box()).isEqualTo(box.machine().box());
        } else {
            assertThat(box.origin()).isEqualTo(Origin.SPREAD);
            assertThat(box.box()).isNotNull();
            assertThat(box.machine().box() != null || line).isTrue();
        }
    }

    @Test
    void aLongClipWithThousandsOfKeyFramesIsNoTrouble() {
        Random random = new Random(1);
        MachineTracks machine = RandomTracks.machine(random, 20_000);
        List<KeyFrame> keys = new ArrayList<>();
        for (int i = 0; i < 20_000; i += 3) {
            keys.add(key(i, ANIMAL.translate(i % 7, 0)));
        }
        Corrections corrections =
                new Corrections(keys, List.of(), List.of(), List.of(new Span(Role.ANIMAL, 0, 19_999)));
        assertThat(EffectiveTracks.of(machine, corrections).frameCount()).isEqualTo(20_000);
    }

    private static MachineTracks machine(int frames, int... seeds) {
        List<MachineBox> animal = new ArrayList<>();
        List<MachineBox> object = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            int frame = i;
            boolean seed = Arrays.stream(seeds).anyMatch(s -> s == frame);
            BoxState state = seed ? BoxState.SEED : BoxState.TRACKED;
            animal.add(new MachineBox(ANIMAL, state, 1));
            object.add(new MachineBox(OBJECT, state, 1));
        }
        return new MachineTracks(animal, object);
    }

    private static MachineTracks gap(int frames, int from, int to) {
        MachineTracks whole = machine(frames);
        List<MachineBox> animal = new ArrayList<>(whole.animal());
        for (int i = from; i <= to; i++) {
            animal.set(i, MachineBox.absent(BoxState.LOST));
        }
        return new MachineTracks(animal, whole.object());
    }

    private static KeyFrame key(int frame, PixelBox box) {
        return new KeyFrame(Role.ANIMAL, frame, box);
    }

    private static Corrections keys(KeyFrame... keys) {
        return new Corrections(List.of(keys), List.of(), List.of(), List.of());
    }

    private static double x1(EffectiveTracks tracks, int frame) {
        PixelBox box = Objects.requireNonNull(tracks.box(Role.ANIMAL, frame).box());
        assertThat(box.width()).isCloseTo(ANIMAL.width(), within(1e-9));
        return box.x1();
    }

    /** One letter per frame: Machine, Key frame, Spread, Outside, - for none. */
    private static String origins(EffectiveTracks tracks, Role role) {
        StringBuilder letters = new StringBuilder();
        for (EffectiveBox box : tracks.of(role)) {
            letters.append(
                    switch (box.origin()) {
                        case MACHINE -> box.box() == null ? '-' : 'M';
                        case KEY_FRAME -> 'K';
                        case SPREAD -> 'S';
                        case MARKED_OUTSIDE -> 'O';
                    });
        }
        return letters.toString();
    }
}
