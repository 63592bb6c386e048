package org.spatialalign.engine.model.lora;

import java.util.List;

/**
 * The two matrices of one module; they add {@code alpha / rank * B A} to its weight.
 *
 * @param a [rank, in]
 * @param b [out, rank]
 * @param alpha strength, in units of the rank
 */
public record LoraPair(LoraTensor a, LoraTensor b, double alpha) {

    public LoraPair {
        if (a.shape().size() != 2
                || b.shape().size() != 2
                || !a.shape().get(0).equals(b.shape().get(1))) {
            throw new IllegalArgumentException("A of shape " + a.shape() + " and B of shape " + b.shape()
                    + " do not fit; expected [rank, in] and [out, rank]");
        }
        if (!Double.isFinite(alpha) || a.shape().get(0) < 1) {
            throw new IllegalArgumentException(
                    "alpha " + alpha + " and rank " + a.shape().get(0));
        }
    }

    public long rank() {
        return a.shape().get(0);
    }

    /** What the product of the matrices is multiplied by. */
    public double scaling() {
        return alpha / rank();
    }

    /** Shape of the weight that this changes: [out, in]. */
    public List<Long> weightShape() {
        return List.of(b.shape().get(0), a.shape().get(1));
    }

    /** The same effect with {@code alpha} equal to the rank, for programs that know of no alpha. */
    LoraPair folded() {
        return new LoraPair(a, b.times(scaling()), rank());
    }
}
