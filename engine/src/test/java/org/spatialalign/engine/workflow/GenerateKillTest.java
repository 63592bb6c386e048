package org.spatialalign.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
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
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.generate.TinyModel;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.GenerationRecord;
import org.spatialalign.engine.store.Project;

/** A matrix whose process is killed without warning and that is resumed ends like one that nobody disturbed. */
class GenerateKillTest {

    private static final int KILLS = 5;

    /** Six prompts, four seeds. */
    private static GenerateSpec spec() {
        List<GenerateSpec.Prompt> prompts = new ArrayList<>(List.of(GenerateSpecs.CAT, GenerateSpecs.DOG));
        for (String animal : List.of("fox", "hen", "cow", "owl")) {
            prompts.add(new GenerateSpec.Prompt(animal + "_LR", "The " + animal + " passes a tree."));
        }
        return GenerateSpecs.of(prompts, List.of(0, 1, 2, 3));
    }

    @Test
    void killedAtAnyMomentItEndsAsIfUndisturbed(@TempDir Path folder) throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        List<String> events = generateElsewhere(undisturbed, Integer.MAX_VALUE);
        List<String> expected = contents(undisturbed);
        assertThat(expected).hasSizeGreaterThan(4 * spec().cells());
        Random random = new Random(20260222);
        for (int i = 0; i < KILLS; i++) {
            int moment = 2 + random.nextInt(events.size() - 2);
            Path killed = folder.resolve("killed" + i);
            List<String> said = generateElsewhere(killed, moment);
            try (Project project = Project.open(killed, Project.Access.WRITE);
                    JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
                assertThat(queue.jobs()).as("%s", said).hasSize(1);
                JobRecord job = queue.jobs().get(0);
                if (job.state() == JobState.INTERRUPTED) {
                    queue.resume(job.id());
                }
                JobRecord end = queue.await(job.id());
                assertThat(end.state()).as("%s", end.error()).isEqualTo(JobState.SUCCEEDED);
            }
            assertThat(contents(killed)).as("killed after event " + moment).isEqualTo(expected);
        }
    }

    /** Generates in a process of its own and kills it when it has said so many lines. */
    private static List<String> generateElsewhere(Path project, int linesBeforeKill) throws Exception {
        Project.create(project).close();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dspatialalign.cache=" + project.resolveSibling("cache"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        GenerateProcess.class.getName(),
                        project.toString(),
                        TinyModel.folder().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (lines.size() == linesBeforeKill) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(lines).as("what the process said").isNotEmpty();
        return lines;
    }

    /** All that a project holds, without times and row numbers. */
    private static List<String> contents(Path folder) throws Exception {
        List<String> contents = new ArrayList<>();
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            for (ClipRecord clip : project.clips().all()) {
                contents.add(clip.id() + " " + clip.model() + " " + clip.promptId() + " " + clip.seed() + " "
                        + clip.fileName() + " " + clip.video());
                contents.add("file " + ContentHash.ofFile(project.clipFile(clip)));
                contents.add("thumbnail " + ContentHash.ofFile(project.thumbnailFile(clip)));
                GenerationRecord made = project.generations().find(clip.id()).orElseThrow();
                contents.add(made.recipeHash() + " " + made.prompt() + " " + made.recipe());
                contents.add("latents " + ContentHash.ofFile(project.resolve(String.valueOf(made.latents()))));
            }
            for (String place : List.of("clips", "latents", "thumbnails", "runs")) {
                try (Stream<Path> files = Files.walk(project.folder().resolve(place))) {
                    files.map(file -> project.folder().relativize(file).toString())
                            .sorted()
                            .forEach(contents::add);
                }
            }
        }
        return contents;
    }

    /** The process that is killed; says aloud whatever it has done. */
    static final class GenerateProcess {
        public static void main(String[] arguments) throws Exception {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try (Project project = Project.open(Path.of(arguments[0]), Project.Access.WRITE);
                    JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
                project.addListener(change -> out.println(change));
                GenerateSpec tiny = spec();
                GenerateSpec spec = GenerateSpecs.of(
                        Path.of(arguments[1]), null, tiny.prompts(), List.of(), tiny.seeds(), tiny.settings());
                queue.addListener(job -> out.println(job.state() + " " + job.progress()));
                queue.await(queue.submit(WorkflowJobs.generateSpec(spec)));
            }
        }
    }
}
