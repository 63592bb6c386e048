package org.spatialalign.engine.model.wan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.tensor.AdamW;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/** Many training steps of a small model: it learns, and nothing piles up. */
class WanTrainingTest {

    private static final int STEPS = 500;
    private static final int WARM_UP = 100;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyStepsNeedNoMoreMemoryThanAFew(boolean checkpointed) throws IOException {
        try (WanTransformer3D model = Small.model(3)) {
            Trainer trainer = new Trainer(model, checkpointed);
            double first = trainer.step();
            for (int i = 1; i < WARM_UP; i++) {
                trainer.step();
            }
            int arrays = model.weights().manager().getManagedArrays().size();
            long memory = residentKiB();
            double last = 0;
            for (int i = WARM_UP; i < STEPS; i++) {
                last = trainer.step();
            }
            assertThat(last).isLessThan(first / 10);
            assertThat(model.weights().manager().getManagedArrays()).hasSize(arrays);
            assertThat(residentKiB() - memory).as("growth in KiB").isLessThan(48 << 10);
        }
    }

    @Test
    void bothWaysTrainTheSameModel() {
        try (WanTransformer3D one = Small.model(3);
                WanTransformer3D other = Small.model(3)) {
            Trainer plain = new Trainer(one, false);
            Trainer checkpointed = new Trainer(other, true);
            for (int i = 0; i < 5; i++) {
                assertThat(checkpointed.step()).isEqualTo(plain.step());
            }
        }
    }

    private static long residentKiB() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.isReadable(status)
                ? 0
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
    }

    /** Learns one velocity by heart. */
    private static final class Trainer {

        private final WanTransformer3D model;
        private final boolean checkpointed;
        private final NDArray latents;
        private final NDArray target;
        private final NDArray timestep;
        private final NDArray context;
        private final List<NDArray> parameters;
        private final List<NDArray> means;
        private final List<NDArray> squares;
        private final List<NDArray> steps;

        Trainer(WanTransformer3D model, boolean checkpointed) {
            this.model = model;
            this.checkpointed = checkpointed;
            NDManager manager = model.weights().manager();
            latents = Small.waves(manager, 0.37, 2, 4, 2, 4, 6);
            target = Small.waves(manager, 0.53, 2, 4, 2, 4, 6);
            timestep = manager.create(new float[] {900, 300});
            context = Small.waves(manager, 0.71, 2, 5, 10);
            parameters = List.copyOf(model.weights().all().values());
            parameters.forEach(parameter -> parameter.setRequiresGradient(true));
            means = zeros();
            squares = zeros();
            steps = parameters.stream().map(p -> manager.create(0f)).toList();
        }

        private List<NDArray> zeros() {
            return parameters.stream()
                    .map(p -> p.getManager().zeros(p.getShape()))
                    .toList();
        }

        double step() {
            try (Scope scope = Scope.open();
                    GradMode mode = GradMode.on()) {
                List<NDArray> sums = zeros();
                NDArray velocity;
                if (checkpointed) {
                    try (CheckpointedPass pass = model.checkpointed(latents, timestep, context)) {
                        velocity = pass.velocity();
                        double loss = velocity.sub(target).square().mean().getFloat();
                        pass.backward(slope(velocity), parameters, sums);
                        return update(sums, loss);
                    }
                }
                velocity = model.forward(latents, timestep, context);
                double loss = velocity.sub(target).square().mean().getFloat();
                return update(Ops.vjp(List.of(velocity), parameters, List.of(slope(velocity))), loss);
            }
        }

        private NDArray slope(NDArray velocity) {
            try (GradMode mode = GradMode.off()) {
                return velocity.sub(target).mul(2.0 / velocity.size());
            }
        }

        private double update(List<NDArray> gradients, double loss) {
            try (GradMode mode = GradMode.off()) {
                Ops.adamW(parameters, gradients, means, squares, steps, AdamW.at(2e-3));
            }
            return loss;
        }
    }
}
