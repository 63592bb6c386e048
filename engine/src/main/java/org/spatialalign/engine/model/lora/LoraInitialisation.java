package org.spatialalign.engine.model.lora;

import java.util.Random;

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
    Random start() {
        return new Random(seed);
    }

    LoraPair pair(long rank, long in, long out, double alpha, Random random) {
        float[] a = new float[Math.toIntExact(rank * in)];
        for (int i = 0; i < a.length; i++) {
            a[i] = switch (kind) {
                case KAIMING_UNIFORM -> (float) ((2 * random.nextDouble() - 1) / Math.sqrt((double) in));
                case GAUSSIAN -> (float) (random.nextGaussian() / rank);
            };
        }
        float[] b = new float[Math.toIntExact(out * rank)];
        return new LoraPair(LoraTensor.of(a, rank, in), LoraTensor.of(b, out, rank), alpha);
    }
}
