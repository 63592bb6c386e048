package org.spatialalign.engine.media;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A whole clip in memory, so that every step, backwards too, is instant. Immutable; any thread. The pictures live
 * outside the Java heap and go when the clip is no longer reachable.
 */
public final class Clip {

    private final VideoInfo info;
    private final List<Frame> frames;

    private Clip(VideoInfo info, List<Frame> frames) {
        this.info = info;
        this.frames = List.copyOf(frames);
    }

    /**
     * A clip of frames that are there already.
     *
     * @param info size and rate of the source, with as many frames as there are
     * @param frames at least one, with indices 0, 1, 2, ..., all of one size, which may be smaller than the source's
     */
    public static Clip of(VideoInfo info, List<Frame> frames) {
        if (frames.isEmpty() || frames.size() != info.frameCount()) {
            throw new IllegalArgumentException(frames.size() + " frames given, " + info.frameCount() + " announced");
        }
        Frame first = frames.get(0);
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            if (frame.index() != i || frame.width() != first.width() || frame.height() != first.height()) {
                throw new IllegalArgumentException("frame " + i + " does not fit the others: " + frame);
            }
        }
        return new Clip(info, frames);
    }

    /** Size and rate of the source; the frames may have been decoded smaller. */
    public VideoInfo info() {
        return info;
    }

    public int frameCount() {
        return frames.size();
    }

    public Frame frame(int index) {
        return frames.get(index);
    }

    public List<Frame> frames() {
        return frames;
    }

    /** Whether both have the same pixels in every frame, at the same size and rate. */
    public boolean showsTheSameAs(Clip other) {
        return info.equals(other.info)
                && IntStream.range(0, frames.size())
                        .allMatch(i -> frame(i).bgra().equals(other.frame(i).bgra()));
    }

    /** Decoded width divided by the source's width: what a box in source pixels is multiplied with. */
    public double scale() {
        return (double) frames.get(0).width() / info.width();
    }
}
