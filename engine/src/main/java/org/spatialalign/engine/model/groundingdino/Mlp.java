package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.model.Linear;
import org.spatialalign.engine.model.Weights;
import org.spatialalign.engine.tensor.Ops;

/** Linear layers with ReLU between them. */
final class Mlp {

    private final List<Linear> layers;

    private Mlp(List<Linear> layers) {
        this.layers = List.copyOf(layers);
    }

    /** {@code name.layers.0}, {@code name.layers.1}, ... */
    static Mlp of(Weights weights, String name, int count) {
        List<Linear> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            layers.add(weights.linear(name + ".layers." + i));
        }
        return new Mlp(layers);
    }

    /** The feed-forward part of a transformer layer: {@code name + "fc1"}, {@code name + "fc2"}. */
    static Mlp feedForward(Weights weights, String name) {
        return new Mlp(List.of(weights.linear(name + "fc1"), weights.linear(name + "fc2")));
    }

    NDArray forward(NDArray x) {
        NDArray h = layers.get(0).forward(x);
        for (Linear layer : layers.subList(1, layers.size())) {
            h = layer.forward(Ops.relu(h));
        }
        return h;
    }
}
