package org.spatialalign.engine.detect;

/**
 * What a detection may vary; part of its recipe.
 *
 * @param boxThreshold a box counts when its likeness to some token of the text is above this, in (0, 1)
 * @param textThreshold a token belongs to a box's label when their likeness is above this, in (0, 1)
 */
public record DetectorOptions(double boxThreshold, double textThreshold) {

    /** The paper's. */
    public static final DetectorOptions DEFAULT = new DetectorOptions(0.4, 0.3);

    public DetectorOptions {
        check("box", boxThreshold);
        check("text", textThreshold);
    }

    private static void check(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "the " + name + " threshold is " + value + "; expected a number between 0 and 1");
        }
    }
}
