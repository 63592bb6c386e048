package org.spatialalign.engine.model.wan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.AdamW;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/** Training steps on the transformer, plain and checkpointed, leave no tensors behind. */
@Tag("golden")
class WanSteadyMemoryTest {

    private static final int STEPS = 12;

    @Test
    void stepsLeaveNothingBehind() throws WorkbenchException {
        try (WanFixture tiny = WanFixture.open("wan-transformer-tiny")) {
            List<NDArray> weights = List.copyOf(tiny.model().weights().all().values());
            weights.forEach(weight -> weight.setRequiresGradient(true));
            Moments moments = Moments.of(weights);
            NDArray latents = tiny.latents();
            NDArray timestep = tiny.timestep();
            NDArray context = tiny.context();
            NDArray g = tiny.io().get("in.g");
            int first = 0;
            for (int step = 0; step < STEPS; step++) {
                try (Scope scope = Scope.open()) {
                    List<NDArray> grads;
                    if (step % 2 == 0) {
                        try (GradMode on = GradMode.on()) {
                            NDArray out = tiny.model().forward(latents, timestep, context);
                            grads = Ops.vjp(List.of(out), weights, List.of(g));
                        }
                    } else {
                        grads = weights.stream().map(NDArray::zerosLike).toList();
                        try (CheckpointedPass pass = tiny.model().checkpointed(latents, timestep, context)) {
                            pass.backward(g, weights, grads);
                        }
                    }
                    moments.step(weights, grads);
                }
                // The first step makes tables of places, which stay for clips of the same size.
                first = step == 0 ? count(tiny) : first;
                assertThat(count(tiny)).as("tensors after step %s", step).isEqualTo(first);
            }
        }
    }

    private static int count(WanFixture tiny) {
        return tiny.model().weights().manager().getManagedArrays().size()
                + tiny.io().manager().getManagedArrays().size();
    }

    private record Moments(List<NDArray> means, List<NDArray> squares, List<NDArray> steps) {

        static Moments of(List<NDArray> weights) {
            Moments moments = new Moments(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (NDArray weight : weights) {
                moments.means.add(weight.zerosLike());
                moments.squares.add(weight.zerosLike());
                moments.steps.add(weight.getManager().create(0f));
            }
            return moments;
        }

        void step(List<NDArray> weights, List<NDArray> grads) {
            try (GradMode off = GradMode.off()) {
                Ops.adamW(weights, grads, means, squares, steps, AdamW.at(1e-4));
            }
        }
    }
}
