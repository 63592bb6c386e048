package org.spatialalign.engine.model.lora;

import org.spatialalign.engine.tensor.TorchGenerator;

/**
 * The first values of an adapter: B is zero, so that it changes nothing, and A is random.
 *
 * @param seed decides every number, together with the order of the modules
 */
public record LoraInitialisation(Kind kind, long seed) {

    /** Distributions of A. */
    public enum Kind {
        /** Uniform within ±1/sqrt(in), as PEFT does by default (Kaiming uniform with a = sqrt 5). */
        KAIMING_UNIFORM,

        /** Normal with the standard deviation 1/rank, PEFT's option "gaussian". */
        GAUSSIAN
    }

    /** As PEFT does by default. */
    public static LoraInitialisation kaiming(long seed) {
        return new LoraInitialisation(Kind.KAIMING_UNIFORM, seed);
    }

    /** The source of all numbers of one adapter. */
    TorchGenerator start() {
        return new TorchGenerator(seed);
    }

    LoraPair pair(long rank, long in, long out, double alpha, TorchGenerator generator) {
        int count = Math.toIntExact(rank * in);
        float[] a = kind == Kind.GAUSSIAN ? generator.normal(count) : new float[count];
        float bound = (float) (1 / Math.sqrt((double) in));
        for (int i = 0; i < count; i++) {
            a[i] = kind == Kind.GAUSSIAN ? a[i] / rank : generator.uniform() * (2 * bound) - bound;
        }
        float[] b = new float[Math.toIntExact(out * rank)];
        return new LoraPair(LoraTensor.of(a, rank, in), LoraTensor.of(b, out, rank), alpha);
    }
}
