package org.spatialalign.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.TinyModel;
import org.spatialalign.engine.generate.VideoSize;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.interchange.tensorboard.EventReader;
import org.spatialalign.engine.interchange.tensorboard.Scalar;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.track.MachineTracks;
import org.spatialalign.engine.train.CheckpointSample;
import org.spatialalign.engine.train.Checkpoints;
import org.spatialalign.engine.train.SampleFigures;
import org.spatialalign.engine.train.SampleLog;
import org.spatialalign.engine.train.TrainingPresets;

/** Sample clips of fixed prompts and seeds are made while a training goes on, and leave it as it is. */
class CheckpointSamplesTest {

    @TempDir
    Path temp = Path.of("");

    private Path study(String name) throws Exception {
        Path folder = temp.resolve(name);
        try (Project project = Project.create(folder)) {
            TrainingStudy.fill(project, temp.resolve(name + "-made"));
        }
        return folder;
    }

    /** The clips of two prompts and two seeds at the base and at both checkpoints. */
    private static TrainSpec sampled(Project project) throws Exception {
        return TrainingStudy.spec(
                        project, Objects.requireNonNull(project.folder().getParent()))
                .withSamples(settings(project));
    }

    private static SampleSettings settings(Project project) throws Exception {
        return new SampleSettings(
                List.of(GenerateSpec.Prompt.of(project, "0_LR"), GenerateSpec.Prompt.of(project, "1_RL")),
                List.of(0, 7),
                GenerateSpecs.QUICK,
                1,
                0.7);
    }

    private static JobRecord train(Project project, TrainSpec spec) throws Exception {
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            return queue.await(queue.submit(WorkflowJobs.trainSpec(spec)));
        }
    }

    @Test
    void eachCheckpointIsSampledAndTheTrainingStaysTheSame() throws Exception {
        try (Project project = Project.open(study("study"), Project.Access.WRITE)) {
            TrainSpec spec = sampled(project);
            TrainPlan plan = TrainPlan.of(project, spec, true);
            SampleCost cost = Objects.requireNonNull(plan.samples());
            assertThat(cost.checkpoints()).isEqualTo(3);
            assertThat(cost.clips()).isEqualTo(12);
            assertThat(cost.seconds()).isPositive().isLessThan(plan.seconds());
            assertThat(train(project, spec).error()).isNull();
            assertThat(train(project, spec.withSamples(null)).error()).isNull();
            List<TrainRun> runs = TrainRun.all(project);
            assertThat(runs.get(0).spec()).isEqualTo(spec);
            assertThat(checkpoints(runs.get(0).folder()))
                    .isEqualTo(checkpoints(runs.get(1).folder()));

            SampleLog log = SampleLog.read(runs.get(0).folder());
            assertThat(log.samples()).hasSize(12);
            assertThat(log.samples()).extracting(CheckpointSample::clip).doesNotHaveDuplicates();
            assertThat(log.samples(2))
                    .extracting(sample -> sample.promptId() + " " + sample.seed())
                    .containsExactly("0_LR 0", "0_LR 7", "1_RL 0", "1_RL 7");
            ClipRecord base = project.clips().find(log.samples(0).get(0).clip()).orElseThrow();
            ClipRecord last = project.clips().find(log.samples(4).get(0).clip()).orElseThrow();
            assertThat(base.model()).isEqualTo(TinyModel.folder().getFileName().toString());
            assertThat(last.model()).isEqualTo(base.model() + "+run1-step-000004");
            assertThat(last.promptId()).isEqualTo("0_LR");
            assertThat(project.generations().find(last.id())).isPresent();
            assertThat(log.figures()).extracting(SampleFigures::step).containsExactly(0L, 2L, 4L);
            SampleFigures end = log.figures(4).orElseThrow();
            assertThat(end.clips()).isEqualTo(4);
            assertThat(end.unscored()).isEqualTo(4);
            assertThat(end.missing() + end.unscorable() + end.scored()).isZero();
            assertThat(end.share()).isNull();
            assertThat(log.figures(0).orElseThrow().drift()).isZero();
            assertThat(end.drift()).isPositive();
            assertThat(end.diversity()).isPositive();
            List<Scalar> events = EventReader.readFolder(runs.get(0).folder().resolve(TrainEvents.FOLDER));
            assertThat(events.stream().filter(scalar -> scalar.tag().equals("samples/drift")))
                    .extracting(Scalar::value)
                    .containsExactlyElementsOf(log.figures().stream()
                            .map(figures -> (double)
                                    Objects.requireNonNull(figures.drift()).floatValue())
                            .toList());
            theFileOfTheCheckpointMakesTheSameClip(
                    project, runs.get(0), log.samples(4).get(0));
        }
    }

    private static void theFileOfTheCheckpointMakesTheSameClip(Project project, TrainRun run, CheckpointSample sample)
            throws Exception {
        GenerateSpec again = new GenerateSpec(
                run.spec().model(),
                new GenerateSpec.Lora(
                        Checkpoints.latest(run.folder()).orElseThrow().lora().toString(), 1),
                List.of(GenerateSpec.Prompt.of(project, sample.promptId())),
                List.of(),
                List.of(sample.seed()),
                GenerateSpecs.QUICK,
                run.spec().device(),
                false,
                true);
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            long id = queue.submit(WorkflowJobs.generateSpec(again));
            assertThat(queue.await(id).error()).isNull();
            assertThat(latents(queue, id)).hasSize(1);
            assertThat(latents(queue, run.job().id()))
                    .contains(latents(queue, id).get(0));
        }
    }

    /** Name and latents of each clip that a job has made. */
    private static List<String> latents(JobQueue queue, long job) throws Exception {
        return queue.log(job).stream()
                .filter(line -> line.contains(": latents "))
                .map(line -> line.substring(line.indexOf(' ') + 1).replaceAll(", .*", ""))
                .toList();
    }

    @Test
    void aRunIsSampledAfterItsEndAndScoredOnceItHasBoxes() throws Exception {
        try (Project project = Project.open(study("study"), Project.Access.WRITE)) {
            assertThat(train(project, sampled(project).withSamples(null)).error())
                    .isNull();
            TrainRun run = TrainRun.all(project).get(0);
            assertThat(SampleLog.read(run.folder()).samples()).isEmpty();
            SampleSummary first = sample(project, run);
            assertThat(first.figures()).extracting(SampleFigures::step).containsExactly(0L, 2L, 4L);
            List<CheckpointSample> samples = SampleLog.read(run.folder()).samples();
            assertThat(samples).hasSize(12);
            int clips = project.clips().all().size();
            String followed = samples.get(8).clip();
            SampleEvaluationTest.follow(project, followed, MachineTracks.none(5));
            SampleSummary second = sample(project, run);
            assertThat(project.clips().all()).hasSize(clips);
            assertThat(second.figures().subList(0, 2)).isEqualTo(first.figures().subList(0, 2));
            assertThat(second.figures().get(2).unscorable()).isEqualTo(1);
            assertThat(second.figures().get(2).unscored()).isEqualTo(3);
            assertThat(SampleLog.read(run.folder()).figures()).isEqualTo(second.figures());
            assertThat(SampleLog.read(run.folder()).samples()).isEqualTo(samples);
            // Too short for a score: the clip counts, and reaches nothing.
            assertThat(second.figures().get(2).share()).isZero();
            assertThat(second.figures().get(2).mean()).isNull();
            List<Scalar> events = EventReader.readFolder(run.folder().resolve(TrainEvents.FOLDER));
            assertThat(events)
                    .filteredOn(scalar -> scalar.tag().equals("samples/share"))
                    .hasSize(1);
            // What has not changed is not told twice. Files of the same second have no order among them.
            assertThat(events)
                    .filteredOn(scalar -> scalar.tag().equals("samples/drift"))
                    .extracting(Scalar::step)
                    .containsExactlyInAnyOrder(0L, 2L, 4L, 4L);
        }
    }

    private static SampleSummary sample(Project project, TrainRun run) throws Exception {
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            long id = queue.submit(
                    WorkflowJobs.sampleSpec(new SampleSpec(run.job().id(), settings(project))));
            JobRecord end = queue.await(id);
            assertThat(end.error()).isNull();
            return SampleSummary.of(Objects.requireNonNull(end.summary()));
        }
    }

    @Test
    void aDetectorFindsTheBoxesOfSamples() throws Exception {
        try (Project project = Project.open(study("study"), Project.Access.WRITE)) {
            GenerationSettings still = GenerateSpecs.QUICK.withSize(new VideoSize(1, 32, 48));
            SampleSettings detected = new SampleSettings(
                    List.of(GenerateSpec.Prompt.of(project, "0_LR")),
                    List.of(0),
                    still,
                    1,
                    0.7,
                    Golden.folder("grounding-dino-tiny").toString());
            TrainSpec spec = sampled(project);
            TrainSpec two = spec.withConfig(spec.config().withSteps(2)).withSamples(detected);
            assertThat(train(project, two).error()).isNull();
            SampleLog log = SampleLog.read(TrainRun.all(project).get(0).folder());
            // A detector of random numbers on one frame: what matters is that somebody has looked.
            assertThat(log.figures()).extracting(SampleFigures::unscored).containsExactly(0, 0);
            assertThat(log.figures()).extracting(SampleFigures::unscorable).containsExactly(1, 1);
            assertThat(project.tracks().current(log.samples().get(0).clip())).isPresent();
            SampleSettings nowhere = new SampleSettings(
                    detected.prompts(),
                    List.of(0),
                    still,
                    1,
                    0.7,
                    temp.resolve("none").toString());
            assertThat(TrainPlan.of(project, two.withSamples(nowhere), false).problems())
                    .isNotEmpty();
        }
    }

    @Test
    void stoppedInTheMiddleOfASampleItGoesOnWithoutAHole() throws Exception {
        Path undisturbed = study("undisturbed");
        List<String> expected;
        try (Project project = Project.open(undisturbed, Project.Access.WRITE)) {
            assertThat(train(project, sampled(project)).error()).isNull();
            expected = contents(project);
        }
        try (Project project = Project.open(study("stopped"), Project.Access.WRITE)) {
            long id;
            try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
                // The third clip of the second checkpoint has come in, and nothing knows yet what made it.
                project.addListener(change -> {
                    if (clips(project) == 6 + 4 + 3) {
                        cancel(queue, 1);
                    }
                });
                id = queue.submit(WorkflowJobs.trainSpec(sampled(project)));
                assertThat(queue.await(id).state()).isEqualTo(JobState.CANCELLED);
            }
            Path run = TrainRun.all(project).get(0).folder();
            assertThat(SampleLog.read(run).samples(2)).hasSizeBetween(2, 3);
            assertThat(SampleLog.read(run).figures(2)).isEmpty();
            try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
                queue.resume(id);
                assertThat(queue.await(id).error()).isNull();
            }
            assertThat(contents(project)).isEqualTo(expected);
        }
    }

    @Test
    void killedWhileItSamplesItEndsAsIfUndisturbed() throws Exception {
        killed(1);
    }

    @Test
    @Tag("slow")
    void killedOftenWhileItSamplesItEndsAsIfUndisturbed() throws Exception {
        killed(6);
    }

    private void killed(int kills) throws Exception {
        Path undisturbed = study("undisturbed");
        List<String> said = trainElsewhere(undisturbed, line -> false);
        List<String> expected;
        try (Project project = Project.open(undisturbed, Project.Access.WRITE)) {
            expected = contents(project);
        }
        List<Integer> sampling = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            if (said.get(i).contains("samples: ") || said.get(i).contains("kind=CLIPS")) {
                sampling.add(i);
            }
        }
        Random random = new Random(20260222);
        for (int kill = 0; kill < kills; kill++) {
            int moment = sampling.get(random.nextInt(sampling.size()));
            Path killed = study("killed" + kill);
            int[] lines = {0};
            trainElsewhere(killed, line -> lines[0]++ == moment);
            try (Project project = Project.open(killed, Project.Access.WRITE);
                    JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
                JobRecord job = queue.jobs().get(0);
                if (job.state() == JobState.INTERRUPTED) {
                    queue.resume(job.id());
                }
                assertThat(queue.await(job.id()).error()).isNull();
                assertThat(contents(project))
                        .as("killed at " + said.get(moment))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void aRunThatHasToEndKeepsItsSamples() throws Exception {
        try (Project project = Project.open(study("study"), Project.Access.WRITE)) {
            Path preset = Files.writeString(
                    temp.resolve("hot.json"),
                    Files.readString(TrainingStudy.preset(temp))
                            .replaceFirst("\\{", "{\"stopAbove\": 0.69316, ")
                            .replace("\"learningRate\": 0.01", "\"learningRate\": 10"));
            TrainSpec tiny = sampled(project);
            TrainSpec hot = new TrainSpec(
                            tiny.model(),
                            tiny.pairSet(),
                            tiny.pairsHash(),
                            tiny.use(),
                            TrainingPresets.read(preset),
                            tiny.device())
                    .withSamples(tiny.samples());
            assertThat(train(project, hot).error()).contains("Training stopped in step ", "with the pair");
            Path run = TrainRun.all(project).get(0).folder();
            assertThat(SampleLog.read(run).samples(0)).hasSize(4);
            assertThat(SampleLog.read(run).figures(0)).isPresent();
            assertThat(Checkpoints.list(run)).isNotEmpty();
        }
    }

    @Test
    void samplesThatCannotBeAreSaidBeforeTheRun() throws Exception {
        try (Project project = Project.open(study("study"), Project.Access.WRITE)) {
            TrainSpec spec = sampled(project);
            SampleSettings sound = settings(project);
            List<GenerateSpec.Prompt> twice = new ArrayList<>(sound.prompts());
            twice.add(new GenerateSpec.Prompt("2_LR", sound.prompts().get(0).text()));
            SampleSettings same = new SampleSettings(twice, sound.seeds(), sound.settings(), 1, 0.7);
            assertThatThrownBy(() ->
                            TrainPlan.of(project, spec.withSamples(same), false).require())
                    .hasMessageContaining("two prompts of the samples say the same");
            SampleSettings never = new SampleSettings(sound.prompts(), sound.seeds(), sound.settings(), 0, 0.7);
            assertThatThrownBy(() -> TrainPlan.of(project, spec.withSamples(never), false)
                            .require())
                    .hasMessageContaining("samples.every is 0");
            SampleSettings strangers = new SampleSettings(
                    List.of(new GenerateSpec.Prompt("nobody", "A cat.")), List.of(0), sound.settings(), 1, 0.7);
            assertThat(TrainPlan.of(project, spec.withSamples(strangers), false).problems())
                    .containsExactly("the samples' prompt nobody is not in the project");
        }
    }

    private static int clips(Project project) {
        try {
            return project.clips().all().size();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void cancel(JobQueue queue, long id) {
        try {
            queue.cancel(id);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> checkpoints(Path run) throws Exception {
        List<String> all = new ArrayList<>();
        for (Checkpoints.Checkpoint checkpoint : Checkpoints.list(run)) {
            all.add(checkpoint.state().getFileName() + " " + ContentHash.ofFile(checkpoint.state()));
            all.add(checkpoint.lora().getFileName() + " " + ContentHash.ofFile(checkpoint.lora()));
        }
        return all;
    }

    /** All that a training leaves, without times. */
    private static List<String> contents(Project project) throws Exception {
        List<String> contents = new ArrayList<>();
        TreeMap<String, String> clips = new TreeMap<>();
        for (ClipRecord clip : project.clips().all()) {
            clips.put(
                    clip.id(),
                    clip.model() + " " + clip.promptId() + " " + clip.seed() + " "
                            + ContentHash.ofFile(project.clipFile(clip)) + " "
                            + project.generations().find(clip.id()).map(made -> made.recipeHash()));
        }
        clips.forEach((id, what) -> contents.add(id + " " + what));
        Path run = TrainRun.all(project).get(0).folder();
        contents.addAll(checkpoints(run));
        SampleLog log = SampleLog.read(run);
        log.samples().forEach(sample -> contents.add(Json.write(sample)));
        log.figures().forEach(figures -> contents.add(Json.write(figures)));
        for (String place : List.of("clips", "thumbnails", "runs/1/samples")) {
            try (Stream<Path> files = Files.walk(project.folder().resolve(place))) {
                files.map(file -> project.folder().relativize(file).toString())
                        .sorted()
                        .forEach(contents::add);
            }
        }
        return contents;
    }

    private static List<String> trainElsewhere(Path project, Predicate<String> killAt) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dai.djl.offline=true",
                        "-Dspatialalign.cache=" + project.resolveSibling("cache"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainProcess.class.getName(),
                        project.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (killAt.test(line)) {
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(lines).as("what the process said").isNotEmpty();
        return lines;
    }

    /** The process that is killed; says aloud whatever it has done. */
    static final class TrainProcess {
        public static void main(String[] arguments) throws Exception {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try (Project project = Project.open(Path.of(arguments[0]), Project.Access.WRITE);
                    JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
                project.addListener(change -> out.println(change));
                queue.addListener(job -> out.println(job.state() + " " + job.progress()));
                queue.await(queue.submit(WorkflowJobs.trainSpec(sampled(project))));
            }
        }
    }
}
