package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.WorkbenchException;

class NamePatternTest {

    @Test
    void readsThePapersNames() {
        assertThat(NamePattern.PAPER.parse("1099_RL_F81_seed00.mp4")).contains(new ClipName("1099_RL", 81, 0, null));
        assertThat(NamePattern.PAPER.parse("1099_RL_F81_seed00_0123456789ab.mp4"))
                .contains(new ClipName("1099_RL", 81, 0, null));
        assertThat(NamePattern.PAPER.parse("testLRFBT_LR_3_F81_seed04.mp4"))
                .contains(new ClipName("testLRFBT_LR_3", 81, 4, null));
        assertThat(NamePattern.PAPER.parse("a_F1_b_F81_seed123.webm")).contains(new ClipName("a_F1_b", 81, 123, null));
        assertThat(NamePattern.PAPER.parse("\u732b_F81_seed01.mp4")).contains(new ClipName("\u732b", 81, 1, null));
    }

    @Test
    void saysWhyANameDoesNotFit() {
        for (String name : new String[] {"clip.mp4", "_F81_seed00.mp4", "a_F81_seed.mp4", "a_Fx_seed00.mp4", ""}) {
            NamePattern.Match match = NamePattern.PAPER.match(name);
            assertThat(match.found()).as(name).isEmpty();
            assertThat(match.why()).as(name).contains("{prompt_id}_F{frames}_seed{NN}");
        }
        assertThat(NamePattern.PAPER.match("x".repeat(2000)).why()).contains("1024");
    }

    @Test
    void aPersonsPatternHasNamedGroups() throws Exception {
        NamePattern pattern = NamePattern.of("(?<model>[a-z]+)-(?<prompt>.+?)(-s(?<seed>\\d+))?");
        assertThat(pattern.parse("wan-cat_box-s12.mp4")).contains(new ClipName("cat_box", null, 12, "wan"));
        assertThat(pattern.parse("wan-cat_box")).contains(new ClipName("cat_box", null, null, "wan"));
        assertThat(NamePattern.of("(?P<prompt>\\w+)\\.mp4").parse("a.mp4"))
                .as("Python's way, and with the ending")
                .contains(new ClipName("a", null, null, null));
        assertThat(NamePattern.of("(?<prompt>.+)_(?<seed>.*)").match("a_b.mp4").why())
                .contains("not a number");
        assertThat(NamePattern.of("(?<prompt>.+)_(?<seed>.*)")
                        .match("a_99999999999.mp4")
                        .why())
                .contains("not a number that fits");
        assertThat(NamePattern.of("x(?<prompt>.*)").match("x").why()).contains("empty");
    }

    @Test
    void aBrokenPatternIsExplained() {
        assertThatThrownBy(() -> NamePattern.of("(?<prompt>.+"))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("breaks at character")
                .hasMessageContaining(">>>");
        assertThatThrownBy(() -> NamePattern.of("a[")).hasMessageContaining("breaks at character");
        assertThatThrownBy(() -> NamePattern.of("(.+)_(\\d+)")).hasMessageContaining("(?<prompt>...)");
        assertThatThrownBy(() -> NamePattern.of("(?<seed>\\d+)")).hasMessageContaining("(?<prompt>...)");
        assertThatThrownBy(() -> NamePattern.of("  ")).hasMessageContaining("is empty");
    }

    @Test
    void endlessBacktrackingIsStopped() throws Exception {
        NamePattern pattern = NamePattern.of("(?<prompt>(x|xx)+)\\2!");
        assertThat(pattern.match("x".repeat(1000)).why()).contains("too many steps");
        assertThat(NamePattern.of("(?<prompt>.*.*.*.*.*.*.*.*)!")
                        .match("x".repeat(250))
                        .why())
                .contains("too many steps");
        assertThat(pattern.parse("xxxx!")).isPresent();
    }
}
