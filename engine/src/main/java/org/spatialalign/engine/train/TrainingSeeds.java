package org.spatialalign.engine.train;

import org.spatialalign.engine.tensor.TorchGenerator;

/**
 * Random numbers without memory: each draw has a generator of its own, made of the run's seed and of where it is
 * needed. A resumed run therefore has nothing to restore.
 */
record TrainingSeeds(long seed) {

    /** What numbers are for; the figures tell them apart and are never changed. */
    enum Purpose {
        PAIRS(1),
        TIME(2),
        WINNER_NOISE(3),
        LOSER_NOISE(4),
        ORDER(5);

        private final int figure;

        Purpose(int figure) {
            this.figure = figure;
        }
    }

    /** @param a step, or another whole number that tells draws apart, like {@code b} */
    TorchGenerator at(Purpose purpose, long a, long b) {
        long mixed = mix(mix(mix(mix(seed) + purpose.figure) + a) + b);
        return new TorchGenerator(mixed >>> 32);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
