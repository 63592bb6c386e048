package org.spatialalign.engine.model.wan;

import java.util.List;
import java.util.Map;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * The numbers that make a Wan text-to-video transformer, under the meanings of {@code transformer/config.json} in the
 * repositories of diffusers. Read it with {@link WanConfigFile}.
 *
 * @param patch latents per token along time, height and width
 * @param heads of every attention
 * @param headDim channels of one head; even
 * @param inChannels of the latents that go in
 * @param outChannels of the velocity that comes out
 * @param textDim width of the text encoder's states
 * @param freqDim width of the timestep's sinusoids; even
 * @param ffnDim hidden width of the feed-forward network
 * @param layers number of blocks
 * @param eps of every norm
 * @param maxPositions longest axis of the token grid
 */
public record WanTransformerConfig(
        List<Integer> patch,
        int heads,
        int headDim,
        int inChannels,
        int outChannels,
        int textDim,
        int freqDim,
        int ffnDim,
        int layers,
        double eps,
        int maxPositions) {

    public WanTransformerConfig {
        patch = List.copyOf(patch);
        boolean sound = patch.size() == 3 && patch.stream().allMatch(size -> size > 0);
        for (int size : new int[] {heads, headDim, inChannels, outChannels, textDim, freqDim, ffnDim, layers}) {
            sound &= size > 0;
        }
        // A head is cut into rotary pairs of three axes, each with at least one.
        if (!sound || headDim < 6 || headDim % 2 != 0 || freqDim % 2 != 0 || !(eps > 0) || maxPositions < 1) {
            throw new IllegalArgumentException("no sizes of a transformer: patch " + patch + ", " + heads
                    + " heads of " + headDim + ", channels " + inChannels + " and " + outChannels + ", text " + textDim
                    + ", frequencies " + freqDim + ", feed-forward " + ffnDim + ", " + layers + " layers, eps " + eps);
        }
    }

    /** Channels of a token. */
    public int dim() {
        return heads * headDim;
    }

    /** Numbers in the patch of latents behind one token. */
    public int patchVolume() {
        return patch.get(0) * patch.get(1) * patch.get(2);
    }

    /**
     * The grid of tokens for latents of this size.
     *
     * @throws WorkbenchException when a size is not a multiple of the patch's, or an axis is too long
     */
    public TokenGrid grid(long frames, long height, long width) throws WorkbenchException {
        return new TokenGrid(
                tokens("frames", frames, patch.get(0)),
                tokens("height", height, patch.get(1)),
                tokens("width", width, patch.get(2)));
    }

    private int tokens(String axis, long size, int step) throws WorkbenchException {
        if (size < step || size % step != 0 || size / step > maxPositions) {
            throw new WorkbenchException("latent " + axis + " of " + size + "; the transformer takes multiples of "
                    + step + " from " + step + " to " + (long) step * maxPositions);
        }
        return (int) (size / step);
    }

    /** Every parameter by its name in diffusers, with its shape, in the order of the model. */
    public Map<String, List<Long>> parameterShapes() {
        return WanParameters.shapes(this);
    }

    /** How many numbers the parameters are. */
    public long parameterCount() {
        return parameterShapes().values().stream()
                .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
                .sum();
    }
}
