package org.spatialalign.engine.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.EightBit;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.SamplerKind;
import org.spatialalign.engine.generate.VideoSize;
import picocli.CommandLine.Option;

/** The options by which clips are described; those of the paper by default. */
final class GenerationOptions {

    @Option(names = "--frames", paramLabel = "N", description = "Frames; default ${DEFAULT-VALUE}.")
    private int frames = VideoSize.PAPER.frames();

    @Option(names = "--size", paramLabel = "WxH", description = "Width x height in pixels; default ${DEFAULT-VALUE}.")
    private String size = VideoSize.PAPER.width() + "x" + VideoSize.PAPER.height();

    @Option(names = "--steps", paramLabel = "N", description = "Steps of the sampler; default ${DEFAULT-VALUE}.")
    private int steps = GenerationSettings.PAPER.steps();

    @Option(names = "--shift", paramLabel = "S", description = "Shift of the schedule; default ${DEFAULT-VALUE}.")
    private double shift = GenerationSettings.PAPER.shift();

    @Option(names = "--guidance", paramLabel = "G", description = "Guidance; 1 is none; default ${DEFAULT-VALUE}.")
    private double guidance = GenerationSettings.PAPER.guidance();

    @Option(names = "--sampler", paramLabel = "NAME", description = "euler or unipc; default ${DEFAULT-VALUE}.")
    private SamplerKind sampler = GenerationSettings.PAPER.sampler();

    @Option(names = "--negative", paramLabel = "TEXT", description = "Negative prompt; the paper's by default.")
    private String negative = GenerationSettings.NEGATIVE_PROMPT;

    @Option(names = "--fps", paramLabel = "F", description = "Frames per second; default ${DEFAULT-VALUE}.")
    private double frameRate = GenerationSettings.PAPER.frameRate();

    @Option(
            names = "--exact-timesteps",
            description = "Tell the network the times as they are, not rounded to bfloat16 as in the paper.")
    private boolean exactTimesteps;

    @Option(
            names = "--eight-bit",
            paramLabel = "RULE",
            description = "How numbers become bytes: diffsynth or diffusers; default ${DEFAULT-VALUE}.")
    private EightBit eightBit = GenerationSettings.PAPER.eightBit();

    @Option(names = "--device", paramLabel = "NAME", description = "auto, cpu or gpu; default ${DEFAULT-VALUE}.")
    private ComputeChoice device = ComputeChoice.AUTO;

    @Option(names = "--lora", paramLabel = "FILE", description = "LoRA on the transformer: safetensors or .ckpt.")
    private @Nullable Path lora;

    @Option(
            names = "--lora-scale",
            paramLabel = "S",
            description = "Multiplier on top of the LoRA's own scaling; default ${DEFAULT-VALUE}.")
    private double loraScale = 1;

    GenerationSettings settings() throws WorkbenchException {
        GenerationSettings settings = new GenerationSettings(
                VideoSize.parse(size, frames),
                sampler,
                steps,
                shift,
                guidance,
                negative,
                frameRate,
                !exactTimesteps,
                eightBit);
        settings.check();
        return settings;
    }

    ComputeChoice device() {
        return device;
    }

    @Nullable
    Path lora() {
        return lora;
    }

    double loraScale() {
        return loraScale;
    }
}
