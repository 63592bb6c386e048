package org.spatialalign.engine.interchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.ContentHash;

/**
 * What MOT text cannot say of its clip, in a file beside it, as MOT Challenge's {@code seqinfo.ini} does: {@code
 * NAME.seqinfo.ini} belongs to {@code NAME.txt}. The clip's content hash is added to it, so that the boxes find their clip
 * again whatever it is called.
 *
 * @param name the clip's file name
 * @param frameRate frames per second
 * @param length number of frames
 * @param width of the picture in pixels; likewise the height
 */
public record MotSequence(String name, ContentHash clip, double frameRate, int length, int width, int height) {

    private static final String HASH = "sha256=";

    private static Path beside(Path boxes) {
        String name = String.valueOf(boxes.getFileName()).replaceFirst("\\.[A-Za-z0-9]+$", "");
        return boxes.resolveSibling(name + ".seqinfo.ini");
    }

    /** @param boxes the MOT text that this is about */
    public void write(Path boxes) throws IOException {
        String text = "[Sequence]\nname=" + name + "\nframeRate=" + MotTxt.plain(frameRate) + "\nseqLength=" + length
                + "\nimWidth=" + width + "\nimHeight=" + height + "\n" + HASH + clip.hex() + "\n";
        AtomicFiles.write(beside(boxes), temporary -> Files.writeString(temporary, text));
    }

    /**
     * The clip that a MOT text is about; empty when there is no such file beside it, or it has no hash.
     *
     * @throws InterchangeException when the hash is none
     */
    public static Optional<ContentHash> clip(Path boxes) throws InterchangeException {
        Path file = beside(boxes);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.strip().startsWith(HASH)) {
                    return Optional.of(new ContentHash(line.strip().substring(HASH.length())));
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new InterchangeException(file, "sha256", "expected 64 lower-case hexadecimal digits", e);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: it is no text", e);
        }
    }
}
