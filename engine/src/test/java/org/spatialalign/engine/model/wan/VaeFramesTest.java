package org.spatialalign.engine.model.wan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.tensor.Torch;

class VaeFramesTest {

    private final NDManager manager = Torch.newManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void bytesBecomeNumbers() throws Exception {
        NDArray x = VaeFrames.toTensor(List.of(frame(0, 2, 1, 0xff00ff80, 0xff102030)), manager);
        assertThat(x.getShape()).isEqualTo(new Shape(1, 3, 1, 1, 2));
        assertThat(x.toFloatArray())
                .containsExactly(level(0), level(0x10), level(0xff), level(0x20), level(0x80), level(0x30));
        assertThat(x.getManager()).isSameAs(manager);
    }

    private static float level(int value) {
        return value / 127.5f - 1;
    }

    @Test
    void numbersBecomeBytesCutOffAndClamped() {
        float[] reds = {-1, 1, 0, -3, 3, 0.9999f};
        NDArray chunk = manager.zeros(new Shape(1, 3, 3, 1, 2));
        chunk.set(new NDIndex("0, 0"), manager.create(reds, new Shape(3, 1, 2)));
        List<Frame> frames = VaeFrames.byDiffSynth(5, chunk);
        assertThat(frames).extracting(Frame::index).containsExactly(5, 6, 7);
        assertThat(frames.get(0).argb(0, 0)).isEqualTo(0xff007f7f);
        assertThat(frames.get(0).argb(1, 0)).isEqualTo(0xffff7f7f);
        assertThat(frames.get(1).argb(0, 0)).isEqualTo(0xff7f7f7f);
        assertThat(frames.get(1).argb(1, 0)).isEqualTo(0xff007f7f);
        assertThat(frames.get(2).argb(0, 0)).isEqualTo(0xffff7f7f);
        assertThat(frames.get(2).argb(1, 0)).isEqualTo(0xfffe7f7f);
        assertThat(VaeFrames.byDiffusers(5, chunk)).isEqualTo(frames);
        assertThatThrownBy(() -> VaeFrames.byDiffusers(0, manager.zeros(new Shape(2, 3, 1, 1, 2))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyByteComesBackOrOneLess() throws Exception {
        for (int value = 0; value < 256; value++) {
            int argb = 0xff000000 | value * 0x010101;
            NDArray x = VaeFrames.toTensor(List.of(frame(0, 1, 1, argb)), manager);
            assertThat(VaeFrames.byDiffSynth(0, x).get(0).argb(0, 0) & 0xff).isBetween(value - 1, value);
        }
    }

    @Test
    void refusesNoFramesAndSeveralSizes() {
        assertThatThrownBy(() -> VaeFrames.toTensor(List.of(), manager)).isInstanceOf(WorkbenchException.class);
        assertThatThrownBy(() -> VaeFrames.toTensor(List.of(frame(0, 1, 1, 0), frame(1, 2, 1, 0, 0)), manager))
                .isInstanceOf(WorkbenchException.class)
                .hasMessage("frame 1 is 2x1; those before are 1x1");
    }

    private static Frame frame(int index, int width, int height, int... argb) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(4 * width * height);
        for (int pixel : argb) {
            bytes.put((byte) pixel)
                    .put((byte) (pixel >> 8))
                    .put((byte) (pixel >> 16))
                    .put((byte) 255);
        }
        return new Frame(index, width, height, bytes.flip());
    }
}
