package org.spatialalign.engine.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * Writes an H.264 mp4 that plays everywhere: yuv420p, index in front. The file appears under its name only when it is
 * whole: on {@link #close()}, unless an {@link #add} failed or {@link #discard()} was called before. One thread at a
 * time.
 */
public final class ClipEncoder implements AutoCloseable {

    private final Path mp4;
    private final int width;
    private final int height;
    private final Path temporary;
    private @Nullable Mp4Writer writer;
    private boolean failed;

    /** Adds the frames of a clip. */
    @FunctionalInterface
    public interface Frames<X extends Exception> {
        void addTo(ClipEncoder encoder) throws WorkbenchException, X;
    }

    /** An encoder of good quality without metadata. */
    public ClipEncoder(Path mp4, int width, int height, double frameRate) throws WorkbenchException {
        this(mp4, width, height, frameRate, EncodeOptions.DEFAULT);
    }

    /**
     * @param width pixels of the frames to come; an odd size gets one more column, equal to the last
     * @param height pixels of the frames to come; an odd size gets one more row, equal to the last
     * @param frameRate frames per second
     * @throws WorkbenchException when the file cannot be written there
     */
    public ClipEncoder(Path mp4, int width, int height, double frameRate, EncodeOptions options)
            throws WorkbenchException {
        if (width < 1 || height < 1 || !(frameRate > 0) || frameRate > 1000) {
            throw new IllegalArgumentException("cannot encode " + width + "x" + height + " at " + frameRate + " fps");
        }
        this.mp4 = mp4;
        this.width = width;
        this.height = height;
        try {
            if (Files.isDirectory(mp4)) {
                throw new IOException("it is a folder");
            }
            this.temporary = AtomicFiles.temporaryBeside(mp4);
        } catch (IOException e) {
            throw cannotWrite(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
        try {
            this.writer = new Mp4Writer(temporary, width, height, frameRate, options);
        } catch (WorkbenchException e) {
            failed = true;
            removeTemporary();
            throw cannotWrite(e.getMessage() + "", e);
        }
    }

    /** Writes a whole clip, or nothing: if {@code frames} throws, no file appears and an old one stays as it was. */
    public static <X extends Exception> void write(
            Path mp4, int width, int height, double frameRate, EncodeOptions options, Frames<X> frames)
            throws WorkbenchException, X {
        try (ClipEncoder encoder = new ClipEncoder(mp4, width, height, frameRate, options)) {
            boolean whole = false;
            try {
                frames.addTo(encoder);
                whole = true;
            } finally {
                if (!whole) {
                    encoder.discard();
                }
            }
        }
    }

    /** Adds the next frame: {@code 4 * width * height} bytes from position 0, as in {@link Frame#bgra()}. */
    public void add(ByteBuffer bgra) throws WorkbenchException {
        if (bgra.limit() < 4L * width * height) {
            throw new IllegalArgumentException(
                    "a frame of " + width + "x" + height + " has " + 4L * width * height + " bytes, got " + bgra);
        }
        if (writer == null) {
            throw new IllegalStateException("closed");
        }
        try {
            writer.add(bgra.duplicate());
        } catch (WorkbenchException e) {
            failed = true;
            throw cannotWrite(e.getMessage() + "", e);
        }
    }

    /** Gives up: closing will leave nothing. */
    public void discard() {
        failed = true;
    }

    @Override
    public void close() throws WorkbenchException {
        if (writer == null) {
            return;
        }
        try {
            boolean whole = !failed;
            Mp4Writer ending = writer;
            writer = null;
            ending.close(whole);
            if (whole) {
                AtomicFiles.write(mp4, target -> Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING));
            }
        } catch (IOException e) {
            throw cannotWrite(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        } catch (WorkbenchException e) {
            throw cannotWrite(e.getMessage() + "", e);
        } finally {
            removeTemporary();
        }
    }

    private void removeTemporary() throws WorkbenchException {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw cannotWrite("its temporary file " + temporary + " cannot be removed", e);
        }
    }

    private WorkbenchException cannotWrite(String why, Throwable cause) {
        return new WorkbenchException(
                mp4 + " cannot be written: " + why + ". Check that the folder may be written to and has room.", cause);
    }

    /**
     * How to encode.
     *
     * @param bitsPerSecond 0 chooses by size and rate, generously
     * @param metadata container tags such as {@code title} and {@code comment}
     */
    public record EncodeOptions(long bitsPerSecond, Map<String, String> metadata) {

        public static final EncodeOptions DEFAULT = new EncodeOptions(0, Map.of());

        public EncodeOptions {
            if (bitsPerSecond < 0) {
                throw new IllegalArgumentException("negative bit rate: " + bitsPerSecond);
            }
            metadata = Map.copyOf(metadata);
        }

        public static EncodeOptions withMetadata(Map<String, String> metadata) {
            return new EncodeOptions(0, metadata);
        }
    }
}
