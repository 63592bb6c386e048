package org.spatialalign.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.WorkbenchException;

/** Starts that fail happen in processes of their own: a library is loaded once in each. */
class TorchStartTest {

    private final Path folder;

    TorchStartTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Prints what a start says, twice, and what it is like to go on regardless. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws IOException {
            StringBuilder said = new StringBuilder();
            for (int i = 0; i < 2; i++) {
                try {
                    Torch.start();
                    said.append("threads ").append(Torch.threads()).append('\n');
                } catch (WorkbenchException e) {
                    said.append("refused: ").append(e.getMessage()).append('\n');
                }
            }
            try {
                Torch.version();
            } catch (IllegalStateException e) {
                said.append(e.getMessage()).append('\n');
            }
            Files.writeString(Path.of(arguments[0]), said);
        }
    }

    private List<String> start(Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Path log = folder.resolve("log.txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1");
        builder.command().addAll(List.of(options));
        builder.command()
                .addAll(List.of(
                        "-cp", System.getProperty("java.class.path"), Starter.class.getName(), said.toString()));
        builder.environment().putAll(environment);
        int code = builder.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(code).as(Files.readString(log, StandardCharsets.ISO_8859_1)).isZero();
        return Files.readAllLines(said);
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        List<String> said = start(Map.of("DJL_CACHE_DIR", file.toString()));
        assertThat(said).hasSize(3);
        assertThat(said.get(0))
                .startsWith("refused: cannot unpack the tensor library (450 MB) to " + file)
                .contains("; make room there")
                .endsWith("set DJL_CACHE_DIR to a folder with room");
        assertThat(said.get(1)).isEqualTo(said.get(0));
        assertThat(said.get(2)).isEqualTo("the tensor library did not start");
    }

    @Test
    void theNumberOfThreadsIsChecked() throws Exception {
        assertThat(start(Map.of(), "-Dspatialalign.threads=many").get(0))
                .isEqualTo("refused: spatialalign.threads is 'many'; expected the number of threads to compute with, "
                        + "1 or more");
        assertThat(start(Map.of(), "-Dspatialalign.threads=1")).containsExactly("threads 1", "threads 1");
    }

    @Test
    void aLibraryOfOnesOwnMustBeThereAndOfAKnownKind() throws Exception {
        assertThat(start(Map.of("PYTORCH_LIBRARY_PATH", folder.toString())).get(0))
                .isEqualTo("refused: PYTORCH_LIBRARY_PATH is '" + folder + "', where there is no "
                        + System.mapLibraryName("torch") + "; name the folder that holds it, or unset the variable");
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.createFile(own.resolve(System.mapLibraryName("torch")));
        Map<String, String> other = Map.of(
                "PYTORCH_LIBRARY_PATH", own.toString(),
                "PYTORCH_FLAVOR", "rocm",
                "DJL_CACHE_DIR", folder.toString());
        // An empty file is no library: which of the two is said first depends on the system.
        assertThat(start(other).get(0)).containsAnyOf("set PYTORCH_FLAVOR to cpu", "cannot load the tensor library");
    }

    @Test
    void startsHere() {
        assertThatCode(Torch::start).doesNotThrowAnyException();
        assertThat(Torch.version()).isNotEmpty();
        assertThat(Torch.threads()).isPositive();
    }
}
