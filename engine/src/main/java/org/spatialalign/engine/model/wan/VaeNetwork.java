package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.model.wan.VaePlan.Part;
import org.spatialalign.engine.tensor.Scope;

/** The encoder or the decoder. Holds weights only; may be used by several threads, each with a state of its own. */
final class VaeNetwork {

    private record Stage(String name, List<VaeLayer> layers) {}

    private final List<Stage> stages;

    VaeNetwork(List<VaePlan.Stage> plan, Weights weights) {
        stages = plan.stream()
                .map(stage -> new Stage(
                        stage.name(),
                        stage.parts().stream().map(part -> layer(part, weights)).toList()))
                .toList();
    }

    private static VaeLayer layer(Part part, Weights weights) {
        return switch (part.kind()) {
            case CONVOLUTION -> {
                VaeConv convolution = new VaeConv(weights, part.name());
                yield convolution::causal;
            }
            case RESIDUAL -> new VaeResidual(weights, part);
            case ATTENTION -> new VaeAttention(weights, part.name());
            case DOWN, DOWN_TIME -> new VaeDownsample(weights, part);
            case UP, UP_TIME -> new VaeUpsample(weights, part);
            case HEAD -> new VaeNormConv(weights, part.name() + ".norm_out", part.name() + ".conv_out");
        };
    }

    /**
     * The next chunk.
     *
     * @param chunk [B, C, T, H, W]; the first chunk of a video has one frame
     * @return owned by the open scope
     */
    NDArray forward(NDArray chunk, VaeState state) {
        NDArray x = chunk;
        for (Stage stage : stages) {
            for (VaeLayer layer : stage.layers()) {
                NDArray y;
                try (Scope scope = Scope.open()) {
                    y = scope.keep(layer.forward(x, state));
                }
                if (x != chunk) {
                    x.close();
                }
                x = y;
            }
            state.probe().on(stage.name(), x);
        }
        return x;
    }
}
