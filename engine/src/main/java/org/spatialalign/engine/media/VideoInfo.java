package org.spatialalign.engine.media;

/**
 * What a clip is, as it is displayed: rotation metadata is applied.
 *
 * @param width pixels
 * @param height pixels
 * @param frameRate frames per second; the average for clips of varying rate
 * @param frameCount frames that decode, counted, not taken from the file's header
 */
public record VideoInfo(int width, int height, double frameRate, int frameCount) {

    public VideoInfo {
        if (width < 1 || height < 1 || frameCount < 0 || !(frameRate > 0) || Double.isInfinite(frameRate)) {
            throw new IllegalArgumentException("not a video: " + width + "x" + height + ", " + frameRate
                    + " frames a second, " + frameCount + " frames");
        }
    }
}
