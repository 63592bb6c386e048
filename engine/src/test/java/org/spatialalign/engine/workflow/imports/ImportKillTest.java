package org.spatialalign.engine.workflow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.store.TrackRecord;

/** An import that is killed without warning and started again ends like one that nobody disturbed. */
class ImportKillTest {

    private static final int CLIPS = 5;

    private static final int KILLS = 5;

    private final Path folder;

    ImportKillTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void killedAtAnyMomentItEndsAsIfUndisturbed() throws Exception {
        Path input = input();
        Path undisturbed = folder.resolve("undisturbed");
        Project.create(undisturbed).close();
        List<String> events = importElsewhere(undisturbed, input, Integer.MAX_VALUE);
        List<String> expected = contents(undisturbed);
        assertThat(expected).hasSizeGreaterThan(3 * CLIPS);

        Random random = new Random(20260222);
        for (int i = 0; i < KILLS; i++) {
            int moment = 1 + random.nextInt(events.size() - 1);
            Path killed = folder.resolve("killed" + i);
            Project.create(killed).close();
            List<String> seen = importElsewhere(killed, input, moment);
            assertThat(seen).as("events before the kill").hasSizeGreaterThanOrEqualTo(moment);
            try (Project project = Project.open(killed, Project.Access.WRITE)) {
                assertThat(shownAsTaken(seen)).allMatch(taken -> isThere(project, taken));
                new ImportJob(project, ImportSpec.sniff(List.of(input)))
                        .importAll(Progress.Listener.NONE, CancelToken.never(), line -> {});
            }
            assertThat(contents(killed)).as("killed after event " + moment).isEqualTo(expected);
        }
    }

    private Path input() throws Exception {
        Path input = Files.createDirectories(folder.resolve("input"));
        StringBuilder prompts = new StringBuilder("type,prompt_id,animal,object,scene,initial_SR,final_SR,prompt\n");
        StringBuilder seeds = new StringBuilder("[");
        for (int i = 0; i < CLIPS; i++) {
            prompts.append("LR,p").append(i).append(",cat,box,,on the left of,to the right of,A cat.\n");
            String clip = "wan/p" + i + "_F6_seed00.mp4";
            TinyClips.write(input.resolve(clip), 6, i + 1);
            seeds.append(i == 0 ? "" : ",")
                    .append("{\"clip\": \"" + clip + "\", \"frame\": 1, \"animal\": [1, 1, 9, 9]}");
            Path pickle = input.resolve("wan_det/p" + i + "_F6_seed00.mp4.pkl");
            Files.createDirectories(pickle.getParent());
            Files.write(
                    pickle,
                    ("\u0080\u0002]((K\u0001(U\u0003boxU\u0003catl((K\u0001K\u0002K\u0003K\u0004l"
                                    + "(K\u0005K\u0006K\u0007K\u0008llle.")
                            .getBytes(StandardCharsets.ISO_8859_1));
        }
        Files.writeString(input.resolve("prompts.csv"), prompts);
        Files.writeString(input.resolve("seeds.json"), seeds.append("]"));
        return input;
    }

    /** Imports in a process of its own and kills it when it has said so many lines. */
    private static List<String> importElsewhere(Path project, Path input, int linesBeforeKill) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportProcess.class.getName(),
                        project.toString(),
                        input.toString())
                .redirectErrorStream(true);
        // A JVM that finds it says so in a line of its own, and lines are counted here.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (lines.size() == linesBeforeKill) {
                    // Unlike the process's own method this leaves the pipe open: its last words count.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        if (linesBeforeKill == Integer.MAX_VALUE) {
            assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
        }
        return lines;
    }

    private static List<String> shownAsTaken(List<String> lines) {
        String start = "taken: wan/";
        return lines.stream()
                .filter(line -> line.startsWith(start) && line.endsWith(".mp4"))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    private static boolean isThere(Project project, String fileName) {
        try {
            for (ClipRecord clip : project.clips().all()) {
                if (clip.fileName().equals(fileName)) {
                    return ContentHash.ofFile(project.clipFile(clip)).equals(clip.hash());
                }
            }
            return false;
        } catch (ProjectException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** All that a project holds, without times and row numbers. */
    private static List<String> contents(Path folder) throws Exception {
        List<String> contents = new ArrayList<>();
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            project.prompts().all().forEach(prompt -> contents.add(prompt.toString()));
            for (ClipRecord clip : project.clips().all()) {
                contents.add(clip.id() + " " + clip.model() + " " + clip.promptId() + " " + clip.seed() + " "
                        + clip.fileName() + " " + clip.path() + " " + clip.bytes() + " " + clip.video());
                contents.add("file " + ContentHash.ofFile(project.clipFile(clip)));
                contents.add("thumbnail " + ContentHash.ofFile(project.thumbnailFile(clip)));
                contents.add("seeds " + project.seeds().of(clip.id()));
                List<TrackRecord> history = project.tracks().history(clip.id());
                history.forEach(track -> contents.add(track.source() + " " + brief(track) + " " + track.recipe()));
                contents.add("current " + project.tracks().current(clip.id()).map(ImportKillTest::brief));
            }
            try (Stream<Path> files = Files.list(project.folder().resolve("clips"))) {
                files.map(file -> file.getFileName().toString()).sorted().forEach(contents::add);
            }
        }
        return contents;
    }

    private static String brief(TrackRecord track) {
        return ContentHash.ofText(track.tracks().toString()).brief();
    }

    /** The process that is killed; says aloud whatever it has done. */
    static final class ImportProcess {
        public static void main(String[] arguments) throws Exception {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try (Project project = Project.open(Path.of(arguments[0]), Project.Access.WRITE)) {
                project.addListener(change -> out.println(change));
                new ImportJob(project, ImportSpec.sniff(List.of(Path.of(arguments[1]))))
                        .importAll(progress -> out.println(progress), CancelToken.never(), out::println);
            }
        }
    }
}
