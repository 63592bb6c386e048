package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Numbers as waves of falling frequency, sine and cosine in turn. */
final class Sinusoid {

    private Sinusoid() {}

    /** Angular frequency of each of {@code features} numbers; two neighbours share one. */
    static double[] frequencies(int features, double temperature) {
        double[] frequencies = new double[features];
        for (int i = 0; i < features; i++) {
            int even = i - i % 2;
            frequencies[i] = 2 * Math.PI / Math.pow(temperature, (double) even / features);
        }
        return frequencies;
    }

    /** Sine at even places, cosine at odd ones. */
    static float wave(double value, double frequency, int place) {
        double angle = value * frequency;
        return (float) (place % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
    }

    /**
     * Waves of a tensor's numbers.
     *
     * @param x [..., n]
     * @return [..., n * features]
     */
    static NDArray of(NDArray x, int features, double temperature) {
        NDManager manager = x.getManager();
        double[] frequencies = frequencies(features, temperature);
        float[] factor = new float[features];
        float[] phase = new float[features];
        for (int i = 0; i < features; i++) {
            factor[i] = (float) frequencies[i];
            // A cosine is a sine a quarter turn on.
            phase[i] = i % 2 == 0 ? 0 : (float) (Math.PI / 2);
        }
        NDArray angles = x.expandDims(-1).mul(manager.create(factor)).add(manager.create(phase));
        Shape shape = x.getShape();
        long last = shape.get(shape.dimension() - 1);
        return angles.sin().reshape(shape.slice(0, shape.dimension() - 1).add(last * features));
    }
}
