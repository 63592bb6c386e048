package org.spatialalign.engine.model.wan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.model.wan.VaePlan.Part;
import org.spatialalign.engine.model.wan.VaePlan.Stage;

/**
 * How many bytes a video takes while it is encoded or decoded, beside the weights: what the layers remember from chunk
 * to chunk, what the widest layer computes with, and with tiling the tiles that wait to be joined. Worked out from the
 * sizes of the network; on a CPU the measured peak was a sixth below it at 256x256.
 */
public final class VaeMemory {

    private static final int FLOAT = 4;

    /** Frames that a convolution over time looks back to. */
    private static final int PAST = 2;

    /** Freed blocks of small pictures that the system's allocator does not give back. */
    private static final long OVERHEAD = 512L << 20;

    private final VaeConfig config;
    private final int matrixBytes;

    /** @param matrixBytes of one number of the weights: 4, or 2 in half precision */
    public VaeMemory(VaeConfig config, int matrixBytes) {
        this.config = config;
        this.matrixBytes = matrixBytes;
    }

    /** Bytes of the weights. */
    public long weights() {
        return matrixBytes
                * config.parameterShapes().values().stream()
                        .mapToLong(shape -> shape.stream().reduce(1L, (a, b) -> a * b))
                        .sum();
    }

    /**
     * To decode one video whose frames are handed out as they are ready.
     *
     * @param tiling null for none
     */
    public long decode(int frames, int height, int width, @Nullable VaeTiling tiling) {
        int h = side(tiling, height, width, height);
        int w = side(tiling, height, width, width);
        int by = config.spatialFactor();
        long waiting = tiling != null && tiling.needed(height, width)
                ? waiting(tiling, (long) VaeConfig.RGB * frames, height, width)
                : 0;
        return OVERHEAD + waiting + run(VaePlan.of(config).decoder(), config.latentFrames(frames), 1, h / by, w / by);
    }

    /**
     * To encode one video, frames of which are taken as they are needed.
     *
     * @param tiling null for none
     */
    public long encode(int frames, int height, int width, @Nullable VaeTiling tiling) {
        int chunk = frames == 1 ? 1 : config.temporalFactor();
        long latents = config.latentFrames(frames);
        int h = side(tiling, height, width, height);
        int w = side(tiling, height, width, width);
        return OVERHEAD + run(VaePlan.of(config).encoder(), latents, chunk, h, w);
    }

    private static int side(@Nullable VaeTiling tiling, int height, int width, int side) {
        return tiling != null && tiling.needed(height, width) ? Math.min(tiling.tile(), side) : side;
    }

    /** Two rows of tiles and the joined result. */
    private static long waiting(VaeTiling tiling, long planes, long height, long width) {
        long tilesWidth = width * tiling.tile() / tiling.stride();
        return FLOAT * planes * (2L * tiling.tile() * tilesWidth + 2 * height * width);
    }

    /** Memories of all layers and the most that one layer holds at a time. */
    private long run(List<Stage> stages, long latents, long frames, long height, long width) {
        long remembered = 0;
        long largest = 0;
        long f = frames;
        long h = height;
        long w = width;
        for (Stage stage : stages) {
            for (Part part : stage.parts()) {
                long picture = h * w;
                boolean up = part.kind() == VaePlan.Kind.UP || part.kind() == VaePlan.Kind.UP_TIME;
                boolean down = part.kind() == VaePlan.Kind.DOWN || part.kind() == VaePlan.Kind.DOWN_TIME;
                if (part.kind() == VaePlan.Kind.UP_TIME && latents > 1) {
                    f *= 2;
                }
                remembered += (long) matrixBytes * PAST * picture * rememberedChannels(part);
                largest = Math.max(largest, held(part, f, picture));
                if (part.kind() == VaePlan.Kind.DOWN_TIME && f > 1) {
                    f /= 2;
                }
                h = up ? 2 * h : down ? h / 2 : h;
                w = up ? 2 * w : down ? w / 2 : w;
            }
        }
        return remembered + largest;
    }

    private static long rememberedChannels(Part part) {
        return switch (part.kind()) {
            case CONVOLUTION, HEAD, UP_TIME -> part.in();
            case RESIDUAL -> part.in() + part.out();
            case DOWN_TIME -> (part.in() + 1) / 2;
            case ATTENTION, DOWN, UP -> 0;
        };
    }

    /** Input, what goes into the convolution, its result, and the library's copies of the last two in its own layout. */
    private long held(Part part, long frames, long picture) {
        long in = part.in() * frames * picture;
        long out = part.out() * frames * picture;
        return switch (part.kind()) {
            case CONVOLUTION, HEAD, RESIDUAL -> {
                long before = Math.max(part.in(), part.kind() == VaePlan.Kind.RESIDUAL ? part.out() : 0);
                yield FLOAT * (in + 2 * out + 2 * before * (frames + PAST) * picture);
            }
            case ATTENTION -> FLOAT * 8 * in;
            case DOWN, DOWN_TIME -> FLOAT * (3 * in + out / 2);
            case UP, UP_TIME -> FLOAT * (in + 4 * (2 * in + 2 * out));
        };
    }
}
