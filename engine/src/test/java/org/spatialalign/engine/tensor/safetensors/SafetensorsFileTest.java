package org.spatialalign.engine.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.ElementType;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorLoader;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.Torch;
import org.spatialalign.engine.tensor.TorchGenerator;

class SafetensorsFileTest {

    private final Path folder;

    SafetensorsFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Three tensors of eight floats each: 0 to 7, 100 to 107, 200 to 207. */
    private Path three(String name) throws WorkbenchException {
        Path file = folder.resolve(name);
        SafetensorsWriter writer = new SafetensorsWriter();
        for (int t = 0; t < 3; t++) {
            writer.add(new TensorInfo("t" + t, ElementType.F32, List.of(2L, 4L)), floats(100 * t, 8));
        }
        writer.write(file);
        return file;
    }

    private static ByteBuffer floats(int first, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putFloat(first + i);
        }
        return bytes.flip();
    }

    private static void write(Path file, String header, byte[] data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, all.putLong(text.length).put(text).put(data).array());
    }

    /** Small windows stand for large files: several, one tensor across no border, one tensor larger than a window. */
    @Test
    void everyWindowGivesTheSameNumbers() throws WorkbenchException {
        Path file = three("windows.safetensors");
        for (long span : new long[] {1, 32, 33, 64, 1 << 20}) {
            try (SafetensorsFile open = SafetensorsFile.open(file, span)) {
                for (int t = 0; t < 3; t++) {
                    for (int i = 0; i < 8; i++) {
                        assertThat(open.slice("t" + t, 4L * i, 4).getFloat()).isEqualTo(100f * t + i);
                    }
                    assertThat(open.slice("t" + t, 8, 24).remaining()).isEqualTo(24);
                }
            }
        }
    }

    @Test
    void aPieceIsCheckedAgainstItsTensor() throws WorkbenchException {
        try (SafetensorsFile file = SafetensorsFile.open(three("bounds.safetensors"))) {
            assertThatThrownBy(() -> file.slice("t0", 30, 4)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> file.slice("t0", -1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> file.info("t9"))
                    .isInstanceOf(WorkbenchException.class)
                    .hasMessageContaining("has no tensor 't9'");
        }
    }

    @Test
    void writingIntoASliceNeverReachesTheFile() throws Exception {
        Path path = three("private.safetensors");
        byte[] before = Files.readAllBytes(path);
        try (SafetensorsFile file = SafetensorsFile.open(path);
                NDManager manager = Torch.newManager(Device.cpu())) {
            NDArray loaded = TensorLoader.load(file, "t1", manager, DataType.FLOAT32);
            loaded.addi(1);
            assertThat(loaded.toFloatArray()).startsWith(101f, 102f);
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
    }

    /** The superuser may write everywhere, so there the file is merely read as usual. */
    @Test
    void aFileThatMayOnlyBeReadGivesTensorsOfTheirOwn() throws Exception {
        Path path = three("readonly.safetensors");
        assumeThat(path.getFileSystem().supportedFileAttributeViews()).contains("posix");
        assertThat(path.toFile().setWritable(false)).isTrue();
        try (SafetensorsFile file = SafetensorsFile.open(path);
                NDManager manager = Torch.newManager(Device.cpu())) {
            assertThat(file.slice("t1", 0, 4).isReadOnly()).isEqualTo(!Files.isWritable(path));
            NDArray loaded = TensorLoader.load(file, "t1", manager, DataType.FLOAT32);
            loaded.addi(1);
            assertThat(loaded.toFloatArray()).startsWith(101f, 102f);
        }
    }

    /** Data that starts at an odd byte, as writers that do not pad leave it. */
    @Test
    void unalignedDataIsReadRight() throws Exception {
        Path path = folder.resolve("odd.safetensors");
        String header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}";
        while ((8 + header.length()) % 4 != 1) {
            header += " ";
        }
        write(path, header, floats(5, 3).array());
        try (SafetensorsFile file = SafetensorsFile.open(path);
                NDManager manager = Torch.newManager(Device.cpu())) {
            ByteBuffer slice = file.slice("x", 4, 8);
            assertThat(slice.alignmentOffset(0, 4)).isZero();
            assertThat(slice.isReadOnly()).isTrue();
            assertThat(slice.getFloat(4)).isEqualTo(7f);
            NDArray loaded = TensorLoader.load(file, "x", manager, DataType.FLOAT32);
            assertThat(loaded.addi(1).toFloatArray()).containsExactly(6, 7, 8);
        }
    }

    @Test
    void slicesOutliveTheFile() throws Exception {
        SafetensorsFile file = SafetensorsFile.open(three("closed.safetensors"));
        ByteBuffer slice = file.slice("t2", 0, 32);
        file.close();
        file.close();
        assertThatThrownBy(() -> file.slice("t1", 0, 4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was closed");
        for (int i = 0; i < 5; i++) {
            System.gc();
            assertThat(slice.getFloat(28)).isEqualTo(207f);
        }
    }

    @Test
    void aTensorLargerThanWhatMappingAllowsIsReadInSlices() throws Exception {
        Path path = folder.resolve("sparse.safetensors");
        long size = (1L << 31) + 4096;
        String header = "{\"x\":{\"dtype\":\"U8\",\"shape\":[" + size + "],\"data_offsets\":[0," + size + "]}}";
        write(path, header, new byte[0]);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            // A file with a hole takes no room on most disks.
            channel.write(ByteBuffer.wrap(new byte[] {42}), 8 + header.length() + size - 1);
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.slice("x", size - 2, 2).get(1)).isEqualTo((byte) 42);
            assertThat(file.slice("x", 0, 1).get(0)).isZero();
            assertThat(file.slice("x", (1L << 30) - 1, 2).remaining()).isEqualTo(2);
            int most = Integer.MAX_VALUE;
            assertThat(file.slice("x", size - most, most).get(most - 1)).isEqualTo((byte) 42);
        }
    }

    /** Where the system shows the open files of a process. */
    @Test
    void aRefusedFileIsNotLeftOpen() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        assumeThat(descriptors).isDirectory();
        Path path = folder.resolve("refused.safetensors");
        write(path, "{", new byte[0]);
        assertThatThrownBy(() -> SafetensorsFile.open(path)).isInstanceOf(WorkbenchException.class);
        try (Stream<Path> open = Files.list(descriptors)) {
            assertThat(open.filter(one -> leadsTo(one, path))).isEmpty();
        }
    }

    private static boolean leadsTo(Path link, Path path) {
        try {
            return Files.readSymbolicLink(link).equals(path.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void headersThatTheReferenceFilesLack() throws Exception {
        refused("{\"x\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,2]}}", 2, "does not fill whole bytes");
        refused("{\"x\":{\"dtype\":7,\"shape\":[],\"data_offsets\":[0,2]}}", 2, "dtype: expected the name of a type");
        refused("{\"x\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}", 0, "tensor 'x', dtype occurs twice");
        refused("{\"x\":{\"dtype\":\"U8\",\"shape\":[[1]]}}", 0, "shape: expected integers, found a list");
        refused("{\"x\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0]}}", 0, "but there are 1");
        refused("{\"x\":{\"shape\":" + List.of(new Long[0]) + ",\"data_offsets\":[0,0]}}", 0, "dtype is missing");
        refused("{\"x\":{\"dtype\":\"U8\",\"shape\":[" + "1,".repeat(64) + "1]}}", 0, "at most 64");
        refused("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "'__metadata__' occurs twice");
        refused("{\"__metadata__\":{\"a\":\"b\",\"a\":\"b\"}}", 0, "the key 'a' occurs twice");
        refused("{\"__metadata__\":{\"a\":\"b\"}", 0, "is not complete");
        refused("{} {}", 0, "something follows the JSON object");
        refused("{}", 3, "3 bytes follow the last tensor");
        refused("{\"x\":{\"deep\":" + "[".repeat(5000) + "]}}", 0, "header");
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("absent.safetensors")))
                .hasMessageContaining("cannot read")
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> SafetensorsFile.open(folder)).isInstanceOf(WorkbenchException.class);
    }

    private void refused(String header, int data, String reason) throws IOException {
        Path path = folder.resolve("header.safetensors");
        write(path, header, new byte[data]);
        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(reason);
    }

    /** Single bytes of a sound file changed at random: it is read or refused, and nothing else happens. */
    @Test
    void damagedFilesEndInNothingElse() throws Exception {
        byte[] sound = Files.readAllBytes(three("sound.safetensors"));
        int end = sound.length - 96;
        TorchGenerator generator = new TorchGenerator(17);
        Path path = folder.resolve("damaged.safetensors");
        int refused = 0;
        for (int round = 0; round < 1500; round++) {
            byte[] damaged = sound.clone();
            for (int change = 0; change <= round % 3; change++) {
                damaged[generator.randint(end)] = (byte) generator.randint(256);
            }
            Files.write(path, damaged);
            try (SafetensorsFile file = SafetensorsFile.open(path)) {
                for (String name : file.names()) {
                    assertThat(file.slice(name, 0, 1).remaining()).isEqualTo(1);
                }
            } catch (WorkbenchException e) {
                assertThat(e).hasMessageContaining(path.toString());
                refused++;
            }
        }
        assertThat(refused).isBetween(1000, 1499);
    }

    @Test
    void typesOfSixBitsAreListed() throws Exception {
        Path path = folder.resolve("six.safetensors");
        write(path, "{\"x\":{\"dtype\":\"F6_E2M3\",\"shape\":[4],\"data_offsets\":[0,3]}}", new byte[3]);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.names()).containsExactly("x");
            assertThatThrownBy(() -> file.slice("x", 0, 1)).hasMessageContaining("has the type F6_E2M3");
        }
    }

    @Test
    void theWeightsOfAFolderAreFound() throws Exception {
        Path component = Files.createDirectory(folder.resolve("component"));
        assertThatThrownBy(() -> Safetensors.open(component)).hasMessageContaining("holds no weights");
        Path adapter = Files.move(three("adapter.safetensors"), component.resolve("adapter.safetensors"));
        assertOpens(component, adapter);
        Files.move(three("second.safetensors"), component.resolve("second.safetensors"));
        assertThatThrownBy(() -> Safetensors.open(component))
                .hasMessageContaining("several files of weights: [adapter.safetensors, second.safetensors]");
        Path index = component.resolve("model.safetensors.index.json");
        Files.writeString(index, "{\"weight_map\":{\"t0\":\"adapter.safetensors\",\"t2\":\"second.safetensors\"}}");
        assertOpens(component, index);
        Path model = Files.move(three("m.safetensors"), component.resolve("model.safetensors"));
        assertOpens(component, model);
        assertOpens(index, index);
        assertThatThrownBy(() -> Safetensors.open(folder.resolve("nowhere"))).hasMessageContaining("no such file");
    }

    private static void assertOpens(Path fileOrFolder, Path want) throws WorkbenchException {
        try (TensorSource source = Safetensors.open(fileOrFolder)) {
            assertThat(source.origin()).isEqualTo(want.toString());
        }
    }

    @Test
    void badIndexes() throws Exception {
        three("part.safetensors");
        Path index = folder.resolve("model.safetensors.index.json");
        for (String[] one : new String[][] {
            {"{", "line 1"},
            {"[]", "weight_map is missing"},
            {"{\"weight_map\":[]}", "weight_map is missing"},
            {"{\"weight_map\":{\"t0\":3}}", "'t0': 3 is no name of a file"},
            {"{\"weight_map\":{\"t0\":\"/etc/passwd\"}}", "points outside the folder"},
            {"{\"weight_map\":{\"t0\":\"..\"}}", "points outside the folder"},
            {"{\"weight_map\":{\"t0\":\"a\\\\..\\\\b\"}}", "points outside the folder"},
            {"{\"weight_map\":{\"t0\":\"a\\u0000\"}}", "points outside the folder"},
            {"{\"weight_map\":{\"t0\":\"part.safetensors\",\"t0\":\"part.safetensors\"}}", "t0"},
        }) {
            Files.writeString(index, one[0]);
            assertThatThrownBy(() -> Safetensors.open(index))
                    .isInstanceOf(WorkbenchException.class)
                    .hasMessageContaining(index.toString())
                    .hasMessageContaining(one[1]);
        }
        Files.writeString(index, "{\"weight_map\":{\"t1\":\"part.safetensors\"}}");
        try (TensorSource source = Safetensors.open(index)) {
            assertThat(source.names()).containsExactly("t1");
            assertThatThrownBy(() -> source.info("t0")).hasMessageContaining("has no tensor 't0'");
        }
    }
}
