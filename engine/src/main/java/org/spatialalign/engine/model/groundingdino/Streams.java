package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;

/**
 * What goes from layer to layer of the encoder.
 *
 * @param vision [B, tokens, width], all feature levels one after the other
 * @param text [B, L, width]
 */
record Streams(NDArray vision, NDArray text) {}
