package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.track.LabelledFrame;

class BoxCasesTest {

    private static final Path PUBLISHED = Path.of("../../shared/published/reference_scores.json");

    private static final String GOOD =
            "{\"video\": \"v.mp4\", \"type\": \"RL\", \"reference_reward\": -100, \"frames\": [{\"frame\": 2, \"labels\":"
                    + " [\"cat\", \"box\"], \"boxes\": [[0, 0, 1, 1], [2.5, -2, 2.5, 9]]}]}";

    private final Path folder;

    BoxCasesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void labelsMayStandBeforeOrBehindTheCases() throws Exception {
        BoxCase expected = new BoxCase(
                "v.mp4",
                DsrType.of("RL"),
                "cat",
                "box",
                List.of(new LabelledFrame(
                        2, List.of("cat", "box"), List.of(new PixelBox(0, 0, 1, 1), new PixelBox(2.5, -2, 2.5, 9)))));
        assertThat(read("{\"animal\": \"cat\", \"object\": \"box\", \"cases\": [" + GOOD + "]}"))
                .containsExactly(expected);
        assertThat(read("{\"cases\": [" + GOOD + "], \"more\": {\"x\": []}, \"object\": \"box\", \"animal\": \"cat\"}"))
                .containsExactly(expected);
        assertThat(read("{\"cases\": [" + GOOD.replace("{\"video\"", "{\"animal\":\"cat\",\"object\":\"box\",\"video\"")
                        + "]}"))
                .containsExactly(expected);
        assertThat(read("{\"animal\": \"cat\", \"object\": \"box\", \"cases\": []}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"v.mp4\"|\"\"|field video",
                "\"RL\"|\"RX\"|field type",
                "\"frame\": 2|\"frame\": -2|frames, item 1: field frame",
                "[0, 0, 1, 1]|[0, 0, 1]|expected a box",
                "[0, 0, 1, 1]|[0, 0, -1, 1]|x1 <= x2",
                "[0, 0, 1, 1]|[0, 0, null, 1]|must be numbers",
                "[0, 0, 1, 1]|[0, NaN, 1, 1]|finite",
                "[0, 0, 1, 1]|[0, 0, 1, Infinity]|finite",
                "[\"cat\", \"box\"]|[\"cat\"]|1 labels for 2 boxes",
                "[\"cat\", \"box\"]|[\"cat\", 7]|labels must be texts",
                "\"frames\"|\"pictures\"|field frames",
                "{\"video\"|{\"animal\":\"box\",\"video\"|needs an animal and a different object",
            })
    void aBadCaseIsNamedAndTheOthersGoOn(String example) throws Exception {
        String[] parts = example.split("\\|");
        String bad = GOOD.replace(parts[0], parts[1]);
        assertThat(bad).isNotEqualTo(GOOD);
        Path file = write(
                "{\"animal\": \"cat\", \"object\": \"box\", \"cases\": [" + GOOD + ",\n" + bad + ",\n" + GOOD + "]}");
        List<String> seen = new ArrayList<>();
        BoxCases.each(file, new BoxCases.Handler<RuntimeException>() {
            @Override
            public void onCase(BoxCase boxes) {
                seen.add("good");
            }

            @Override
            public void onProblem(String video, RowProblem problem) {
                seen.add(problem.toString());
            }
        });
        assertThat(seen).hasSize(3);
        assertThat(seen.get(1)).startsWith("case 2 (line 2)").contains(parts[2]);
        assertThatThrownBy(() -> BoxCases.read(file))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("case 2");
    }

    @Test
    void otherFilesAreRefused() {
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("no list named cases");
        assertThatThrownBy(() -> read("")).hasMessageContaining("no list named cases");
        assertThatThrownBy(() -> read("{\"cases\": 7}")).hasMessageContaining("no list named cases");
        assertThatThrownBy(() -> read("{\"cases\": [" + GOOD)).hasMessageContaining("not valid JSON");
        assertThatThrownBy(() -> BoxCases.read(folder.resolve("absent.json"))).isInstanceOf(InterchangeException.class);
    }

    @Test
    void readsThePublishedCases() throws Exception {
        Assumptions.assumeTrue(Files.exists(PUBLISHED), PUBLISHED + " is not on this machine");
        assertThat(BoxCases.read(PUBLISHED)).hasSize(235);
    }

    private List<BoxCase> read(String json) throws IOException, InterchangeException {
        return BoxCases.read(write(json));
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("cases.json"), json);
    }
}
