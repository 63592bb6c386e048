package org.spatialalign.app.player;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.track.MachineBox;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.MachineTracks;

/** Small clips in memory, in which a box goes from the right of another one to its left, or the other way round. */
final class Scenes {

    static final int WIDTH = 320;
    static final int HEIGHT = 180;
    static final int FRAMES = 41;
    static final PixelBox CHAIR = PixelBox.ofCenter(160, 90, 60, 80);

    private Scenes() {}

    /** Grey pictures, a little brighter with every frame. */
    static Clip clip() {
        return clip(WIDTH, HEIGHT, FRAMES, 16);
    }

    static Clip clip(int width, int height, int frames, double rate) {
        List<Frame> list = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            ByteBuffer bgra = ByteBuffer.allocateDirect(4 * width * height);
            byte grey = (byte) (40 + i);
            while (bgra.hasRemaining()) {
                bgra.put(grey).put(grey).put(grey).put((byte) 255);
            }
            list.add(new Frame(i, width, height, bgra.flip()));
        }
        return Clip.of(new VideoInfo(width, height, rate, frames), list);
    }

    /** The animal runs from one place to another on the chair's level. */
    static MachineTracks run(double fromX, double toX) {
        List<MachineBox> animal = new ArrayList<>();
        List<MachineBox> object = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            animal.add(tracked(cat(fromX + (toX - fromX) * i / (FRAMES - 1))));
            object.add(tracked(CHAIR));
        }
        return new MachineTracks(animal, object);
    }

    static MachineTracks leftToRight() {
        return run(40, 280);
    }

    /** The same, with the animal in another state in some frames. */
    static MachineTracks without(MachineTracks tracks, BoxState state, int from, int to) {
        List<MachineBox> animal = new ArrayList<>(tracks.animal());
        for (int i = from; i <= to; i++) {
            animal.set(i, MachineBox.absent(state));
        }
        return new MachineTracks(animal, tracks.object());
    }

    static PixelBox cat(double x) {
        return PixelBox.ofCenter(x, 90, 40, 30);
    }

    static MachineBox tracked(PixelBox box) {
        return new MachineBox(box, BoxState.TRACKED, 0.9);
    }
}
