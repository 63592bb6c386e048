package org.spatialalign.engine.model.groundingdino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/**
 * A text that has been read, to be looked for in any number of pictures. Closing it frees it.
 *
 * @param features [B, L, width]
 * @param positions [B, L, width], waves of where in its phrase each token stands
 * @param mask [B, 1, L, L], added to scores of a text with itself
 * @param hidden [B, 1, 1, L], added to scores over the text: minus infinity for what only fills up; null when nothing
 *     does
 */
public record EncodedText(
        NDManager manager, NDArray features, NDArray positions, NDArray mask, @Nullable NDArray hidden)
        implements AutoCloseable {

    /** Tokens of a row. */
    public int length() {
        return (int) features.getShape().get(1);
    }

    @Override
    public void close() {
        manager.close();
    }
}
