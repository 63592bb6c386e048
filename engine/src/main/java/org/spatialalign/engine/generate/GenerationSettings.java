package org.spatialalign.engine.generate;

import org.spatialalign.engine.core.WorkbenchException;

/**
 * How clips are made, apart from model, prompt and seed.
 *
 * @param negativePrompt what to steer away from; may be empty
 * @param steps of the sampler, at least 1
 * @param shift of the schedule towards noise; 1 leaves it even
 * @param guidance weight of the difference between the two predictions; 1 leaves the second one out
 * @param frameRate frames per second of the file
 * @param roundedTimesteps whether Euler tells the network the time rounded to bfloat16, as the paper's LoRA was
 *     trained; UniPC's times are whole numbers anyway
 */
public record GenerationSettings(
        VideoSize size,
        SamplerKind sampler,
        int steps,
        double shift,
        double guidance,
        String negativePrompt,
        double frameRate,
        boolean roundedTimesteps,
        EightBit eightBit) {

    /** The paper's own negative prompt. */
    public static final String NEGATIVE_PROMPT =
            "Bright tones, overexposed, static, blurred details, subtitles, style, works, paintings, images, static,"
                    + " overall gray, worst quality, low quality, JPEG compression residue, ugly, incomplete, extra fingers,"
                    + " poorly drawn hands, poorly drawn faces, deformed, disfigured, misshapen limbs, fused fingers, still"
                    + " picture, messy background, three legs, many people in the background, walking backwards";

    /** Everything as the paper has it. */
    public static final GenerationSettings PAPER = new GenerationSettings(
            VideoSize.PAPER, SamplerKind.EULER, 50, 5, 5, NEGATIVE_PROMPT, 16, true, EightBit.DIFFSYNTH);

    private static final int MOST_STEPS = 1000;

    /** @throws WorkbenchException naming the first setting that cannot be */
    public void check() throws WorkbenchException {
        require(steps >= 1 && steps <= MOST_STEPS, "steps", steps, "a number from 1 to " + MOST_STEPS);
        require(shift > 0 && shift <= 100, "shift", shift, "a number above 0, up to 100");
        require(guidance >= 0 && guidance <= 100, "guidance", guidance, "a number from 0 to 100");
        require(frameRate > 0 && frameRate <= 240, "frame rate", frameRate, "frames per second above 0, up to 240");
    }

    private static void require(boolean right, String what, double value, String expected) throws WorkbenchException {
        if (!right) {
            throw new WorkbenchException(what + " is " + value + "; expected " + expected);
        }
    }

    /** Whether each step needs the network twice. */
    public boolean guided() {
        return guidance != 1;
    }

    public GenerationSettings withSize(VideoSize changed) {
        return new GenerationSettings(
                changed, sampler, steps, shift, guidance, negativePrompt, frameRate, roundedTimesteps, eightBit);
    }
}
