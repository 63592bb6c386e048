package org.spatialalign.engine.generate;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationListener.Phase;
import org.spatialalign.engine.model.umt5.PromptCleaning;
import org.spatialalign.engine.model.umt5.PromptTokenizer;
import org.spatialalign.engine.model.umt5.Umt5Config;
import org.spatialalign.engine.model.umt5.Umt5Encoder;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.Torch;
import org.spatialalign.engine.tensor.safetensors.Safetensors;

/** What the transformer is told of prompts. Each is encoded once; the encoder is open only meanwhile. */
final class PromptStates {

    private final Path model;
    private final Umt5Config config;
    private final Compute compute;
    /** States of the true tokens, [L, width], row-major. */
    private final Map<String, float[]> known = new HashMap<>();

    PromptStates(Path model, Umt5Config config, Compute compute) {
        this.model = model;
        this.config = config;
        this.compute = compute;
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
        Path weights = model.resolve(ComponentRole.TEXT_ENCODER.folder());
        try (PromptTokenizer tokenizer = PromptTokenizer.open(model.resolve(ComponentRole.TOKENIZER.folder()));
                Umt5Encoder encoder = Umt5Encoder.open(Safetensors.open(weights), config, compute.device(), true);
                NDManager host = Torch.newManager(Device.cpu())) {
            for (int i = 0; i < wanted.size(); i++) {
                cancel.check();
                listener.onProgress(Phase.ENCODING, i, wanted.size());
                try (Scope scope = Scope.open()) {
                    long[] ids = tokenizer.encode(PromptCleaning.clean(wanted.get(i)));
                    known.put(wanted.get(i), encoder.encode(ids, host, cancel).toFloatArray());
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
        float[] padded = new float[Math.multiplyExact(Workload.TEXT_TOKENS, config.width())];
        System.arraycopy(states, 0, padded, 0, states.length);
        return owner.create(padded, new Shape(1, Workload.TEXT_TOKENS, config.width()));
    }
}
