package org.spatialalign.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.media.Frame;

class DetectorFolderTest {

    private final Path folder;

    DetectorFolderTest(@TempDir Path scratch) throws Exception {
        folder = SmallDetector.make(scratch.resolve("detector"));
    }

    private List<String> problems() {
        return new DetectorFolder(folder).problems();
    }

    private void replace(String file, String what, String with) throws Exception {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(what);
        Files.writeString(path, text.replace(what, with));
    }

    @Test
    void aWholeFolderHasNoProblem() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNamed() throws Exception {
        Files.delete(folder.resolve("tokenizer.json"));
        assertThat(problems()).singleElement().asString().contains("tokenizer.json is missing", "fetch");
    }

    @Test
    void otherFoldersAreToldWhatIsWanted() throws Exception {
        assertThat(new DetectorFolder(folder.resolve("nowhere")).problems())
                .singleElement()
                .asString()
                .contains("no such folder", "IDEA-Research/grounding-dino-tiny");
        assertThat(new DetectorFolder(folder.resolve("config.json")).problems())
                .singleElement()
                .asString()
                .contains("is a file", "config.json");
        assertThat(new DetectorFolder(Golden.folder("umt5-tiny")).problems())
                .singleElement()
                .asString()
                .contains("config.json", "model_type is 'umt5'", "only 'grounding-dino'");
    }

    @Test
    void weightsThatDoNotFitTheConfigurationAreNamed() throws Exception {
        replace("config.json", "\"num_queries\": 20", "\"num_queries\": 21");
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("model.safetensors", "1 tensor is of another shape", "query_position_embeddings");
    }

    @Test
    void weightsThatAreCutShortAreAnErrorOfTheFile() throws Exception {
        byte[] bytes = Files.readAllBytes(folder.resolve("model.safetensors"));
        Files.write(folder.resolve("model.safetensors"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(problems()).singleElement().asString().contains("model.safetensors");
    }

    @Test
    void anInputRuleThatIsNotKnownIsNamed() throws Exception {
        replace("preprocessor_config.json", "\"resample\": 2", "\"resample\": 3");
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("preprocessor_config.json", "resample is 3", "only 2");
    }

    @Test
    void aTokenizerOfAnotherKindIsRefused() throws Exception {
        replace("tokenizer.json", "\"WordPiece\"", "\"Unigram\"");
        assertThatThrownBy(() -> GroundingDinoDetector.open(new DetectorFolder(folder), ComputeChoice.CPU))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("tokenizer.json");
    }

    @Test
    void theNameOfTheFolderDoesNotChangeWhatItIs() throws Exception {
        Path cache = folder.resolve("cache");
        String hash = new DetectorFolder(folder)
                .identity(cache, progress -> {}, CancelToken.never())
                .hex();
        assertThat(new DetectorFolder(SmallDetector.make(folder.resolveSibling("elsewhere")))
                        .identity(cache, progress -> {}, CancelToken.never())
                        .hex())
                .isEqualTo(hash);
        replace("preprocessor_config.json", "1333", "1334");
        assertThat(new DetectorFolder(folder)
                        .identity(cache, progress -> {}, CancelToken.never())
                        .hex())
                .isNotEqualTo(hash);
    }

    @Test
    void framesGoThroughTheNetwork() throws Exception {
        DetectorOptions all = new DetectorOptions(1e-6, 0.5);
        try (Detector detector = GroundingDinoDetector.open(new DetectorFolder(folder), ComputeChoice.CPU)) {
            List<FrameDetections> found = detector.detect(
                    List.of(frame(0), frame(1)), List.of("Cat", "chair"), all, progress -> {}, CancelToken.never());
            assertThat(found).extracting(FrameDetections::frame).containsExactly(0, 1);
            assertThat(found.get(0).found()).hasSize(20);
            assertThat(found.get(0).found()).isNotEqualTo(found.get(1).found());
            assertThat(detector.label("Polar  BEAR")).isEqualTo("polar bear");
            assertThatThrownBy(() -> detector.detect(
                            List.of(frame(0)), List.of("Mr. Cat"), all, progress -> {}, CancelToken.never()))
                    .isInstanceOf(WorkbenchException.class)
                    .hasMessageContaining("'Mr. Cat'");
        }
    }

    private static Frame frame(int index) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(4 * 96 * 72);
        for (int i = 0; i < pixels.capacity(); i++) {
            pixels.put(i, (byte) (i * (index + 3)));
        }
        return new Frame(index, 96, 72, pixels);
    }
}
