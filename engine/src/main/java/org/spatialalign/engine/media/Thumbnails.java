package org.spatialalign.engine.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;

/** Small JPEG pictures of frames. Any thread. */
public final class Thumbnails {

    private static final float QUALITY = 0.85f;

    private Thumbnails() {}

    /**
     * Writes one frame as a JPEG.
     *
     * @param maxWidth wider frames are made this wide, keeping their shape
     * @throws WorkbenchException when the file cannot be written; nothing is left then
     */
    public static void write(Frame frame, Path jpeg, int maxWidth) throws WorkbenchException {
        int width = Math.min(frame.width(), maxWidth);
        int height = (int) Math.max(1, Math.round((double) frame.height() * width / frame.width()));
        BufferedImage image = Picture.of(frame).scaledOpaque(width, height);
        try {
            AtomicFiles.write(jpeg, temporary -> encode(image, temporary));
        } catch (IOException e) {
            throw new WorkbenchException(
                    jpeg + " cannot be written: " + FileFault.reason(e)
                            + ". Check that the folder may be written to and has" + " room.",
                    e);
        }
    }

    private static void encode(BufferedImage image, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), settings);
        } finally {
            writer.dispose();
        }
    }
}
