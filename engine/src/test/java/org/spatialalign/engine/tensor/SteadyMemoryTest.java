package org.spatialalign.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A training loop of 500 steps in scopes: the number of tensors stays the same, and so does the memory. */
class SteadyMemoryTest {

    private static final int STEPS = 500;
    private static final int WARM = 100;

    private static final Path STATUS = Path.of("/proc/self/status");

    private static final class Net implements AutoCloseable {

        private final NDManager manager = Torch.newManager(Device.cpu());
        private final TorchGenerator generator = new TorchGenerator(5);
        private final List<NDArray> parameters = new ArrayList<>();
        private final List<NDArray> means = new ArrayList<>();
        private final List<NDArray> squares = new ArrayList<>();
        private final List<NDArray> steps = new ArrayList<>();

        Net(long... sizes) {
            for (int layer = 1; layer < sizes.length; layer++) {
                add(generator
                        .normal(new Shape(sizes[layer], sizes[layer - 1]), manager)
                        .muli(0.1f));
                add(manager.zeros(new Shape(sizes[layer])));
            }
        }

        private void add(NDArray parameter) {
            parameter.setRequiresGradient(true);
            parameters.add(parameter);
            means.add(manager.zeros(parameter.getShape()));
            squares.add(manager.zeros(parameter.getShape()));
            steps.add(manager.create(0f));
        }

        /** @return the loss */
        float step() {
            try (Scope scope = Scope.open();
                    GradMode on = GradMode.on();
                    NDManager inputs = Torch.newManager(Device.cpu())) {
                NDArray x = generator.normal(new Shape(32, 64), inputs);
                NDArray hidden = Ops.silu(Ops.linear(x, parameters.get(0), parameters.get(1)));
                NDArray y = Ops.linear(hidden, parameters.get(2), parameters.get(3));
                NDArray loss = y.sub(x).square().mean();
                List<NDArray> grads = Ops.vjp(List.of(loss), parameters, List.of(loss.onesLike()));
                try (GradMode off = GradMode.off()) {
                    Ops.adamW(parameters, grads, means, squares, steps, AdamW.at(1e-3));
                }
                return loss.getFloat();
            }
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    @Test
    void tensorsDoNotPileUp() {
        try (Net net = new Net(64, 128, 64)) {
            float first = net.step();
            int tensors = net.manager.getManagedArrays().size();
            for (int step = 1; step < 100; step++) {
                net.step();
                assertThat(net.manager.getManagedArrays()).hasSize(tensors);
            }
            assertThat(net.step()).isLessThan(first);
        }
    }

    /** Resident memory after a warm-up against the end; one step's tensors alone would add 100 MB if they stayed. */
    @Test
    void memoryDoesNotGrow() throws IOException {
        assumeThat(STATUS).as("the system tells the memory of a process").isReadable();
        try (Net net = new Net(64, 128, 64)) {
            for (int step = 0; step < WARM; step++) {
                net.step();
            }
            long warm = residentKilobytes();
            for (int step = WARM; step < STEPS; step++) {
                net.step();
            }
            assertThat((residentKilobytes() - warm) / 1024).as("growth in MB").isLessThan(30);
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
