package org.spatialalign.engine.generate;

import org.spatialalign.engine.core.WorkbenchException;

/**
 * Which sizes a model can make: height and width are multiples of what the autoencoder and the transformer's patches
 * divide them by, and the first frame stands alone before groups of the autoencoder's length in time.
 *
 * @param space 16 for Wan 2.1: eightfold compression, patches of two
 * @param time 4 for Wan 2.1
 */
public record SizeRule(int space, int time) {

    public SizeRule {
        if (space < 1 || time < 1) {
            throw new IllegalArgumentException("no rule: " + space + ", " + time);
        }
    }

    public boolean allows(VideoSize size) {
        return size.height() % space == 0 && size.width() % space == 0 && (size.frames() - 1) % time == 0;
    }

    /** The allowed size that is closest in each of its three numbers; of two equally close the smaller. */
    public VideoSize nearest(VideoSize size) {
        return new VideoSize(
                1 + time * Math.max(0, below((size.frames() - 1), time)),
                space * Math.max(1, below(size.height(), space)),
                space * Math.max(1, below(size.width(), space)));
    }

    /** How many whole steps come closest; half a step goes down. */
    private static int below(int size, int step) {
        return (2 * size + step - 1) / (2 * step);
    }

    /** @throws WorkbenchException naming what is wrong and the nearest size that is right */
    public void check(VideoSize size) throws WorkbenchException {
        if (allows(size)) {
            return;
        }
        throw new WorkbenchException(size.words() + " cannot be made by this model: "
                + ((size.frames() - 1) % time == 0
                        ? ""
                        : "frames must be " + time + "k+1 (1, " + (time + 1) + ", " + (2 * time + 1) + ", ...); ")
                + (size.height() % space == 0 && size.width() % space == 0
                        ? ""
                        : "width and height must be multiples of " + space + "; ")
                + "the nearest is " + nearest(size).words());
    }
}
