package org.spatialalign.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.UserCache;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.EightBit;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.SamplerKind;
import org.spatialalign.engine.generate.TinyModel;
import org.spatialalign.engine.generate.VideoSize;
import org.spatialalign.engine.workflow.GenerateSummary.Failure;

/**
 * A disk that takes no more in the middle of a file. The system itself refuses to write: the process that generates may
 * write no file beyond a limit, to which it looks like a disk that is full.
 */
class GenerateFullDiskTest {

    /** Blocks of 1,024 bytes; clips and latents are larger. */
    private static final int LIMIT = 8;

    private static final GenerationSettings SETTINGS = new GenerationSettings(
            new VideoSize(25, 64, 96), SamplerKind.EULER, 1, 5, 1, "", 16, true, EightBit.DIFFSYNTH);

    private static GenerateSpec spec(boolean latents) {
        return new GenerateSpec(
                TinyModel.folder().toString(),
                null,
                List.of(GenerateSpecs.DOG),
                List.of(),
                List.of(0, 1),
                SETTINGS,
                ComputeChoice.CPU,
                latents);
    }

    private static GenerateSummary generate(Path folder, GenerateSpec spec) throws Exception {
        return GenerateJob.into(folder, spec, Progress.Listener.NONE, CancelToken.never(), line -> {});
    }

    @Test
    void clipsThatDoNotFitFailOneByOneAndLeaveNothing(@TempDir Path folder) throws Exception {
        assertFailed(folder, false, ".mp4");
    }

    @Test
    void latentsThatDoNotFitFailTheirClips(@TempDir Path folder) throws Exception {
        assertFailed(folder, true, ".safetensors");
    }

    private static void assertFailed(Path folder, boolean latents, String ending) throws Exception {
        GenerateSpec spec = spec(latents);
        // Where there is room; what is kept of prompts for later is kept now.
        GenerateSummary whole = generate(folder.resolve("whole"), spec);
        assertThat(whole.made()).hasSize(2);
        assertThat(sizes(folder.resolve("whole"), ending)).allMatch(bytes -> bytes > 1024 * LIMIT);

        Path full = folder.resolve("full");
        GenerateSummary summary = generateLimited(folder, full, latents);
        assertThat(summary.made()).isEmpty();
        assertThat(summary.failed()).extracting(Failure::seed).containsExactly(0L, 1L);
        assertThat(summary.failed()).allSatisfy(failure -> assertThat(failure.why())
                .contains(full.toString(), ending)
                .containsIgnoringCase("file too large"));
        assertThat(sizes(full, "")).as("nothing half-written").isEmpty();

        assertThat(generate(full, spec).made()).as("tried again with room").hasSize(2);
    }

    private static List<Long> sizes(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .map(file -> file.toFile().length())
                    .toList();
        }
    }

    private static GenerateSummary generateLimited(Path folder, Path into, boolean latents) throws Exception {
        Path bash = Path.of("/bin/bash");
        assumeThat(bash).as("a shell that can limit the size of files").exists();
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(
                        bash.toString(),
                        "-c",
                        "ulimit -f \"$0\" && exec \"$@\"",
                        String.valueOf(LIMIT),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-Dspatialalign.cache=" + UserCache.folder(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LimitedProcess.class.getName(),
                        into.toString(),
                        Json.write(spec(latents)))
                .redirectError(folder.resolve("errors").toFile())
                .redirectOutput(said.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        int exit = builder.start().waitFor();
        assertThat(exit).as(Files.readString(folder.resolve("errors"))).isZero();
        return Json.read(Files.readString(said), GenerateSummary.class);
    }

    /** The process that is limited. */
    static final class LimitedProcess {
        public static void main(String[] arguments) throws Exception {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            GenerateSpec spec = Json.read(arguments[1], GenerateSpec.class);
            out.println(Json.write(generate(Path.of(arguments[0]), spec)));
        }
    }
}
