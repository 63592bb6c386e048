package org.spatialalign.engine.prefer;

/**
 * So many of so many, with Wilson's score interval (E. B. Wilson, 1927), which stays within [0, 1] and is right for small
 * numbers too.
 */
public record Proportion(int count, int total) {

    /** The 97.5 % point of the normal distribution. */
    private static final double Z95 = 1.959963984540054;

    public Proportion {
        if (count < 0 || count > total) {
            throw new IllegalArgumentException(count + " of " + total);
        }
    }

    /** NaN when there are none at all. */
    public double share() {
        return total == 0 ? Double.NaN : count / (double) total;
    }

    /** Lower end of the 95 % interval; 0 when there are none at all. */
    public double low() {
        return total == 0 ? 0 : Math.max(0, (count + Z95 * Z95 / 2 - reach()) / (total + Z95 * Z95));
    }

    /** Upper end of the 95 % interval; 1 when there are none at all. */
    public double high() {
        return total == 0 ? 1 : Math.min(1, (count + Z95 * Z95 / 2 + reach()) / (total + Z95 * Z95));
    }

    private double reach() {
        return Z95 * Math.sqrt(count * (double) (total - count) / total + Z95 * Z95 / 4);
    }
}
