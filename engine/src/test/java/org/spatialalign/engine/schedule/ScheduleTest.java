package org.spatialalign.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.Bfloat16;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Torch;

class ScheduleTest {

    private static final String CONFIG =
            """
            {"_class_name": "UniPCMultistepScheduler", "_diffusers_version": "0.33.0.dev0", "beta_end": 0.02,
             "disable_corrector": [], "final_sigmas_type": "zero", "flow_shift": 3.0, "lower_order_final": true,
             "num_train_timesteps": 1000, "predict_x0": true, "prediction_type": "flow_prediction",
             "solver_order": 2, "solver_p": null, "solver_type": "bh2", "thresholding": false,
             "use_beta_sigmas": false, "use_flow_sigmas": true, "use_karras_sigmas": false}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "1000, 1000",
        "999.1, 1000",
        "998, 1000", // half way; the last bit of 996 is odd
        "994, 992",
        "241.9355, 242",
        "-998, -1000",
        "0, 0",
        "3.4028235e38, Infinity"
    })
    void roundsToEightBits(float value, float rounded) {
        assertThat(Bfloat16.round(value)).isEqualTo(rounded);
    }

    @Test
    void roundingKeepsWhatIsNoNumber() {
        assertThat(Bfloat16.round(Float.NaN)).isNaN();
        assertThat(Bfloat16.round(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    /** With a constant velocity every method must land on start - velocity. */
    @Test
    void aStraightWayEndsExactly() {
        for (Sampler sampler : List.of(FlowMatchEuler.standard(), new UniPc(3))) {
            for (int steps : new int[] {1, 2, 3, 17}) {
                try (NDManager manager = Torch.newManager(Device.cpu());
                        GradMode mode = GradMode.off();
                        SamplerRun run = sampler.start(steps)) {
                    NDArray latent = manager.ones(new Shape(1, 2, 1, 2, 2)).mul(0.25);
                    NDArray velocity = manager.ones(latent.getShape()).mul(-1.5);
                    for (int i = 0; i < steps; i++) {
                        latent = run.step(i, latent, velocity);
                        assertThat(latent.getManager()).isSameAs(manager);
                    }
                    double wanted = 0.25 + 1.5 * run.sigmas()[0];
                    for (float value : latent.toFloatArray()) {
                        assertThat((double) value).isEqualTo(wanted, within(2e-6));
                    }
                }
            }
        }
    }

    @Test
    void halfPrecisionVelocityIsWidened() {
        try (NDManager manager = Torch.newManager(Device.cpu());
                GradMode mode = GradMode.off();
                SamplerRun run = new UniPc(5).start(2)) {
            NDArray latent = manager.ones(new Shape(4));
            NDArray next = run.step(0, latent, latent.toType(DataType.FLOAT16, true));
            assertThat(next.getDataType()).isEqualTo(DataType.FLOAT32);
        }
    }

    @Test
    void stepsComeInOrder() {
        for (Sampler sampler : List.of(FlowMatchEuler.standard(), new UniPc(3))) {
            try (NDManager manager = Torch.newManager(Device.cpu());
                    SamplerRun run = sampler.start(2)) {
                NDArray x = manager.ones(new Shape(1));
                assertThatThrownBy(() -> run.step(1, x, x))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("step 1 of 2 was asked for after 0 steps");
            }
            assertThatIllegalArgumentException().isThrownBy(() -> sampler.start(0));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new UniPc(0));
    }

    @Test
    void readsThePublishedConfiguration() throws Exception {
        assertThat(SchedulerConfig.read(write(CONFIG))).isEqualTo(new UniPc(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"solver_order\": 2 | \"solver_order\": 3 | solver_order is 3; only 2",
                "\"use_karras_sigmas\": false | \"use_karras_sigmas\": true | use_karras_sigmas is true",
                "flow_prediction | epsilon | prediction_type is \"epsilon\"; only \"flow_prediction\"",
                "\"prediction_type\" | \"_prediction_type\" | prediction_type is absent",
                "\"disable_corrector\": [] | \"disable_corrector\": [0] | disable_corrector is [0]; only []",
                "\"solver_p\": null | \"new_option\": 7 | new_option is 7",
                "UniPCMultistepScheduler | DDIMScheduler | _class_name is \"DDIMScheduler\"",
                "\"flow_shift\": 3.0 | \"flow_shift\": -1 | flow_shift is -1",
                "{ | [ | line 1"
            })
    void refusesByName(String found, String replacement, String message) throws IOException {
        Path file = write(CONFIG.replace(found, replacement));
        assertThatThrownBy(() -> SchedulerConfig.read(file))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> SchedulerConfig.read(folder.resolve("nothing.json")))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("nothing.json");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("scheduler_config.json"), text);
    }
}
