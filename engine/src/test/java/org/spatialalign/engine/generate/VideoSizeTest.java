package org.spatialalign.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.core.WorkbenchException;

class VideoSizeTest {

    private static final SizeRule WAN = new SizeRule(16, 4);

    @Test
    void thePapersSizeIsAllowedAndItsOwnNearest() throws Exception {
        WAN.check(VideoSize.PAPER);
        assertThat(WAN.nearest(VideoSize.PAPER)).isEqualTo(VideoSize.PAPER);
        assertThat(VideoSize.parse("832x480", 81)).isEqualTo(VideoSize.PAPER);
        assertThat(VideoSize.parse(" 832X480 ", 81)).isEqualTo(VideoSize.PAPER);
    }

    @ParameterizedTest
    @CsvSource({
        "80, 480, 832, 81, 480, 832",
        "79, 480, 832, 77, 480, 832",
        "78, 480, 832, 77, 480, 832",
        "82, 480, 832, 81, 480, 832",
        "2, 8, 9, 1, 16, 16",
        "81, 488, 839, 81, 480, 832",
        "81, 489, 841, 81, 496, 848"
    })
    void adviceIsTheNearestSizeThatWorks(int frames, int height, int width, int f, int h, int w) {
        VideoSize wrong = new VideoSize(frames, height, width);
        VideoSize right = new VideoSize(f, h, w);
        assertThat(WAN.nearest(wrong)).isEqualTo(right);
        assertThat(WAN.allows(right)).isTrue();
        assertThatThrownBy(() -> WAN.check(wrong))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining(wrong.words())
                .hasMessageEndingWith("the nearest is " + right.words());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "832", "832*480", "832x480x3", "-16x16", "0x480", "99999x480", "832 480"})
    void aSizeThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> VideoSize.parse(text, 81)).isInstanceOf(WorkbenchException.class);
    }

    @Test
    void noFramesAreNoClip() {
        assertThatThrownBy(() -> VideoSize.parse("64x64", 0)).hasMessageContaining("0 frames");
    }
}
