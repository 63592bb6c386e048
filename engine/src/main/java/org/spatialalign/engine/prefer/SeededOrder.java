package org.spatialalign.engine.prefer;

/** A number for a text that looks random, and is the same on every machine. */
final class SeededOrder {

    private SeededOrder() {}

    /** FNV-1a over the texts, each closed by a mark, then the last step of SplitMix64 with the seed. */
    static long of(long seed, String... texts) {
        long hash = 0xcbf29ce484222325L;
        for (String text : texts) {
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            }
            hash = (hash ^ 0x1ffff) * 0x100000001b3L;
        }
        long z = hash + (seed + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
