package org.spatialalign.engine.media;

import java.nio.file.Path;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;

/** Small inputs made in the test itself. */
final class TestClips {

    private TestClips() {}

    /** A grey picture with a bright bar whose place tells the frame's index. */
    static Frame bar(int index, int width, int height) {
        Picture picture = Picture.blank(width, height, 0xff404850);
        picture.fill(index * 4 % Math.max(1, width), 0, 4, height, 0xfff0e0d0);
        return picture.toFrame(index);
    }

    static Path write(Path file, int frames, int width, int height) throws WorkbenchException {
        try (ClipEncoder encoder = new ClipEncoder(file, width, height, 16)) {
            for (int i = 0; i < frames; i++) {
                encoder.add(bar(i, width, height).bgra());
            }
        }
        return file;
    }

    static DecodedClip decode(Path file) throws MediaException, CancelledException {
        return new ClipDecoder().decode(file, DecodeOptions.FULL, Progress.Listener.NONE, CancelToken.never());
    }
}
