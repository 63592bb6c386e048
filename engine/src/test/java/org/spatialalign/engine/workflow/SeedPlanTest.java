package org.spatialalign.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.Corrections.KeyFrame;
import org.spatialalign.engine.track.Corrections.Span;
import org.spatialalign.engine.track.MachineBox;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.MachineTracks;
import org.spatialalign.engine.workflow.SeedPlan.Origin;

class SeedPlanTest {

    private static final PixelBox CAT = PixelBox.ofCenter(100, 100, 40, 40);
    private static final PixelBox CHAIR = PixelBox.ofCenter(300, 100, 60, 60);
    private static final FrameBoxes SEED = FrameBoxes.of(5, CAT, CHAIR);
    private static final MachineTracks MACHINE = still(30);

    @Test
    void keyFramesBecomeSeedsAndNeedNoCorrectionAnyMore() {
        PixelBox moved = CAT.translate(50, 0);
        Corrections corrections = corrections(List.of(new KeyFrame(Role.ANIMAL, 20, moved)), List.of());
        SeedPlan plan = SeedPlan.again(List.of(SEED), null, MACHINE, corrections);
        assertThat(plan.seeds()).containsExactly(SEED, new FrameBoxes(20, moved, null));
        assertThat(plan.remaining()).isEqualTo(Corrections.NONE);
    }

    @Test
    void aKeyFrameOnASeedReplacesThatRoleOnly() {
        PixelBox moved = CAT.translate(3, 3);
        Corrections corrections = corrections(List.of(new KeyFrame(Role.ANIMAL, 5, moved)), List.of());
        assertThat(SeedPlan.again(List.of(SEED), null, MACHINE, corrections).seeds())
                .containsExactly(FrameBoxes.of(5, moved, CHAIR));
    }

    @Test
    void anExchangeFromHereOnBecomesAPairOfSeedsThere() {
        SeedPlan plan = SeedPlan.again(List.of(SEED), null, MACHINE, corrections(List.of(), List.of(12)));
        assertThat(plan.seeds()).containsExactly(SEED, FrameBoxes.of(12, CHAIR, CAT));
        assertThat(plan.remaining().swaps()).isEmpty();
    }

    @Test
    void anExchangeFromTheStartTurnsTheSeedsRound() {
        SeedPlan plan = SeedPlan.again(List.of(SEED), null, MACHINE, corrections(List.of(), List.of(0)));
        assertThat(plan.seeds()).containsExactly(FrameBoxes.of(0, CHAIR, CAT), FrameBoxes.of(5, CHAIR, CAT));
    }

    @Test
    void whatWasTakenOverOnceIsKeptAtTheNextTracking() {
        FrameBoxes taken = new FrameBoxes(20, CAT.translate(50, 0), null);
        Origin before = new Origin(List.of(SEED), List.of(SEED, taken));
        assertThat(SeedPlan.again(List.of(SEED), before, MACHINE, Corrections.NONE)
                        .seeds())
                .containsExactly(SEED, taken);
    }

    @Test
    void seedsDrawnSinceCountAndSeedsRemovedSinceDoNot() {
        FrameBoxes drawn = FrameBoxes.of(8, CAT.translate(9, 0), CHAIR);
        Origin before = new Origin(List.of(SEED), List.of(SEED));
        assertThat(SeedPlan.again(List.of(drawn), before, MACHINE, Corrections.NONE)
                        .seeds())
                .containsExactly(drawn);
    }

    @Test
    void importedBoxesLendTheRoleThatNobodyCorrected() {
        PixelBox moved = CAT.translate(50, 0);
        Corrections corrections = corrections(List.of(new KeyFrame(Role.ANIMAL, 20, moved)), List.of());
        assertThat(SeedPlan.again(List.of(), null, MACHINE, corrections).seeds())
                .containsExactly(FrameBoxes.of(20, moved, CHAIR));
    }

    @Test
    void whatATrackerCannotKnowStaysACorrection() {
        KeyFrame from = new KeyFrame(Role.ANIMAL, 10, CAT);
        KeyFrame to = new KeyFrame(Role.ANIMAL, 20, CAT.translate(50, 0));
        Span line = new Span(Role.ANIMAL, 10, 20);
        Span gone = new Span(Role.OBJECT, 25, 29);
        Corrections corrections = new Corrections(
                List.of(from, to, new KeyFrame(Role.OBJECT, 3, CHAIR)), List.of(gone), List.of(), List.of(line));
        assertThat(SeedPlan.again(List.of(SEED), null, MACHINE, corrections).remaining())
                .isEqualTo(new Corrections(List.of(from, to), List.of(gone), List.of(), List.of(line)));
    }

    private static Corrections corrections(List<KeyFrame> keys, List<Integer> swaps) {
        return new Corrections(keys, List.of(), swaps, List.of());
    }

    private static MachineTracks still(int frames) {
        List<MachineBox> animal = new ArrayList<>();
        List<MachineBox> object = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            animal.add(new MachineBox(CAT, BoxState.TRACKED, 1));
            object.add(new MachineBox(CHAIR, BoxState.TRACKED, 1));
        }
        return new MachineTracks(animal, object);
    }
}
