package org.spatialalign.engine.generate;

import java.util.Arrays;
import java.util.Optional;

/** The parts of a text-to-video model, by their folders in the published layout. */
public enum ComponentRole {
    TRANSFORMER("transformer", "WanTransformer3DModel", "video transformer"),
    VAE("vae", "AutoencoderKLWan", "video autoencoder"),
    TEXT_ENCODER("text_encoder", "UMT5EncoderModel", "text encoder"),
    TOKENIZER("tokenizer", "T5TokenizerFast", "tokenizer"),
    SCHEDULER("scheduler", "UniPCMultistepScheduler", "sampler's settings");

    private final String folder;
    private final String className;
    private final String words;

    ComponentRole(String folder, String className, String words) {
        this.folder = folder;
        this.className = className;
        this.words = words;
    }

    public String folder() {
        return folder;
    }

    /** The class of diffusers or transformers that it is published for. */
    public String className() {
        return className;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Whether it is made of tensors. */
    public boolean hasWeights() {
        return this == TRANSFORMER || this == VAE || this == TEXT_ENCODER;
    }

    static Optional<ComponentRole> ofClass(String className) {
        return Arrays.stream(values())
                .filter(role -> role.className.equals(className))
                .findFirst();
    }
}
