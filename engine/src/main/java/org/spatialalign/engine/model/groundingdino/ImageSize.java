package org.spatialalign.engine.model.groundingdino;

/** Pixels of a picture. */
public record ImageSize(int height, int width) {

    public ImageSize {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("no picture has " + width + "x" + height + " pixels");
        }
    }
}
