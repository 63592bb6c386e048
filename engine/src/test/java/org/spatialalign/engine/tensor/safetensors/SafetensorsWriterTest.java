package org.spatialalign.engine.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.ElementType;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorLoader;
import org.spatialalign.engine.tensor.Torch;

class SafetensorsWriterTest {

    private final Path folder;

    SafetensorsWriterTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static ByteBuffer bytes(int count) {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        for (int i = 0; i < count; i++) {
            buffer.put(i, (byte) (7 * i + 1));
        }
        return buffer;
    }

    /** The whole file, byte by byte: length, header in the order of the data, spaces up to 64, data. */
    @Test
    void theBytesAreTheFormats() throws Exception {
        Path file = folder.resolve("a.safetensors");
        new SafetensorsWriter()
                .add(new TensorInfo("u", ElementType.U8, List.of(3L)), bytes(3))
                .add(new TensorInfo("b", ElementType.F32, List.of(1L, 2L)), bytes(8))
                .add(new TensorInfo("h", ElementType.F16, List.of()), bytes(2))
                .add(new TensorInfo("a", ElementType.F32, List.of(1L)), bytes(4))
                .add(new TensorInfo("none", ElementType.BOOL, List.of(0L, 5L)), bytes(0))
                .add(new TensorInfo("wide", ElementType.I64, List.of(1L)), bytes(8))
                .metadata("format", "pt")
                .write(file);

        String text = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"wide\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[12,20]},"
                + "\"h\":{\"dtype\":\"F16\",\"shape\":[],\"data_offsets\":[20,22]},"
                + "\"none\":{\"dtype\":\"BOOL\",\"shape\":[0,5],\"data_offsets\":[22,22]},"
                + "\"u\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[22,25]}}";
        byte[] all = Files.readAllBytes(file);
        long length = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat((8 + length) % 64).isZero();
        String header = new String(all, 8, (int) length, StandardCharsets.UTF_8);
        assertThat(header.stripTrailing()).isEqualTo(text);
        assertThat(header.substring(text.length())).isBlank().hasSizeLessThan(64);
        byte[] data = Arrays.copyOfRange(all, 8 + (int) length, all.length);
        ByteBuffer want = ByteBuffer.allocate(25);
        for (int count : new int[] {8, 4, 8, 2, 0, 3}) {
            want.put(bytes(count));
        }
        assertThat(data).isEqualTo(want.array());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void comesBackAsItWas() throws Exception {
        Path file = folder.resolve("b.safetensors");
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            NDArray floats = manager.create(new float[] {1, -0f, Float.NaN, Float.MIN_VALUE, 3, 4}, new Shape(2, 3));
            NDArray turned = floats.transpose();
            NDArray halves = manager.create(new float[] {0.5f, 65504}).toType(DataType.FLOAT16, false);
            NDArray longs = manager.create(new long[] {Long.MIN_VALUE, 9007199254740993L});
            NDArray flags = manager.create(new boolean[] {true, false, true});
            NDArray scalar = manager.create(2.5f);
            NDArray empty = manager.create(new Shape(3, 0));
            new SafetensorsWriter()
                    .add("floats", floats)
                    .add("turned", turned)
                    .add("halves", halves)
                    .add("longs", longs)
                    .add("flags", flags)
                    .add("scalar", scalar)
                    .add("empty", empty)
                    .metadata("täg", "\"猫\"\n")
                    .write(file);
            try (SafetensorsFile back = SafetensorsFile.open(file)) {
                assertThat(back.metadata()).isEqualTo(Map.of("täg", "\"猫\"\n"));
                assertThat(back.names())
                        .containsExactlyInAnyOrder("floats", "turned", "halves", "longs", "flags", "scalar", "empty");
                Map<String, NDArray> wanted =
                        Map.of("floats", floats, "turned", turned, "halves", halves, "scalar", scalar, "empty", empty);
                for (Map.Entry<String, NDArray> one : wanted.entrySet()) {
                    String name = one.getKey();
                    NDArray want = one.getValue();
                    NDArray got = TensorLoader.load(back, name, manager, want.getDataType());
                    assertThat(got.getShape()).isEqualTo(want.getShape());
                    assertThat(got.toByteArray()).as(name).isEqualTo(want.toByteArray());
                }
                assertThat(back.slice("longs", 8, 8).getLong()).isEqualTo(9007199254740993L);
                ByteBuffer read = back.slice("flags", 0, 3);
                assertThat(new byte[] {read.get(0), read.get(1), read.get(2)}).containsExactly(1, 0, 1);
                assertThat(back.info("scalar").shape()).isEmpty();
            }
        }
    }

    /** More than one piece of 16 MiB, from a tensor and from another file. */
    @Test
    void largeTensorsAreWrittenInPieces() throws Exception {
        Path first = folder.resolve("large.safetensors");
        Path copy = folder.resolve("copy.safetensors");
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            NDArray large = manager.arange(0f, 5_000_001f, 1f).add(0.5f);
            new SafetensorsWriter().add("x", large).write(first);
            try (SafetensorsFile file = SafetensorsFile.open(first)) {
                new SafetensorsWriter().add(file, "x").write(copy);
                NDArray got = TensorLoader.load(file, "x", manager, DataType.FLOAT32);
                assertThat(got.toFloatArray()).isEqualTo(large.toFloatArray());
            }
        }
        assertThat(Files.mismatch(first, copy)).isEqualTo(-1);
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws Exception {
        Path file = folder.resolve("old.safetensors");
        new SafetensorsWriter()
                .add(new TensorInfo("x", ElementType.U8, List.of(2L)), bytes(2))
                .write(file);
        byte[] before = Files.readAllBytes(file);
        SafetensorsWriter failing = new SafetensorsWriter()
                .add(new TensorInfo("y", ElementType.U8, List.of(4L)), (offset, length) -> {
                    throw new WorkbenchException("the source is gone");
                });
        assertThatThrownBy(() -> failing.write(file)).hasMessage("the source is gone");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        Path below = file.resolve("inside.safetensors");
        assertThatThrownBy(() -> new SafetensorsWriter().write(below))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("cannot write " + below);
    }

    @Test
    void refusesWhatCannotBeWritten() {
        SafetensorsWriter writer =
                new SafetensorsWriter().add(new TensorInfo("x", ElementType.U8, List.of(2L)), bytes(2));
        TensorInfo again = new TensorInfo("x", ElementType.U8, List.of(2L));
        assertThatThrownBy(() -> writer.add(again, bytes(2))).hasMessageContaining("'x'");
        TensorInfo reserved = new TensorInfo("__metadata__", ElementType.U8, List.of(2L));
        assertThatThrownBy(() -> writer.add(reserved, bytes(2))).hasMessageContaining("taken");
        TensorInfo long4 = new TensorInfo("z", ElementType.I64, List.of(4L));
        assertThatThrownBy(() -> writer.add(long4, bytes(31))).hasMessageContaining("takes 32 bytes; 31 were given");
    }
}
