package org.spatialalign.engine.model.lora;

/** Families of programs, by how they name an adapter's parameters. */
public enum LoraFormat {
    /** {@code base_model.model.blocks.0.attn2.to_k.lora_A.weight}, strength in adapter_config.json. */
    PEFT("adapter_model.safetensors"),

    /** {@code transformer.blocks.0.attn2.to_k.lora_A.weight}, strength in the metadata. */
    DIFFUSERS("pytorch_lora_weights.safetensors"),

    /** {@code blocks.0.cross_attn.k.lora_A.default.weight}, strength unknown; the paper's files are of this form. */
    DIFFSYNTH("lora.safetensors"),

    /** {@code diffusion_model.blocks.0.cross_attn.k.lora_A.weight}, strength in {@code .alpha}. */
    COMFYUI("lora.safetensors"),

    /** {@code lora_unet_blocks_0_cross_attn_k.lora_down.weight}, strength in {@code .alpha}; musubi-tuner's too. */
    KOHYA("lora.safetensors");

    private final String fileName;

    LoraFormat(String fileName) {
        this.fileName = fileName;
    }

    /** The name these programs look for in a folder. */
    public String fileName() {
        return fileName;
    }
}
