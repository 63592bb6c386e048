package org.spatialalign.app.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.spatialalign.app.player.BoxPicker.Hit;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;

/** Viewport, hit testing, timeline scale, figures: what needs no window. */
class GeometryTest {

    private static final PixelBox ANIMAL = new PixelBox(100, 100, 200, 200);
    private static final PixelBox OBJECT = new PixelBox(150, 120, 400, 300);

    @Test
    void fitShowsTheWholePictureInTheMiddle() {
        Viewport view = Viewport.fit(832, 480, 1000, 1000);
        assertThat(view.scale()).isCloseTo(1000 / 832.0, within(1e-12));
        assertThat(view.toScreenX(416)).isCloseTo(500, within(1e-9));
        assertThat(view.toScreenY(240)).isCloseTo(500, within(1e-9));
        assertThat(Viewport.fit(832, 480, 0, 100)).isEqualTo(new Viewport(1, 0, 0));
    }

    @Test
    void zoomKeepsThePointUnderTheCursorAndStaysReasonable() {
        Viewport view = Viewport.fit(832, 480, 1000, 600);
        double imageX = view.toImageX(300);
        double imageY = view.toImageY(200);
        for (double factor : new double[] {1.3, 5, 100, 0.1, 1e-6, 7}) {
            view = view.zoomedAt(factor, 300, 200);
            assertThat(view.toScreenX(imageX)).isCloseTo(300, within(1e-6));
            assertThat(view.toScreenY(imageY)).isCloseTo(200, within(1e-6));
            assertThat(view.scale()).isBetween(0.05, 40.0);
        }
    }

    @Test
    void panNeverLosesThePicture() {
        Viewport view = new Viewport(1, 0, 0).panned(1e6, -1e6, 832, 480, 1000, 600);
        assertThat(view.x()).isEqualTo(960);
        assertThat(view.y()).isEqualTo(40 - 480);
        assertThat(view.toImageX(view.toScreenX(17))).isCloseTo(17, within(1e-9));
    }

    @Test
    void theSelectedRoleWinsInsideBothBoxes() {
        assertThat(BoxPicker.pick(ANIMAL, OBJECT, Role.ANIMAL, 175, 160, 8))
                .isEqualTo(new Hit(Role.ANIMAL, BoxHandle.MOVE));
        assertThat(BoxPicker.pick(ANIMAL, OBJECT, Role.OBJECT, 175, 160, 8))
                .isEqualTo(new Hit(Role.OBJECT, BoxHandle.MOVE));
        assertThat(BoxPicker.pick(ANIMAL, OBJECT, Role.ANIMAL, 300, 250, 8))
                .isEqualTo(new Hit(Role.OBJECT, BoxHandle.MOVE));
        assertThat(BoxPicker.pick(ANIMAL, OBJECT, Role.ANIMAL, 20, 20, 8)).isNull();
        assertThat(BoxPicker.pick(null, null, Role.ANIMAL, 20, 20, 8)).isNull();
    }

    @Test
    void handlesReachALittleOutsideAndBelongToTheSelectedRole() {
        assertThat(BoxPicker.pick(ANIMAL, OBJECT, Role.ANIMAL, 95, 96, 8))
                .isEqualTo(new Hit(Role.ANIMAL, BoxHandle.TOP_LEFT));
        assertThat(BoxPicker.pick(ANIMAL, OBJECT, Role.ANIMAL, 204, 150, 8))
                .isEqualTo(new Hit(Role.ANIMAL, BoxHandle.RIGHT));
        assertThat(BoxPicker.pick(ANIMAL, OBJECT, Role.ANIMAL, 398, 200, 8))
                .isEqualTo(new Hit(Role.OBJECT, BoxHandle.MOVE));
        assertThat(BoxPicker.pick(ANIMAL, OBJECT, Role.ANIMAL, 85, 150, 8)).isNull();
    }

    @Test
    void tinyBoxesCanStillBeMoved() {
        PixelBox tiny = new PixelBox(50, 50, 58, 58);
        assertThat(BoxPicker.pick(tiny, null, Role.ANIMAL, 54, 54, 8)).isEqualTo(new Hit(Role.ANIMAL, BoxHandle.MOVE));
        assertThat(BoxPicker.pick(tiny, null, Role.ANIMAL, 51, 51, 8))
                .isEqualTo(new Hit(Role.ANIMAL, BoxHandle.TOP_LEFT));
    }

    @Test
    void everyPlaceOfATimelineBelongsToItsFrame() {
        TimelineScale scale = new TimelineScale(81, 40, 810);
        for (int frame = 0; frame < 81; frame++) {
            assertThat(scale.frame(scale.x(frame))).isEqualTo(frame);
            assertThat(scale.frame(scale.edge(frame) + 0.01)).isEqualTo(frame);
        }
        assertThat(scale.frame(-100)).isZero();
        assertThat(scale.frame(5000)).isEqualTo(80);
        assertThat(scale.tickEvery(30)).isEqualTo(5);
        assertThat(new TimelineScale(2000, 40, 800).tickEvery(30)).isEqualTo(100);
    }

    @Test
    void whatRoundsToZeroHasNoSign() {
        assertThat(Figures.signed(-0.0004, 3)).isEqualTo("0.000");
        assertThat(Figures.signed(0, 2)).isEqualTo("0.00");
        assertThat(Figures.signed(-0.0005001, 3)).isEqualTo("-0.001");
        assertThat(Figures.signed(1, 2)).isEqualTo("+1.00");
    }
}
