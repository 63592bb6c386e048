package org.spatialalign.engine.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A second Java process that runs {@link ForkedProgram}, to be talked to line by line and to be killed. */
final class ForkedJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;

    private ForkedJvm(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ForkedJvm start(String... arguments) throws IOException {
        return new ForkedJvm(command(arguments));
    }

    /** Started by a shell script, in which {@code "$@"} stands for the Java command. */
    static ForkedJvm startIn(String script, String... arguments) throws IOException {
        return new ForkedJvm(Stream.concat(Stream.of("sh", "-c", script, "sh"), command(arguments).stream())
                .toList());
    }

    /** Whether a shell command works on this machine. */
    static boolean works(String script) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", script)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** The next line it says; null when it is gone. */
    @Nullable
    String line() throws IOException {
        return out.readLine();
    }

    /** All it says until it ends. */
    List<String> rest() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** Kill -9, then what it had said before. */
    List<String> kill() throws IOException, InterruptedException {
        // Not by way of the Process: that would close the stream with what was said and not read yet.
        process.toHandle().destroyForcibly();
        List<String> lines = rest();
        process.waitFor();
        return lines;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        out.close();
    }

    private static List<String> command(String... arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(
                Files.exists(java) ? java.toString() : "java",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                ForkedProgram.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
