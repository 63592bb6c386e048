package org.spatialalign.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.umt5.Umt5Config;
import org.spatialalign.engine.model.wan.VaeConfig;
import org.spatialalign.engine.model.wan.WanTransformerConfig;
import org.spatialalign.engine.tensor.Compute;

class ModelFitTest {

    /** The sizes of Wan 2.1 with 1.3 billion parameters. */
    private static final ModelConfigs WAN = new ModelConfigs(
            new WanTransformerConfig(List.of(1, 2, 2), 12, 128, 16, 16, 4096, 256, 8960, 30, 1e-6, 1024),
            new VaeConfig(
                    96,
                    16,
                    List.of(1, 2, 4, 4),
                    2,
                    List.of(false, true, true),
                    Collections.nCopies(16, 0.0),
                    Collections.nCopies(16, 1.0)),
            Umt5Config.xxl());

    private static ModelFit fit(VideoSize size, double gigabytes) throws WorkbenchException {
        Machine machine = new Machine("the processor", (long) (gigabytes * 1e9), 1e12);
        return ModelFit.of(WAN, GenerationSettings.PAPER.withSize(size), Compute.cpu(), machine);
    }

    @Test
    void thePapersClipNeedsWhatItsSizesSay() throws Exception {
        assertThat(WAN.sizes()).isEqualTo(new SizeRule(16, 4));
        assertThat(WAN.latentShape(VideoSize.PAPER)).containsExactly(16, 21, 60, 104);
        Workload load = Workload.of(WAN, VideoSize.PAPER, true, DataType.FLOAT32);
        // 1.42 billion parameters.
        assertThat(load.transformerBytes()).isCloseTo(5.68e9, within(0.01e9));
        // About 290 TFLOP for one evaluation: half of it attention, 32760 tokens to each other.
        assertThat(load.stepOperations()).isBetween(500e12, 650e12);
        assertThat(fit(VideoSize.PAPER, 80).neededBytes()).isBetween(8e9, 20e9);
        assertThat(Workload.of(WAN, VideoSize.PAPER, false, DataType.FLOAT32).stepOperations())
                .isEqualTo(load.stepOperations() / 2);
    }

    @Test
    void aFitHasNoAdviceAndATime() throws Exception {
        ModelFit fit = fit(VideoSize.PAPER, 80);
        fit.require();
        assertThat(fit.advice()).isEmpty();
        assertThat(fit.clipSeconds()).isGreaterThan(50 * fit.stepSeconds());
        Machine unmeasured = new Machine("the processor", 1L << 40, 0);
        ModelFit untimed = ModelFit.of(WAN, GenerationSettings.PAPER, Compute.cpu(), unmeasured);
        assertThat(untimed.stepSeconds()).isNaN();
        assertThat(untimed.fits()).isTrue();
    }

    @Test
    void tooLittleMemoryIsRefusedWithSizesThatFit() throws Exception {
        ModelFit tight = fit(VideoSize.PAPER, 10);
        assertThat(tight.fits()).isFalse();
        assertThat(tight.advice()).anyMatch(advice -> advice.startsWith("make it smaller: 81 frames of"));
        assertThatThrownBy(tight::require)
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("81 frames of 832x480 need about")
                .hasMessageContaining("10.0 GB free")
                .hasMessageContaining("would fit");
        ModelFit hopeless = fit(VideoSize.PAPER, 2);
        assertThat(hopeless.advice().get(0)).contains("weights alone take 5.7 GB");
    }

    @Test
    void adviceIsTrue() throws Exception {
        VideoSize large = new VideoSize(81, 720, 1280);
        for (double gigabytes = 8; gigabytes < 40; gigabytes += 4) {
            for (String advice : fit(large, gigabytes).advice()) {
                var size = java.util.regex.Pattern.compile("(\\d+) frames? of (\\d+x\\d+) would fit")
                        .matcher(advice);
                if (size.find()) {
                    VideoSize advised = VideoSize.parse(size.group(2), Integer.parseInt(size.group(1)));
                    assertThat(fit(advised, gigabytes).fits()).isTrue();
                }
            }
        }
    }

    @Test
    void sizesTheModelCannotMakeAreRefusedFirst() {
        assertThatThrownBy(() -> fit(new VideoSize(80, 480, 832), 80)).hasMessageContaining("81 frames of 832x480");
    }

    @Test
    void thisMachineHasMemoryAndSpeed() {
        Machine here = Machine.measure(Compute.cpu());
        assertThat(here.freeBytes()).isPositive();
        assertThat(here.operationsPerSecond()).isPositive();
        assertThat(Machine.look(Compute.cpu()).operationsPerSecond()).isZero();
    }
}
