package org.spatialalign.engine.media;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.media.MediaProblem.Kind;

/**
 * Decodes whole clips. Frame i is the i-th picture that ffmpeg and OpenCV give. Stateless; any thread, several at a
 * time; never the window's thread.
 */
public final class ClipDecoder {

    /** A clip must leave room for a second one beside it. */
    private static final long MAX_CLIP_BYTES = 2L << 30;

    public ClipDecoder() {}

    /**
     * Reads all frames into memory.
     *
     * @return the frames; of a damaged file those before the break, together with the problem
     * @throws MediaException when there is not a single frame, or too many, or they would not fit into memory
     * @throws CancelledException at most one frame after somebody asked for it
     */
    public DecodedClip decode(Path file, DecodeOptions options, Progress.Listener progress, CancelToken cancel)
            throws MediaException, CancelledException {
        try (FrameReader reader = FrameReader.open(file)) {
            int width = scaledWidth(reader, options);
            int height = scaledHeight(reader, width);
            boolean upright = reader.quarterTurns() % 2 == 0;
            long announced = reader.announcedFrames();
            checkLimits(reader, options.maxFrames(), width, height, announced);
            String name = String.valueOf(file.getFileName());
            List<Frame> frames = new ArrayList<>();
            try (FrameConverter converter =
                    new FrameConverter(upright ? width : height, upright ? height : width, reader.quarterTurns())) {
                cancel.check();
                while (reader.next()) {
                    checkLimits(reader, options.maxFrames(), width, height, frames.size() + 1);
                    ByteBuffer pixels = ByteBuffer.allocateDirect(4 * width * height);
                    converter.convert(reader.current(), pixels);
                    frames.add(new Frame(frames.size(), width, height, pixels));
                    progress.report(frames.size(), Math.max(announced, frames.size()), "frames", name);
                    cancel.check();
                }
            } catch (OutOfMemoryError e) {
                // Direct memory is limited apart from the heap; the process itself is sound.
                frames.clear();
                throw new MediaException(tooLarge(reader, width, height, Math.max(announced, 1)), e);
            }
            VideoInfo info = info(reader);
            return new DecodedClip(Clip.of(info, frames), problem(reader));
        }
    }

    /**
     * Only the first frame, to have something to show while the rest is decoded.
     *
     * @throws MediaException when there is not a single frame
     */
    public Frame first(Path file, DecodeOptions options) throws MediaException {
        try (FrameReader reader = FrameReader.open(file)) {
            int width = scaledWidth(reader, options);
            int height = scaledHeight(reader, width);
            boolean upright = reader.quarterTurns() % 2 == 0;
            checkLimits(reader, Integer.MAX_VALUE, width, height, 1);
            try (FrameConverter converter =
                    new FrameConverter(upright ? width : height, upright ? height : width, reader.quarterTurns())) {
                if (!reader.next()) {
                    // Names what is wrong.
                    info(reader);
                }
                ByteBuffer pixels = ByteBuffer.allocateDirect(4 * width * height);
                converter.convert(reader.current(), pixels);
                return new Frame(0, width, height, pixels);
            }
        }
    }

    /**
     * Counts the frames by decoding them, without keeping any.
     *
     * @throws MediaException when the clip could not be decoded either
     */
    public ProbedClip probe(Path file) throws MediaException {
        try (FrameReader reader = FrameReader.open(file)) {
            int maxFrames = DecodeOptions.FULL.maxFrames();
            int width = reader.displayWidth();
            int height = reader.displayHeight();
            checkLimits(reader, maxFrames, width, height, reader.announcedFrames());
            while (reader.next()) {
                checkLimits(reader, maxFrames, width, height, reader.framesRead());
            }
            return new ProbedClip(info(reader), problem(reader));
        }
    }

    /**
     * One picture of a clip, without keeping the others; the last one that decodes when the clip is shorter.
     *
     * @param index zero-based
     * @param maxWidth as in {@link DecodeOptions}
     * @throws MediaException when there is not a single frame
     * @throws CancelledException at most one frame after somebody asked for it
     */
    public Frame still(Path file, int index, int maxWidth, CancelToken cancel)
            throws MediaException, CancelledException {
        try (FrameReader reader = FrameReader.open(file)) {
            int width = scaledWidth(reader, new DecodeOptions(maxWidth, DecodeOptions.FULL.maxFrames()));
            int height = scaledHeight(reader, width);
            checkLimits(reader, 1, width, height, 1);
            boolean upright = reader.quarterTurns() % 2 == 0;
            ByteBuffer pixels = ByteBuffer.allocateDirect(4 * width * height);
            try (FrameConverter converter =
                    new FrameConverter(upright ? width : height, upright ? height : width, reader.quarterTurns())) {
                int read = 0;
                // Each picture is converted, since the reader forgets the last one when it finds the end.
                while (read <= index && reader.next()) {
                    converter.convert(reader.current(), pixels.clear());
                    read++;
                    cancel.check();
                }
                info(reader);
                return new Frame(read - 1, width, height, pixels.clear());
            }
        }
    }

    private static VideoInfo info(FrameReader reader) throws MediaException {
        if (reader.framesRead() == 0) {
            String why = reader.brokeOff() ? "breaks off or is damaged before its first frame" : "has no frames";
            throw new MediaException(new MediaProblem(
                    reader.brokeOff() ? Kind.TRUNCATED : Kind.NO_FRAMES,
                    reader.file() + " " + why + ". Copy or make it again."));
        }
        return new VideoInfo(reader.displayWidth(), reader.displayHeight(), reader.frameRate(), reader.framesRead());
    }

    private static Optional<MediaProblem> problem(FrameReader reader) {
        if (!reader.brokeOff()) {
            return Optional.empty();
        }
        long announced = reader.announcedFrames();
        String of = announced > reader.framesRead() ? " of " + announced : "";
        return Optional.of(new MediaProblem(
                Kind.TRUNCATED,
                reader.file() + " breaks off or is damaged after frame " + (reader.framesRead() - 1) + ": "
                        + reader.framesRead() + of + " frames could be read. Work with these, or copy or make the file"
                        + " again."));
    }

    private static int scaledWidth(FrameReader reader, DecodeOptions options) {
        int width = reader.displayWidth();
        return options.maxWidth() == 0 ? width : Math.min(width, options.maxWidth());
    }

    private static int scaledHeight(FrameReader reader, int width) {
        double scale = (double) width / reader.displayWidth();
        return (int) Math.max(1, Math.round(reader.displayHeight() * scale));
    }

    private static void checkLimits(FrameReader reader, int maxFrames, int width, int height, long frames)
            throws MediaException {
        if (frames > maxFrames) {
            long counted = Math.max(frames, reader.announcedFrames());
            throw new MediaException(new MediaProblem(
                    Kind.TOO_MANY_FRAMES,
                    reader.file() + " has " + (counted > maxFrames + 1L ? counted : "more than " + maxFrames)
                            + " frames; a clip may have at most " + maxFrames
                            + ", because it is kept in memory as a whole. Cut it into shorter clips."));
        }
        if (4L * width * height * frames > memoryLimit()) {
            throw new MediaException(tooLarge(reader, width, height, frames));
        }
    }

    private static MediaProblem tooLarge(FrameReader reader, int width, int height, long frames) {
        return new MediaProblem(
                Kind.TOO_LARGE,
                reader.file() + ": " + frames + " frames of " + width + "x" + height + " need "
                        + ((4L * width * height * frames) >> 20) + " MB in memory; at most " + (memoryLimit() >> 20)
                        + " MB are available for a clip. Make the clip smaller or shorter, or give Java more memory"
                        + " (-Xmx).");
    }

    private static long memoryLimit() {
        return Math.min(MAX_CLIP_BYTES, Runtime.getRuntime().maxMemory() / 2);
    }
}
