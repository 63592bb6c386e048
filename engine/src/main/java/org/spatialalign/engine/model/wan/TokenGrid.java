package org.spatialalign.engine.model.wan;

/** Tokens along time, height and width. Token n is at time n / (height * width); width runs fastest. */
public record TokenGrid(int frames, int height, int width) {

    public TokenGrid {
        if (frames < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("no grid of tokens: " + frames + " x " + height + " x " + width);
        }
    }

    /** All of them. */
    public int tokens() {
        return Math.multiplyExact(Math.multiplyExact(frames, height), width);
    }
}
