package org.spatialalign.engine.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.geometry.PixelBox;

class SeedFileTest {

    private static final Path PUBLISHED = Path.of("../../shared/published/seed_boxes.json");

    private final Path folder;

    SeedFileTest(@TempDir Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Test
    void pathsAreRelativeToTheFile() throws Exception {
        List<SeedEntry> entries = read(
                """
                [{"clip": "clips/a.mp4", "frame": 8, "animal": [646, 168.5, 832, 374], "object": [96, 217, 259, 350]},
                 {"clip": "../b.mp4", "frame": 0, "animal": [-5, 0, 10, 10], "object": null, "note": "x"}]""");
        assertThat(entries)
                .containsExactly(
                        new SeedEntry(
                                folder.resolve("clips/a.mp4"),
                                8,
                                new PixelBox(646, 168.5, 832, 374),
                                new PixelBox(96, 217, 259, 350)),
                        new SeedEntry(folder.resolveSibling("b.mp4"), 0, new PixelBox(-5, 0, 10, 10), null));
        assertThat(entries.get(1).boxes().complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"frame\": 0, \"animal\": [0, 0, 1, 1]}|field clip",
                "{\"clip\": \"\", \"frame\": 0, \"animal\": [0, 0, 1, 1]}|field clip",
                "{\"clip\": \"a\\u0000\", \"frame\": 0, \"animal\": [0, 0, 1, 1]}|not a path",
                "{\"clip\": \"a\", \"animal\": [0, 0, 1, 1]}|field frame",
                "{\"clip\": \"a\", \"frame\": -1, \"animal\": [0, 0, 1, 1]}|found -1",
                "{\"clip\": \"a\", \"frame\": 1.5, \"animal\": [0, 0, 1, 1]}|found 1.5",
                "{\"clip\": \"a\", \"frame\": 4294967296, \"animal\": [0, 0, 1, 1]}|field frame",
                "{\"clip\": \"a\", \"frame\": 0}|neither",
                "{\"clip\": \"a\", \"frame\": 0, \"animal\": [0, 0, 1]}|field animal: expected a box",
                "{\"clip\": \"a\", \"frame\": 0, \"animal\": \"0 0 1 1\"}|field animal: expected a box",
                "{\"clip\": \"a\", \"frame\": 0, \"animal\": [0, \"0\", 1, 1]}|must be numbers",
                "{\"clip\": \"a\", \"frame\": 0, \"object\": [0, 0, 0, 1]}|field object: the box has no extent",
                "{\"clip\": \"a\", \"frame\": 0, \"object\": [5, 5, 5, 5]}|no extent",
                "{\"clip\": \"a\", \"frame\": 0, \"object\": [9, 0, 1, 1]}|x1 <= x2",
                "{\"clip\": \"a\", \"frame\": 0, \"object\": [0, 0, 1e999, 1]}|finite",
                "{\"clip\": \"a\", \"frame\": 0, \"object\": [0, 0, 1e9, 1]}|within a million",
                "{\"clip\": \"a\", \"frame\": 0, \"object\": [NaN, 0, 1, 1]}|field object: box corners must be finite",
                "{\"clip\": \"a\", \"frame\": NaN, \"object\": [0, 0, 1, 1]}|field frame",
                "7|field clip",
            })
    void aBadEntryIsLeftOutAndTheOthersAreTaken(String example) throws Exception {
        String[] parts = example.split("\\|");
        String good = "{\"clip\": \"good.mp4\", \"frame\": 0, \"animal\": [0, 0, 1, 1]}";
        Path file = write("[" + good + ",\n" + parts[0] + ",\n" + good + "]");
        SeedFile.Contents contents = SeedFile.readTolerant(file);
        assertThat(contents.entries()).hasSize(2);
        assertThat(contents.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.place()).isEqualTo("entry 2 (line 2)");
            assertThat(problem.problem()).contains(parts[1]);
        });
        assertThatThrownBy(() -> SeedFile.read(file))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("entry 2 (line 2)")
                .hasMessageContaining(parts[1]);
    }

    @Test
    void brokenJsonNamesThePlace() {
        assertThatThrownBy(() -> read("[{\"clip\": \"a\",\n \"frame\": nothing}]"))
                .isInstanceOf(InterchangeException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("not valid JSON");
        assertThatThrownBy(() -> read("[{\"clip\": \"a\n"))
                .hasMessageContaining("line 1")
                .hasMessageEndingWith("Illegal unquoted character; is a quote missing?");
        assertThatThrownBy(() -> read("[{\"clip\"")).hasMessageContaining("not valid JSON");
        assertThatThrownBy(() -> read("{}")).hasMessageContaining("expected a list of seed boxes");
        assertThatThrownBy(() -> read("")).hasMessageContaining("expected a list of seed boxes");
        assertThatThrownBy(() -> SeedFile.read(folder.resolve("absent.json"))).hasMessageContaining("absent.json");
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(InterchangeException.class);
    }

    @Test
    void writtenSeedsComeBack() throws Exception {
        List<SeedEntry> entries = List.of(
                new SeedEntry(folder.resolve("clips/a.mp4"), 3, new PixelBox(0.25, 1, 2, 3), null),
                new SeedEntry(folder.resolveSibling("z.mp4"), 4, null, new PixelBox(0, 1, 2, 3)));
        Path file = folder.resolve("out.json");
        SeedFile.write(file, entries);
        assertThat(SeedFile.read(file)).isEqualTo(entries);
        assertThat(Files.readString(file)).contains("\"clips/a.mp4\"");
    }

    @Test
    void readsThePublishedSeeds() throws Exception {
        Assumptions.assumeTrue(Files.exists(PUBLISHED), PUBLISHED + " is not on this machine");
        List<SeedEntry> entries = SeedFile.read(PUBLISHED);
        assertThat(entries).hasSize(12).allMatch(entry -> entry.boxes().complete());
        assertThat(entries).allMatch(entry -> Files.exists(entry.clip()));
    }

    private List<SeedEntry> read(String json) throws IOException, InterchangeException {
        return SeedFile.read(write(json));
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("seeds.json"), json);
    }
}
