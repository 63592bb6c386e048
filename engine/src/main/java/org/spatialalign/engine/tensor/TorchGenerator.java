package org.spatialalign.engine.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * The stream of random numbers that {@code torch.Generator(device="cpu").manual_seed(seed)} gives, draw for draw, with
 * a state that can be kept: a run with the same seed starts from the same noise as elsewhere, and a resumed run goes
 * on as if it had never stopped. Uniform numbers and integers are exact. So are normal ones as libtorch draws them on
 * x86 processors with AVX2; on others it rounds the last place differently.
 *
 * <p>For use by one thread.
 */
public final class TorchGenerator {

    private static final int BLOCK = 16;

    /** Above this, newer versions of torch take 64 bits for one integer. */
    private static final int LARGEST_BOUND = 1 << 28;

    private final MersenneTwister twister;
    /** The second of two normal numbers that were drawn together; NaN when there is none. */
    private double spare = Double.NaN;

    private TorchGenerator(MersenneTwister twister) {
        this.twister = twister;
    }

    /** Seeds above 32 bits are cut to their lower half, as in torch. */
    public TorchGenerator(long seed) {
        this(new MersenneTwister((int) seed));
    }

    /** As {@code torch.randint(bound, (), generator=...)}: 0 to bound - 1. */
    public int randint(int bound) {
        if (bound < 1 || bound >= LARGEST_BOUND) {
            throw new IllegalArgumentException("a bound is from 1 to " + (LARGEST_BOUND - 1) + ", not " + bound);
        }
        return Integer.remainderUnsigned(twister.next(), bound);
    }

    /** As one element of {@code torch.rand} in float32: 0 to below 1. */
    public float uniform() {
        return (twister.next() & 0xFFFFFF) * 0x1p-24f;
    }

    /**
     * As {@code torch.randn(shape, generator=...)} in float32.
     *
     * @return on the manager's device, its own
     */
    public NDArray normal(Shape shape, NDManager manager) {
        return manager.create(normal(Math.toIntExact(shape.size())), shape);
    }

    /** As {@code torch.randn(count, generator=...)} in float32. */
    public float[] normal(int count) {
        float[] values = new float[count];
        if (count < BLOCK) {
            for (int i = 0; i < count; i++) {
                values[i] = (float) oneNormal();
            }
            return values;
        }
        for (int i = 0; i < count; i++) {
            values[i] = uniform();
        }
        for (int start = 0; start + BLOCK <= count; start += BLOCK) {
            BoxMuller.transform(values, start);
        }
        if (count % BLOCK != 0) {
            // The last whole block is drawn anew, over numbers that were made already.
            for (int i = count - BLOCK; i < count; i++) {
                values[i] = uniform();
            }
            BoxMuller.transform(values, count - BLOCK);
        }
        return values;
    }

    /** In double precision, two at a time. */
    private double oneNormal() {
        if (!Double.isNaN(spare)) {
            double value = spare;
            spare = Double.NaN;
            return value;
        }
        double angle = 2 * Math.PI * uniformDouble();
        double radius = Math.sqrt(-2 * Math.log1p(-uniformDouble()));
        spare = radius * Math.sin(angle);
        return radius * Math.cos(angle);
    }

    private double uniformDouble() {
        long high = twister.next();
        long bits = high << 32 | (twister.next() & 0xFFFFFFFFL);
        return (bits & ((1L << 53) - 1)) * 0x1p-53;
    }

    /** All that decides the draws to come, as text of letters and digits, about 5000 characters. */
    public String state() {
        return twister.state() + ":" + (Double.isNaN(spare) ? "" : Long.toHexString(Double.doubleToLongBits(spare)));
    }

    /**
     * A generator that goes on where another was when {@link #state} was asked.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static TorchGenerator at(String state) {
        int colon = state.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("no state of a generator: it has no ':'");
        }
        TorchGenerator generator = new TorchGenerator(MersenneTwister.at(state.substring(0, colon)));
        String spare = state.substring(colon + 1);
        if (!spare.isEmpty()) {
            generator.spare = Double.longBitsToDouble(Long.parseUnsignedLong(spare, 16));
        }
        return generator;
    }
}
