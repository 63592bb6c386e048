package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.track.LabelledFrame;

/** Every way numpy writes a detection record is read; everything else is refused with a reason. */
class DetectionPickleTest {

    private static final Path ALL = Path.of("../../shared/fixtures/pickles");

    private static final Path PUBLISHED = Path.of("../../shared/published");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    DetectionPickleTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @TestFactory
    Stream<DynamicTest> readsWhatNumpyWrites() throws Exception {
        return detections(shipped());
    }

    @TestFactory
    Stream<DynamicTest> readsAllThatNumpyWrites() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(ALL), ALL + " is not on this machine");
        return detections(ALL);
    }

    @TestFactory
    Stream<DynamicTest> refusesHostileFiles() throws Exception {
        return hostile(shipped());
    }

    @TestFactory
    Stream<DynamicTest> refusesAllHostileFiles() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(ALL), ALL + " is not on this machine");
        return hostile(ALL);
    }

    @Test
    void refusalsSayWhatTheFileWanted() throws Exception {
        assertThat(refusal("os_system_global.pkl")).contains("posix.system", "nothing was run");
        assertThat(refusal("allowed_prefix_numpy_runstring.pkl")).contains("numpy.testing._private.utils.runstring");
        assertThat(refusal("dotted_name.pkl")).contains("numpy.ndarray.__class__");
        assertThat(refusal("late_in_file.pkl")).contains("posix.system");
        assertThat(refusal("inst_opcode.pkl")).contains("protocol 0");
        assertThat(refusal("object_dtype.pkl")).contains("O8");
        assertThat(refusal("codecs_encode_other.pkl")).contains("latin1");
        assertThat(refusal("huge_bytes8.pkl")).contains("1099511627776 bytes");
        assertThat(refusal("huge_shape.pkl")).contains("1099511627776");
        assertThat(refusal("negative_shape.pkl")).contains("-2");
        assertThat(refusal("three_columns.pkl")).contains("record 1", "rows of x1, y1, x2, y2");
        assertThat(refusal("label_count.pkl")).contains("record", "1 labels for 2 boxes");
        assertThat(refusal("nan_box.pkl")).contains("record", "finite");
        assertThat(refusal("truncated.pkl")).contains("cut off");
        assertThat(refusal("empty.pkl")).contains("empty");
        assertThat(refusal("second_pickle_after_stop.pkl")).contains("more bytes");
        assertThat(refusal("self_reference.pkl")).contains("expected [frame, labels, boxes]");
        assertThat(refusal("text_file.pkl")).contains("byte 0");
        assertThat(refusal("wrong_structure.pkl")).contains("expected");
    }

    @Test
    void deepNestingCostsNothing() throws Exception {
        assertThat(refusal("\u0080\u0004" + "]".repeat(50_000) + "a".repeat(49_999) + ".", "nested_lists.pkl"))
                .contains("record 1");
        assertThat(refusal("\u0080\u0004)" + "\u0085".repeat(50_000) + ".", "nested_tuples.pkl"))
                .contains("record 1");
        assertThat(refusal("\u0080\u0004" + "(".repeat(100_000) + ".", "marks.pkl"))
                .contains("empty stack");
        assertThat(refusal("\u0080\u0004I" + "1".repeat(20_000) + "\n.", "digits.pkl"))
                .contains("protocol 0");
        assertThat(refusal("\u0080\u0004" + "]".repeat(2_100_000) + ".", "many.pkl"))
                .contains("2000000 objects");
    }

    @Test
    void sharedPartsCannotGrowWithoutEnd() throws Exception {
        // One record with 500 boxes, put into the list 5,000 times over.
        String box = "(K\u0001K\u0001K\u0002K\u0002l";
        String record = "(K\u0000(" + "U\u0001a".repeat(500) + "l(" + box.repeat(500) + "l" + "l";
        String file = "\u0080\u0002](" + record + "q\u0000" + "h\u0000".repeat(5000) + "e.";
        assertThat(refusal(file, "shared.pkl")).contains("1000000 boxes");
    }

    @Test
    void boxesAreTakenAsTheyAreOrRefused() throws Exception {
        assertThat(boxes("(J\u00fb\u00ff\u00ff\u00ffK\u0000M\u00e8\u0003K\u0005l"))
                .as("partly outside the picture")
                .containsExactly(new PixelBox(-5, 0, 1000, 5));
        assertThat(boxes("(K\u0001K\u0001K\u0001K\u0001l"))
                .as("without extent")
                .containsExactly(new PixelBox(1, 1, 1, 1));
        assertThatThrownBy(() -> boxes("(K\u0009K\u0001K\u0002K\u0002l"))
                .as("corners exchanged")
                .hasMessageContaining("record 1: box 1")
                .hasMessageContaining("x1 <= x2");
        assertThatThrownBy(() -> boxes("(K\u0001K\u0001J\u00ff\u00ff\u00ff\u007fK\u0002l"))
                .as("absurdly large")
                .hasMessageContaining("within a million");
    }

    @Test
    void tellsAbsentFilesAndFoldersFromBadOnes() {
        assertThatThrownBy(() -> DetectionPickle.read(folder.resolve("absent.pkl")))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("absent.pkl")
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> DetectionPickle.read(folder)).isInstanceOf(InterchangeException.class);
    }

    @Test
    void readsThePapersOwnRecords() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(PUBLISHED), PUBLISHED + " is not on this machine");
        List<BoxCase> cases = BoxCases.read(PUBLISHED.resolve("reference_scores.json"));
        int found = 0;
        for (BoxCase boxes : cases) {
            Path pickle = PUBLISHED.resolve("pickles/" + boxes.video() + ".pkl");
            if (Files.exists(pickle)) {
                assertThat(DetectionPickle.read(pickle)).as(boxes.video()).isEqualTo(boxes.frames());
                found++;
            }
        }
        assertThat(found).isEqualTo(6);
    }

    private List<PixelBox> boxes(String pickledBox) throws Exception {
        Path file = write("\u0080\u0002]((K\u0000(U\u0001al(" + pickledBox + "lle.", "boxes.pkl");
        return DetectionPickle.read(file).get(0).boxes();
    }

    private Path write(String bytes, String name) throws IOException {
        return Files.write(folder.resolve(name), bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String refusal(String bytes, String name) throws IOException {
        return refusal(write(bytes, name));
    }

    private static String refusal(String name) throws Exception {
        return refusal(shipped().resolve("hostile").resolve(name));
    }

    private static String refusal(Path file) {
        try {
            List<LabelledFrame> frames = DetectionPickle.read(file);
            throw new AssertionError(file + " was taken: " + frames.size() + " frames");
        } catch (InterchangeException e) {
            assertThat(e.file()).isEqualTo(file);
            assertThat(e).hasMessageStartingWith(file.toString());
            assertThat(e.explanation()).isNotBlank();
            return e.explanation();
        }
    }

    private static Stream<DynamicTest> hostile(Path root) throws IOException {
        List<Path> files = list(root.resolve("hostile"));
        assertThat(files).hasSizeGreaterThan(40);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> refusal(file)));
    }

    private static Stream<DynamicTest> detections(Path root) throws IOException {
        JsonNode expected = JSON.readTree(root.resolve("detections.json").toFile());
        List<Path> files = list(root.resolve("detections"));
        assertThat(files).hasSize(expected.size());
        return files.stream().map(file -> {
            String name = file.getFileName().toString();
            return DynamicTest.dynamicTest(name, () -> assertThat(DetectionPickle.read(file))
                    .isEqualTo(rows(Objects.requireNonNull(expected.get(name)).get("rows"))));
        });
    }

    private static List<LabelledFrame> rows(JsonNode rows) {
        List<LabelledFrame> frames = new ArrayList<>();
        for (JsonNode row : rows) {
            List<String> labels = new ArrayList<>();
            row.get(1).forEach(label -> labels.add(label.asText()));
            List<PixelBox> boxes = new ArrayList<>();
            row.get(2).forEach(box -> boxes.add(JSON.convertValue(box, PixelBox.class)));
            frames.add(new LabelledFrame(row.get(0).asInt(), labels, boxes));
        }
        return frames;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".pkl"))
                    .sorted()
                    .toList();
        }
    }

    private static Path shipped() throws IOException, URISyntaxException {
        try (InputStream marker =
                Objects.requireNonNull(DetectionPickleTest.class.getResourceAsStream("pickles/detections.json"))) {
            assertThat(marker.read()).isEqualTo('{');
        }
        return Path.of(Objects.requireNonNull(DetectionPickleTest.class.getResource("pickles"))
                .toURI());
    }
}
