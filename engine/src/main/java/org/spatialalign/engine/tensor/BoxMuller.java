package org.spatialalign.engine.tensor;

/**
 * Turns uniform numbers into normal ones (Box and Muller 1958) with the roundings of libtorch's kernel for AVX2: single
 * precision throughout, logarithm, sine and cosine by the polynomials of the Cephes library (Moshier), products and
 * sums fused as its compiler fuses them.
 */
final class BoxMuller {

    private static final int HALF_BLOCK = 8;

    private static final float TWO_PI = (float) (2 * Math.PI);
    private static final float FOUR_OVER_PI = (float) (4 / Math.PI);

    /** log(1 + x) / x^3 beyond its first terms, highest power first. */
    private static final float[] LOG = {
        0.070376836f,
        -0.1151461f,
        0.116769984f,
        -0.12420141f,
        0.14249323f,
        -0.16668057f,
        0.20000714f,
        -0.24999994f,
        0.3333333f
    };

    private static final float[] SIN = {-0.00019515296f, 0.008332161f, -0.16666655f};
    private static final float[] COS = {0.000024433157f, -0.0013887316f, 0.041666646f};

    /** log 2 and pi / 4 in parts, so that products with small integers are exact. */
    private static final float LOG2_HIGH = 0.6933594f;

    private static final float LOG2_LOW = -2.12194440e-4f;
    private static final float[] QUARTER_PI = {0.78515625f, 0.00024187565f, 3.774895e-8f};

    private BoxMuller() {}

    /** Sixteen uniform numbers, from {@code start}: the first eight make the radii, the others the angles. */
    static void transform(float[] values, int start) {
        for (int i = start; i < start + HALF_BLOCK; i++) {
            float radius = (float) Math.sqrt(-2 * log(1 - values[i]));
            float angle = TWO_PI * values[i + HALF_BLOCK];
            int octant = ((int) (angle * FOUR_OVER_PI) + 1) & ~1;
            float x = angle;
            for (float part : QUARTER_PI) {
                x = fma(octant, -part, x);
            }
            float sine = sine(x);
            float cosine = cosine(x);
            boolean swap = (octant & 2) != 0;
            float sin = swap ? cosine : sine;
            float cos = swap ? sine : cosine;
            values[i] = radius * ((octant + 2 & 4) == 0 ? cos : -cos);
            values[i + HALF_BLOCK] = radius * ((octant & 4) == 0 ? sin : -sin);
        }
    }

    /** @param value above 0, at most 1 */
    private static float log(float value) {
        int exponent = Math.getExponent(value) + 1;
        float x = Math.scalb(value, -exponent);
        if (x < (float) Math.sqrt(0.5)) {
            exponent--;
            x += x;
        }
        x -= 1;
        float square = x * x;
        float y = polynomial(LOG, x) * x;
        y = fma(y, square, exponent * LOG2_LOW);
        y = fma(-0.5f, square, y);
        return fma(exponent, LOG2_HIGH, x + y);
    }

    private static float sine(float x) {
        float square = x * x;
        return fma(polynomial(SIN, square) * square, x, x);
    }

    private static float cosine(float x) {
        float square = x * x;
        return fma(polynomial(COS, square) * square, square, -0.5f * square) + 1;
    }

    private static float polynomial(float[] coefficients, float x) {
        float sum = coefficients[0];
        for (int i = 1; i < coefficients.length; i++) {
            sum = fma(sum, x, coefficients[i]);
        }
        return sum;
    }

    /** Rounded once but for rare halves: a product of floats is exact in double precision. */
    private static float fma(float a, float b, float c) {
        return (float) ((double) a * b + c);
    }
}
