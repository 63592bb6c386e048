package org.spatialalign.engine.generate;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationListener.Phase;
import org.spatialalign.engine.model.umt5.TextEncoder;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.Torch;

/** What the transformer is told of prompts. Each is encoded once; the encoder is open only meanwhile. */
final class PromptStates {

    private static final String CACHE = "prompts";

    private final Path model;
    private final int width;
    private final Compute compute;
    private final Path cache;
    /** States of the true tokens, [L, width], row-major. */
    private final Map<String, float[]> known = new HashMap<>();

    /** @param cache the program's folder for what can be made again */
    PromptStates(Path model, int width, Compute compute, Path cache) {
        this.model = model;
        this.width = width;
        this.compute = compute;
        this.cache = cache.resolve(CACHE);
    }

    void encode(List<String> texts, GenerationListener listener, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        List<String> wanted = texts.stream()
                .distinct()
                .filter(text -> !known.containsKey(text))
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        try (TextEncoder encoder = TextEncoder.open(model, compute.device(), true, cache);
                NDManager host = Torch.newManager(Device.cpu())) {
            for (int i = 0; i < wanted.size(); i++) {
                cancel.check();
                listener.onProgress(Phase.ENCODING, i, wanted.size());
                try (Scope scope = Scope.open()) {
                    known.put(
                            wanted.get(i),
                            encoder.encode(wanted.get(i), host, cancel).toFloatArray());
                }
            }
        }
    }

    /** [1, 512, width], zero behind the prompt; of one that was encoded. */
    NDArray states(String text, NDManager owner) {
        float[] states = known.get(text);
        if (states == null) {
            throw new IllegalStateException("not encoded: " + text);
        }
        int length = Workload.TEXT_TOKENS;
        return owner.create(Arrays.copyOf(states, length * width), new Shape(1, length, width));
    }
}
