package org.spatialalign.engine.model.umt5;

/** How far apart two tokens are, in classes that grow with the distance (Raffel et al., 2020, section 2.1). */
final class RelativePositions {

    private RelativePositions() {}

    /**
     * The class of a distance: half of them for keys after the query, half for the others; in each half one class per
     * distance up to a quarter of all, then logarithmically wider ones. Single precision, as in training: at class
     * borders the rounding decides.
     */
    static int bucket(int keyMinusQuery, int buckets, int maxDistance) {
        int half = buckets / 2;
        int exact = half / 2;
        int base = keyMinusQuery > 0 ? half : 0;
        int distance = Math.abs(keyMinusQuery);
        if (distance < exact) {
            return base + distance;
        }
        float share = (float) Math.log((float) distance / exact) / (float) Math.log((double) maxDistance / exact);
        int wider = exact + (int) (share * (half - exact));
        return base + Math.min(half - 1, wider);
    }

    /** Classes of all pairs: [query][key], flat. */
    static long[] buckets(int length, Umt5Config config) {
        long[] byDistance = new long[2 * length - 1];
        for (int d = 0; d < byDistance.length; d++) {
            byDistance[d] = bucket(d - length + 1, config.buckets(), config.maxDistance());
        }
        long[] pairs = new long[length * length];
        for (int query = 0; query < length; query++) {
            System.arraycopy(byDistance, length - 1 - query, pairs, query * length, length);
        }
        return pairs;
    }
}
