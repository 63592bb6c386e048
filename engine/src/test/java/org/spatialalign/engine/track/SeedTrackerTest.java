package org.spatialalign.engine.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.track.MachineBox.BoxState;

class SeedTrackerTest {

    private static final int RED = 0xC04030;
    private static final int BLUE = 0x3050B0;
    private static final int YELLOW = 0xC0B040;

    @Test
    void followsBothWaysFromASeedInTheMiddle() throws Exception {
        Scene scene = walker(24, 5);
        MachineTracks tracks = track(scene.clip(), seed(scene, 10));

        for (int i = 0; i < 24; i++) {
            assertThat(iou(tracks, Role.ANIMAL, i, scene, 0))
                    .as("animal in frame %d", i)
                    .isGreaterThan(0.7);
            assertThat(iou(tracks, Role.OBJECT, i, scene, 1))
                    .as("object in frame %d", i)
                    .isGreaterThan(0.9);
        }
        assertThat(tracks.animal().get(10)).isEqualTo(new MachineBox(scene.truth(0, 10), BoxState.SEED, 1));
    }

    @Test
    void followsUnderAMovingCamera() throws Exception {
        Scene scene = new Scene(3, 20)
                .pan(3)
                .patch(RED, 40, 32, i -> new int[] {30 + 5 * i, 50})
                .patch(BLUE, 48, 40, i -> new int[] {150 - 3 * i, 100});
        MachineTracks tracks = track(scene.clip(), seed(scene, 0));
        for (int i = 0; i < 20; i++) {
            assertThat(iou(tracks, Role.ANIMAL, i, scene, 0))
                    .as("animal in frame %d", i)
                    .isGreaterThan(0.5);
            assertThat(iou(tracks, Role.OBJECT, i, scene, 1))
                    .as("object in frame %d", i)
                    .isGreaterThan(0.5);
        }
    }

    @Test
    void aThingThatLeavesThePictureIsOutside() throws Exception {
        Scene scene = walker(30, 9);
        MachineTracks tracks = track(scene.clip(), seed(scene, 2));
        assertThat(scene.visible(0, 29)).isZero();
        for (int i = 0; i < 30; i++) {
            if (scene.visible(0, i) == 0) {
                assertThat(tracks.animal().get(i).state()).as("frame %d", i).isEqualTo(BoxState.OUTSIDE);
            } else if (scene.visible(0, i) > 0.9) {
                assertThat(iou(tracks, Role.ANIMAL, i, scene, 0))
                        .as("frame %d", i)
                        .isGreaterThan(0.5);
            }
        }
    }

    @Test
    void aThingThatVanishesIsLost() throws Exception {
        Scene scene = new Scene(5, 24)
                .patch(RED, 40, 32, i -> i < 12 ? new int[] {20 + 4 * i, 60} : null)
                .patch(BLUE, 48, 40, i -> new int[] {150, 100});
        MachineTracks tracks = track(scene.clip(), seed(scene, 3));
        assertThat(tracks.animal().subList(14, 24)).allMatch(box -> box.state() == BoxState.LOST);
        assertThat(tracks.animal().subList(0, 12)).allMatch(box -> box.box() != null);
        assertThat(tracks.object()).allMatch(box -> box.box() != null);
    }

    @Test
    void noBoxIsInventedBehindAnOccluder() throws Exception {
        Scene scene = new Scene(6, 30)
                .patch(RED, 36, 32, i -> new int[] {10 + 6 * i, 60})
                .patch(BLUE, 40, 40, i -> new int[] {20, 110})
                .patch(YELLOW, 60, 160, i -> new int[] {90, 0});
        MachineTracks tracks = track(scene.clip(), seed(scene, 2));
        for (int i = 0; i < 30; i++) {
            PixelBox box = tracks.animal().get(i).box();
            boolean hidden = scene.truth(0, i).x1() >= 90 && scene.truth(0, i).x2() <= 150;
            if (hidden) {
                assertThat(box).as("frame %d", i).isNull();
            } else if (box != null) {
                assertThat(box.clampTo(Scene.WIDTH, Scene.HEIGHT).iou(scene.truth(0, i)))
                        .as("frame %d", i)
                        .isGreaterThan(0.1);
            }
        }
    }

    @Test
    void identitiesDoNotSwapWhenTheTwoCross() throws Exception {
        Scene scene = new Scene(7, 30)
                .patch(RED, 36, 36, i -> new int[] {10 + 6 * i, 60})
                .patch(BLUE, 36, 36, i -> new int[] {190 - 6 * i, 64});
        MachineTracks tracks = track(scene.clip(), seed(scene, 0));
        for (int i = 22; i < 30; i++) {
            for (Role role : Role.values()) {
                PixelBox box = tracks.of(role).get(i).box();
                PixelBox other = scene.truth(role == Role.ANIMAL ? 1 : 0, i);
                if (box != null) {
                    assertThat(box.iou(other)).as("%s in frame %d", role, i).isLessThan(0.2);
                }
            }
        }
    }

    @Test
    void aSecondSeedBringsItBack() throws Exception {
        Scene scene = new Scene(8, 30)
                .patch(RED, 36, 32, i -> i < 10 || i >= 16 ? new int[] {10 + 5 * i, 60} : null)
                .patch(BLUE, 48, 40, i -> new int[] {20, 110});
        FrameBoxes again = new FrameBoxes(25, scene.truth(0, 25), null);
        MachineTracks tracks = new SeedTracker()
                .track(
                        scene.clip(),
                        List.of(seed(scene, 2), again),
                        TrackerOptions.DEFAULT,
                        Progress.Listener.NONE,
                        CancelToken.never());
        assertThat(tracks.animal().get(25).state()).isEqualTo(BoxState.SEED);
        assertThat(tracks.animal().subList(11, 15)).allMatch(box -> box.box() == null);
        for (int i : new int[] {0, 5, 9, 17, 22, 29}) {
            assertThat(iou(tracks, Role.ANIMAL, i, scene, 0)).as("frame %d", i).isGreaterThan(0.6);
        }
    }

    @Test
    void boxesAreInSourcePixelsOfAClipDecodedSmaller() throws Exception {
        Scene scene = walker(16, 5);
        Clip drawn = scene.clip();
        Clip half = Clip.of(new VideoInfo(2 * Scene.WIDTH, 2 * Scene.HEIGHT, 16, 16), drawn.frames());
        FrameBoxes seed = FrameBoxes.of(4, doubled(scene.truth(0, 4)), doubled(scene.truth(1, 4)));
        MachineTracks tracks = track(half, seed);
        PixelBox box = Objects.requireNonNull(tracks.animal().get(12).box());
        assertThat(box.iou(doubled(scene.truth(0, 12)))).isGreaterThan(0.6);
    }

    @Test
    void withoutLossDetectionEveryFrameHasABox() throws Exception {
        Scene scene = new Scene(5, 16)
                .patch(RED, 40, 32, i -> i < 8 ? new int[] {20 + 4 * i, 60} : null)
                .patch(BLUE, 48, 40, i -> new int[] {150, 100});
        MachineTracks tracks = new SeedTracker()
                .track(
                        scene.clip(),
                        List.of(seed(scene, 3)),
                        new TrackerOptions(TrackerOptions.DEFAULT.method(), false),
                        Progress.Listener.NONE,
                        CancelToken.never());
        assertThat(tracks.animal()).allMatch(box -> box.box() != null);
    }

    @Test
    void aClipOfOneFrameHasItsSeed() throws Exception {
        Scene scene = walker(1, 5);
        MachineTracks tracks = track(scene.clip(), seed(scene, 0));
        assertThat(tracks.animal()).containsExactly(new MachineBox(scene.truth(0, 0), BoxState.SEED, 1));
    }

    @Test
    void seedsThatCannotBeFollowedAreNamed() {
        Scene scene = walker(5, 5);
        Clip clip = scene.clip();
        PixelBox fine = scene.truth(1, 0);
        assertThatThrownBy(() -> track(clip, FrameBoxes.of(0, new PixelBox(30, 30, 30, 60), fine)))
                .isInstanceOf(WorkbenchException.class)
                .hasMessage("The seed box of the animal in frame 0 is 0x30 pixels; expected at least 4x4."
                        + " Draw it again around the whole animal.");
        assertThatThrownBy(() -> track(clip, FrameBoxes.of(1, fine, new PixelBox(300, 30, 350, 60))))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining(
                        "The seed box of the object in frame 1 lies outside the picture of 240x160 pixels:"
                                + " [300, 30, 350, 60]");
        assertThatThrownBy(() -> track(clip, FrameBoxes.of(5, fine, fine)))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("in frame 5 is beyond the end: the clip has 5 frames");
        assertThatThrownBy(() -> track(clip, new FrameBoxes(0, fine, null)))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("There is no seed box for the object");
    }

    @Test
    void aSeedPartlyOutsideIsFollowed() throws Exception {
        Scene scene = new Scene(9, 12)
                .patch(RED, 40, 32, i -> new int[] {-15 + 5 * i, 60})
                .patch(BLUE, 48, 40, i -> new int[] {150, 100});
        MachineTracks tracks = track(scene.clip(), seed(scene, 0));
        assertThat(tracks.animal().get(0).box()).isEqualTo(scene.truth(0, 0));
        assertThat(tracks.animal().get(1).box()).isNotNull();
    }

    @Test
    void cancelStopsAfterTheFrameAtHand() {
        Scene scene = walker(30, 5);
        CancelToken cancel = new CancelToken();
        AtomicLong last = new AtomicLong();
        assertThatThrownBy(() -> new SeedTracker()
                        .track(
                                scene.clip(),
                                List.of(seed(scene, 15)),
                                TrackerOptions.DEFAULT,
                                progress -> {
                                    last.accumulateAndGet(progress.done(), Math::max);
                                    cancel.cancel();
                                },
                                cancel))
                .isInstanceOf(CancelledException.class);
        // Each of the few lanes may have been within a frame.
        assertThat(last.get()).isBetween(1L, 8L);
    }

    @Test
    void progressCountsEveryFrameOfEveryLane() throws Exception {
        Scene scene = walker(12, 5);
        AtomicLong done = new AtomicLong();
        AtomicLong total = new AtomicLong();
        new SeedTracker()
                .track(
                        scene.clip(),
                        List.of(seed(scene, 4)),
                        TrackerOptions.DEFAULT,
                        progress -> {
                            done.accumulateAndGet(progress.done(), Math::max);
                            total.set(progress.total());
                        },
                        CancelToken.never());
        assertThat(done).hasValue(22);
        assertThat(total).hasValue(22);
    }

    @Test
    void equalInputsGiveEqualTracks() throws Exception {
        Scene still = walker(16, 5);
        assertThat(track(still.clip(), seed(still, 8))).isEqualTo(track(still.clip(), seed(still, 8)));
        Scene panned = walker(12, 5).pan(2);
        assertThat(track(panned.clip(), seed(panned, 5))).isEqualTo(track(panned.clip(), seed(panned, 5)));
    }

    @Test
    void nativeMemoryIsGivenBack() throws Exception {
        Scene still = walker(10, 5);
        Scene panned = walker(10, 5).pan(2);
        track(still.clip(), seed(still, 5));
        track(panned.clip(), seed(panned, 5));
        long before = Pointer.totalCount();
        for (int i = 0; i < 3; i++) {
            track(still.clip(), seed(still, 5));
            track(panned.clip(), seed(panned, 5));
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    @Test
    void theClipIsNotChanged() throws Exception {
        Scene scene = walker(8, 5);
        Clip clip = scene.clip();
        track(clip, seed(scene, 3));
        for (Frame frame : clip.frames()) {
            assertThat(frame.bgra()).isEqualTo(scene.clip().frame(frame.index()).bgra());
        }
    }

    /** A red thing that walks to the right above a blue one that rests. */
    private static Scene walker(int frames, int speed) {
        return new Scene(1, frames)
                .patch(RED, 40, 32, i -> new int[] {20 + speed * i, 40})
                .patch(BLUE, 48, 40, i -> new int[] {100, 100});
    }

    private static FrameBoxes seed(Scene scene, int frame) {
        return FrameBoxes.of(frame, scene.truth(0, frame), scene.truth(1, frame));
    }

    private static MachineTracks track(Clip clip, FrameBoxes seed) throws Exception {
        return new SeedTracker()
                .track(clip, List.of(seed), TrackerOptions.DEFAULT, Progress.Listener.NONE, CancelToken.never());
    }

    private static double iou(MachineTracks tracks, Role role, int frame, Scene scene, int patch) {
        PixelBox box = tracks.of(role).get(frame).box();
        return box == null ? 0 : box.iou(scene.truth(patch, frame));
    }

    private static PixelBox doubled(PixelBox box) {
        return new PixelBox(2 * box.x1(), 2 * box.y1(), 2 * box.x2(), 2 * box.y2());
    }
}
