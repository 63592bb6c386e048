package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

/** Checkpoints give exactly the numbers torch put into them; whatever wants more than that is refused. */
@Tag("golden")
class TorchCheckpointTest {

    private final Path folder;

    TorchCheckpointTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @TestFactory
    Stream<DynamicTest> everyCheckpointEqualsItsTensors() throws IOException {
        Path checkpoints = Golden.folder("pickles").resolve("checkpoints");
        return files(checkpoints, ".ckpt")
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    String expected = file.getFileName().toString().replace(".ckpt", ".expect.safetensors");
                    same(file, file.resolveSibling(expected));
                }));
    }

    private static void same(Path file, Path expected) throws WorkbenchException {
        try (TorchCheckpoint got = TorchCheckpoint.open(file);
                SafetensorsFile want = SafetensorsFile.open(expected)) {
            // What a training loop's callbacks remember is not among the expected tensors.
            assertThat(got.names().stream().filter(name -> !name.startsWith("callbacks/")))
                    .containsExactlyInAnyOrderElementsOf(want.names());
            for (String name : want.names()) {
                TensorInfo info = want.info(name);
                assertThat(got.info(name)).isEqualTo(info);
                ByteBuffer bytes = want.slice(name, 0, (int) info.bytes());
                assertThat(got.slice(name, 0, (int) info.bytes())).as(name).isEqualTo(bytes);
                for (int at = 0; at < info.bytes(); at += 7) {
                    int length = (int) Math.min(7, info.bytes() - at);
                    assertThat(got.slice(name, at, length)).as(name).isEqualTo(bytes.slice(at, length));
                }
            }
        }
    }

    @Test
    void whatIsWrittenBesideTheTensorsIsText() throws Exception {
        Path pickles = Golden.folder("pickles");
        JsonNode expected = Golden.json(pickles.resolve("checkpoints.json")).get("lightning_full.ckpt");
        try (TorchCheckpoint file = TorchCheckpoint.open(pickles.resolve("checkpoints/lightning_full.ckpt"))) {
            Map<String, String> values = file.values();
            assertThat(values.get("epoch")).isEqualTo(expected.get("epoch").asText());
            assertThat(values.get("global_step"))
                    .isEqualTo(expected.get("global_step").asText());
            expected.get("hyper_parameters").properties().forEach(setting -> assertThat(
                            values.get("hyper_parameters/" + setting.getKey()))
                    .isEqualTo(setting.getValue().asText()));
        }
    }

    @TestFactory
    Stream<DynamicTest> hostileFilesAreRefused() throws IOException {
        return files(Golden.folder("pickles").resolve("hostile"), ".ckpt")
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> refusal(file)));
    }

    @Test
    void refusalsSayWhatIsWrong() throws Exception {
        Path hostile = Golden.folder("pickles").resolve("hostile");
        assertThat(refusal(hostile.resolve("archive_os_system.ckpt"))).contains("posix.system", "nothing was run");
        assertThat(refusal(hostile.resolve("archive_storage_missing.ckpt"))).contains("no entry", "data/0");
        assertThat(refusal(hostile.resolve("archive_storage_short.ckpt"))).contains("bytes", "numbers of type");
        assertThat(refusal(hostile.resolve("archive_no_data_pkl.ckpt"))).contains("no data.pkl");
        assertThat(refusal(hostile.resolve("archive_path_escape.ckpt"))).contains("../../evil");
        assertThat(refusal(hostile.resolve("archive_zip_bomb.ckpt"))).contains("compressed entry");
        assertThat(refusal(hostile.resolve("archive_offset_out_of_range.ckpt"))).contains("begins at number");
        assertThat(refusal(hostile.resolve("archive_size_out_of_range.ckpt"))).contains("beyond its storage");
        assertThat(refusal(hostile.resolve("archive_huge_stride.ckpt"))).contains("beyond its storage");
        assertThat(refusal(hostile.resolve("archive_negative_stride.ckpt"))).contains("with the stride -");
        assertThat(refusal(hostile.resolve("archive_storage_key_escape.ckpt"))).contains("../../etc/passwd");
        assertThat(refusal(hostile.resolve("archive_huge_expand.ckpt"))).contains("tensor of size");
        assertThat(refusal(hostile.resolve("archive_truncated.ckpt"))).contains("cut off");
    }

    @Test
    void otherFilesAreNoCheckpoints() throws Exception {
        assertThat(refusal(Files.write(folder.resolve("empty.ckpt"), new byte[0])))
                .contains("no torch checkpoint");
        assertThat(refusal(Files.writeString(folder.resolve("text.ckpt"), "once upon a time")))
                .contains("no torch checkpoint");
        assertThatThrownBy(() -> TorchCheckpoint.open(folder.resolve("absent.ckpt")))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("no such file");
    }

    /** Whatever byte is wrong, the file is read or refused with a reason. */
    @Test
    void damagedFilesAreReadOrRefused() throws Exception {
        Path checkpoints = Golden.folder("pickles").resolve("checkpoints");
        for (String name : new String[] {"views_and_dtypes.ckpt", "lora_only_legacy_not_zip.ckpt"}) {
            byte[] sound = Files.readAllBytes(checkpoints.resolve(name));
            Random random = new Random(4);
            for (int i = 0; i < 300; i++) {
                byte[] bytes = sound.clone();
                if (i % 5 == 0) {
                    bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                } else {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                Path file = Files.write(folder.resolve("damaged.ckpt"), bytes);
                try (TorchCheckpoint opened = TorchCheckpoint.open(file)) {
                    for (String tensor : opened.names()) {
                        opened.slice(tensor, 0, (int) opened.info(tensor).bytes());
                    }
                } catch (InterchangeException e) {
                    assertThat(e.explanation()).isNotBlank();
                }
            }
        }
    }

    /** A dict that holds itself twice, thirty deep, stands for a tree of a billion parts. */
    @Test
    void sharedPartsCannotGrowWithoutEnd() throws Exception {
        StringBuilder pickle = new StringBuilder("}q\u0000(X\u0001\u0000\u0000\u0000aK\u0001u0");
        for (int i = 0; i < 30; i++) {
            pickle.append('}').append("(X\u0001\u0000\u0000\u0000ah\u0000X\u0001\u0000\u0000\u0000bh\u0000uq\u00000");
        }
        String magic =
                "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\u0002M\u00e9\u0003.\u0080\u0002}.";
        Path file = Files.write(
                folder.resolve("shared.ckpt"),
                (magic + "\u0080\u0002" + pickle + "h\u0000.\u0080\u0002].").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(refusal(file)).contains("200000 values");
    }

    private static String refusal(Path file) {
        try (TorchCheckpoint taken = TorchCheckpoint.open(file)) {
            throw new AssertionError(file + " was taken: " + taken.names());
        } catch (InterchangeException e) {
            assertThat(e).hasMessageStartingWith(file.toString());
            assertThat(e.explanation()).isNotBlank();
            return e.explanation();
        }
    }

    private static Stream<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        }
    }
}
