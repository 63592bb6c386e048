package org.spatialalign.engine.model.umt5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.ElementType;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.Torch;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;
import org.spatialalign.engine.tensor.safetensors.SafetensorsWriter;

class EmbeddingRowsTest {

    private static Path table(Path folder, ElementType type, Number... bits) throws WorkbenchException {
        ByteBuffer bytes = ByteBuffer.allocate(bits.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (Number value : bits) {
            if (type.bytes() == 4) {
                bytes.putInt(value.intValue());
            } else {
                bytes.putShort(value.shortValue());
            }
        }
        Path file = folder.resolve(type + ".safetensors");
        new SafetensorsWriter()
                .add(new TensorInfo("t", type, List.of(bits.length / 2L, 2L)), bytes.flip())
                .write(file);
        return file;
    }

    private static float[] rows(Path file, long... ids) throws WorkbenchException {
        try (SafetensorsFile source = SafetensorsFile.open(file);
                NDManager host = Torch.newManager(Device.cpu())) {
            return EmbeddingRows.read(source, "t", ids, host).toFloatArray();
        }
    }

    /** 1, -2, 0.5, 3, 0, -0.25 in each type. */
    @Test
    void readsOnlyTheRowsInOrder(@TempDir Path folder) throws Exception {
        Path full =
                table(folder, ElementType.F32, 0x3f800000, 0xc0000000, 0x3f000000, 0x40400000, 0x00000000, 0xbe800000);
        Path half = table(folder, ElementType.F16, 0x3c00, 0xc000, 0x3800, 0x4200, 0x0000, 0xb400);
        Path brain = table(folder, ElementType.BF16, 0x3f80, 0xc000, 0x3f00, 0x4040, 0x0000, 0xbe80);
        for (Path file : List.of(full, half, brain)) {
            assertThat(rows(file, 2, 0, 2)).as(file.toString()).containsExactly(0f, -0.25f, 1f, -2f, 0f, -0.25f);
        }
    }

    @Test
    void refusesIntegers(@TempDir Path folder) throws Exception {
        Path file = table(folder, ElementType.I32, 1, 2);
        assertThatThrownBy(() -> rows(file, 0))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("tensor 't' holds I32; expected F32, F16 or BF16");
    }
}
