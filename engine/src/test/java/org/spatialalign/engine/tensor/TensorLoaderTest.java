package org.spatialalign.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;
import org.spatialalign.engine.tensor.safetensors.SafetensorsWriter;

class TensorLoaderTest {

    private final Path folder;

    TensorLoaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Numbers that every type holds exactly: -6 to 5.5 in halves, [4, 6]. */
    private SafetensorsFile every() throws WorkbenchException {
        Path path = folder.resolve("every.safetensors");
        ByteBuffer brain = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : numbers()) {
            brain.putShort((short) (Float.floatToIntBits(value) >>> 16));
        }
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            NDArray floats = manager.create(numbers(), new Shape(4, 6));
            new SafetensorsWriter()
                    .add("F32", floats)
                    .add("F16", floats.toType(DataType.FLOAT16, true))
                    .add("F64", floats.toType(DataType.FLOAT64, true))
                    .add(new TensorInfo("BF16", ElementType.BF16, List.of(4L, 6L)), brain.flip())
                    .add("I64", floats.toType(DataType.INT64, true))
                    .write(path);
        }
        return SafetensorsFile.open(path);
    }

    private static float[] numbers() {
        float[] values = new float[24];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i - 12) / 2f;
        }
        return values;
    }

    @Test
    void everyTypeInOnePieceOrInMany() throws WorkbenchException {
        try (SafetensorsFile file = every();
                NDManager manager = Torch.newManager(Device.cpu())) {
            for (String name : List.of("F32", "F16", "F64", "BF16")) {
                for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT16)) {
                    for (int piece : new int[] {8, 16, 40, 1 << 20}) {
                        NDArray got = TensorLoader.load(file, name, manager, type, piece);
                        assertThat(got.getShape()).isEqualTo(new Shape(4, 6));
                        assertThat(got.getDataType()).isEqualTo(type);
                        assertThat(Ops.cast(got, DataType.FLOAT32).toFloatArray())
                                .as("%s as %s in pieces of %d", name, type, piece)
                                .isEqualTo(numbers());
                    }
                }
            }
            assertThatThrownBy(() -> TensorLoader.load(file, "I64", manager, DataType.FLOAT32))
                    .isInstanceOf(WorkbenchException.class)
                    .hasMessageContaining("tensor 'I64' holds I64; expected floating-point numbers");
        }
    }

    /** Neither the file nor the tensor itself, once closed, takes the pages away from a view of it. */
    @Test
    void viewsLiveAsLongAsTheManager() throws WorkbenchException {
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            NDArray turned;
            NDArray part;
            try (SafetensorsFile file = every()) {
                NDArray loaded = TensorLoader.load(file, "F32", manager, DataType.FLOAT32);
                turned = loaded.reshape(2, 12).transpose();
                part = loaded.get("1:3");
                loaded.close();
            }
            List<byte[]> garbage = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                garbage.add(new byte[1 << 22]);
                System.gc();
            }
            assertThat(garbage).hasSize(8);
            assertThat(turned.get(":, 0").toFloatArray()).startsWith(-6f, -5.5f, -5f);
            assertThat(part.toFloatArray()).startsWith(-3f).endsWith(2.5f);
        }
    }

    @Test
    void aLoadedTensorIsOfNoScope() throws WorkbenchException {
        try (SafetensorsFile file = every();
                NDManager manager = Torch.newManager(Device.cpu())) {
            NDArray loaded;
            try (Scope scope = Scope.open()) {
                loaded = TensorLoader.load(file, "BF16", manager, DataType.FLOAT32);
            }
            assertThat(loaded.toFloatArray()).isEqualTo(numbers());
            assertThat(manager.getManagedArrays()).hasSize(1);
        }
    }
}
