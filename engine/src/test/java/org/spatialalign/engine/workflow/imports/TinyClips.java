package org.spatialalign.engine.workflow.imports;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.ClipEncoder;

/** Videos of a few frames, each of another content. */
final class TinyClips {

    static final int WIDTH = 64;
    static final int HEIGHT = 48;

    private TinyClips() {}

    static Path write(Path file, int frames, int colour) throws WorkbenchException {
        try (ClipEncoder encoder = new ClipEncoder(file, WIDTH, HEIGHT, 8)) {
            for (int i = 0; i < frames; i++) {
                ByteBuffer bgra = ByteBuffer.allocateDirect(4 * WIDTH * HEIGHT);
                for (int p = 0; p < WIDTH * HEIGHT; p++) {
                    boolean square = p % WIDTH / 8 == i % 8;
                    bgra.putInt(square ? 0xffffffff : 0x000000ff | (colour * 0x01030700));
                }
                encoder.add(bgra.flip());
            }
        }
        return file;
    }
}
