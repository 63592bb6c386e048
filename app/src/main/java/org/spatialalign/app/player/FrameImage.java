package org.spatialalign.app.player;

import java.nio.ByteBuffer;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.spatialalign.engine.media.Frame;

/** One image whose pixels are replaced with each frame, so that a whole clip needs one texture. FX thread. */
public final class FrameImage {

    private final PixelBuffer<ByteBuffer> pixels;
    private final WritableImage image;

    public FrameImage(int width, int height) {
        pixels = new PixelBuffer<>(
                width, height, ByteBuffer.allocateDirect(4 * width * height), PixelFormat.getByteBgraPreInstance());
        image = new WritableImage(pixels);
    }

    public Image image() {
        return image;
    }

    public boolean fits(Frame frame) {
        return frame.width() == pixels.getWidth() && frame.height() == pixels.getHeight();
    }

    /** Opaque pixels are the same with and without premultiplied alpha, so the bytes are copied as they are. */
    public void show(Frame frame) {
        pixels.updateBuffer(buffer -> {
            buffer.getBuffer().duplicate().put(frame.bgra().duplicate());
            return null;
        });
    }
}
