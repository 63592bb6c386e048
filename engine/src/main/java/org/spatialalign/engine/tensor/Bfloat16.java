package org.spatialalign.engine.tensor;

/** The sixteen-bit type with float32's exponent, on plain numbers. */
public final class Bfloat16 {

    private Bfloat16() {}

    /** The nearest number of eight significant bits; of two equally near ones the even. */
    public static float round(float value) {
        if (Float.isNaN(value)) {
            return value;
        }
        int bits = Float.floatToRawIntBits(value);
        int half = 0x7fff + ((bits >>> 16) & 1);
        return Float.intBitsToFloat((bits + half) & 0xffff0000);
    }
}
