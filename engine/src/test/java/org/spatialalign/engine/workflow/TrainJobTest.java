package org.spatialalign.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.evaluate.ScoredClip;
import org.spatialalign.engine.evaluate.Unscorable;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.ModelFolder;
import org.spatialalign.engine.generate.ModelIdentity;
import org.spatialalign.engine.generate.TinyModel;
import org.spatialalign.engine.interchange.LoraFiles;
import org.spatialalign.engine.interchange.tensorboard.EventReader;
import org.spatialalign.engine.interchange.tensorboard.Scalar;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.model.lora.LoraCheck;
import org.spatialalign.engine.model.wan.WanConfigFile;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.GenerationRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.Checkpoints;
import org.spatialalign.engine.train.EarlyStop;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.train.TrainingLog;
import org.spatialalign.engine.train.TrainingPair;
import org.spatialalign.engine.train.TrainingPresets;
import org.spatialalign.engine.train.TrainingStep;
import org.spatialalign.engine.workflow.provenance.NodeId;
import org.spatialalign.engine.workflow.provenance.Provenance;

/** Clips of a project become a LoRA that the same project generates with. */
class TrainJobTest {

    private Path temp = Path.of("");
    private Project project;

    @BeforeEach
    void create(@TempDir Path folder) throws Exception {
        temp = folder;
        project = Project.create(folder.resolve("study"));
        TrainingStudy.fill(project, folder);
    }

    @AfterEach
    void close() throws Exception {
        project.close();
    }

    private JobRecord train(TrainSpec spec) throws Exception {
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            return queue.await(queue.submit(WorkflowJobs.trainSpec(spec)));
        }
    }

    @Test
    void latentsKeptByTheSameModelAreTakenAsTheyAre() throws Exception {
        GenerateSpec generate = GenerateSpecs.of(
                TinyModel.folder(), null, List.of(), List.of("0_LR"), List.of(10, 11), GenerateSpecs.QUICK);
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            assertThat(queue.await(queue.submit(WorkflowJobs.generateSpec(generate)))
                            .state())
                    .isEqualTo(JobState.SUCCEEDED);
        }
        List<String> made = project.generations().all().stream()
                .map(GenerationRecord::clipId)
                .toList();
        PreferencePair drawn =
                project.pairSets().find(TrainingStudy.SET).orElseThrow().pairs().get(0);
        PreferencePair pair = new PreferencePair(
                drawn.promptId(),
                drawn.prompt(),
                drawn.type(),
                made.get(0),
                made.get(1),
                false,
                null,
                null,
                null,
                drawn.source(),
                List.of(),
                null,
                List.of(),
                "",
                "");
        PairSet set = PairSet.of("made", PairSet.Policy.BOTH, null, "paper", Instant.EPOCH, List.of(pair));
        project.pairSets().add(set);
        TrainSpec spec = new TrainSpec(
                TinyModel.folder().toString(),
                set.name(),
                set.hash(),
                TrainSpec.Use.ALL,
                TrainingPresets.read(TrainingStudy.preset(temp)),
                ComputeChoice.CPU);
        ContentHash base = new ModelIdentity(temp.resolve("cache"))
                .of(ModelFolder.inspect(TinyModel.folder()), Progress.Listener.NONE, CancelToken.never());
        assertThat(TrainPairs.of(project, spec, base).clips().values())
                .hasSize(2)
                .allSatisfy(clip -> assertThat(clip.latents()).isNotNull().exists());
        assertThat(TrainPairs.of(project, spec, ContentHash.ofText("another"))
                        .clips()
                        .values())
                .allSatisfy(clip -> assertThat(clip.latents()).isNull());
        assertThat(train(spec).error()).isNull();
    }

    @Test
    void pairsOfAProjectBecomeALoraThatGenerates() throws Exception {
        TrainSpec spec = TrainingStudy.spec(project, temp);
        TrainPlan plan = TrainPlan.of(project, spec, true);
        plan.require();
        assertThat(plan.trained()).isEqualTo(2);
        assertThat(plan.heldOut()).isEqualTo(1);
        assertThat(plan.timesPerPair()).isEqualTo(4);
        assertThat(plan.clips()).isEqualTo(6);
        assertThat(plan.seconds()).isPositive();
        assertThat(plan.notes()).singleElement().asString().contains("last 3 of 24 frames");
        assertThat(plan.types()).extracting(TrainPlan.TypeRow::type).containsExactly("LR", "RL");

        JobRecord end = train(spec);
        assertThat(end.error()).isNull();
        TrainSummary summary = TrainSummary.of(Objects.requireNonNull(end.summary()));
        assertThat(summary.steps()).isEqualTo(4);
        TrainRun run = TrainRun.all(project).get(0);
        assertThat(run.spec()).isEqualTo(spec);
        assertThat(run.job().state()).isEqualTo(JobState.SUCCEEDED);
        RunRecord record = RunRecord.read(run.folder());
        assertThat(record.config()).isEqualTo(spec.config());
        assertThat(record.pairsHash()).isEqualTo(spec.pairsHash());
        assertThat(record.pairs().stream().filter(TrainingPair::heldOut)).hasSize(1);
        assertThat(Checkpoints.list(run.folder()))
                .extracting(Checkpoints.Checkpoint::step)
                .containsExactly(0L, 2L, 4L);
        numbersAreWritten(run);

        Path lora = project.resolve(summary.lora());
        LoraCheck check = LoraCheck.of(
                LoraFiles.read(lora),
                WanConfigFile.read(TinyModel.folder().resolve("transformer/config.json"))
                        .parameterShapes());
        assertThat(check.matched()).isNotEmpty();
        assertThat(check.missing()).isEmpty();
        assertThat(project.resolve(Objects.requireNonNull(summary.best()))).exists();
        GenerateSpec generate = GenerateSpecs.of(
                TinyModel.folder(),
                new GenerateSpec.Lora(lora.toString(), 1),
                List.of(GenerateSpecs.CAT),
                List.of(),
                List.of(0),
                GenerateSpecs.QUICK);
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            assertThat(queue.await(queue.submit(WorkflowJobs.generateSpec(generate)))
                            .error())
                    .isNull();
        }
    }

    private static void numbersAreWritten(TrainRun run) throws Exception {
        TrainingLog log = TrainingLog.read(run.folder());
        TrainingStep first = log.steps().get(0).step();
        assertThat(first.dpo()).isCloseTo(Math.log(2), within(1e-9));
        List<Scalar> scalars = EventReader.readFolder(run.folder().resolve(TrainEvents.FOLDER));
        assertThat(scalars)
                .extracting(Scalar::tag)
                .contains(
                        "train/loss_total",
                        "train/loss_dpo",
                        "train/loss_reg",
                        "train/score_pos",
                        "train/score_neg",
                        "train/score_margin",
                        "train/lr",
                        "train/grad_norm",
                        "train/clipped",
                        "val/loss_total");
        assertThat(scalars.stream()
                        .filter(scalar -> scalar.tag().equals("train/score_margin"))
                        .map(Scalar::value))
                .containsExactlyElementsOf(log.steps().stream()
                        .map(step -> (double) (float) step.step().margin())
                        .toList());
    }

    @Test
    void aRunThatIsStoppedGoesOnAsIfItHadNot() throws Exception {
        TrainSpec spec = TrainingStudy.spec(project, temp);
        long id;
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            queue.addListener(job -> {
                if (job.progress().unit().equals("pairs") && job.progress().done() == 3) {
                    cancel(queue, job.id());
                }
            });
            id = queue.submit(WorkflowJobs.trainSpec(spec));
            JobState first = queue.await(id).state();
            assertThat(first).isIn(JobState.CANCELLED, JobState.SUCCEEDED);
            if (first == JobState.CANCELLED) {
                assertThat(TrainRun.all(project).get(0).folder().toString()).endsWith(".tmp");
            }
        }
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            if (queue.job(id).orElseThrow().state() == JobState.CANCELLED) {
                queue.resume(id);
            }
            assertThat(queue.await(id).error()).isNull();
        }
        assertThat(train(spec).error()).isNull();
        List<TrainRun> runs = TrainRun.all(project);
        for (String file : List.of("step-000004.safetensors", "step-000004.state")) {
            assertThat(ContentHash.ofFile(
                            runs.get(0).folder().resolve("checkpoints").resolve(file)))
                    .isEqualTo(ContentHash.ofFile(
                            runs.get(1).folder().resolve("checkpoints").resolve(file)));
        }
    }

    @Test
    void aRunThatGoesOnWithAnotherEndsAsOneLongRunWould() throws Exception {
        TrainSpec four = TrainingStudy.spec(project, temp);
        assertThat(train(four).error()).isNull();
        TrainRun first = TrainRun.all(project).get(0);
        TrainSpec longer = first.goingOn(7);
        assertThat(longer.parent()).isEqualTo(new RunRecord.Parent(first.job().id(), 4));
        TrainPlan plan = TrainPlan.of(project, longer, true);
        plan.require();
        assertThat(plan.seconds()).isCloseTo(3 * plan.stepSeconds(), within(1e-9));
        assertThat(plan.notes()).anySatisfy(note -> assertThat(note).contains("learning rate is 0 from step 6 on"));
        assertThat(train(longer).error()).isNull();
        TrainSpec atOnce = four.withConfig(four.config().withSteps(7));
        assertThat(train(atOnce).error()).isNull();
        List<TrainRun> runs = TrainRun.all(project);
        assertThat(RunRecord.read(runs.get(1).folder()).parent()).isEqualTo(longer.parent());
        assertThat(hashes(runs.get(1))).isEqualTo(hashes(runs.get(2)));
        TrainingLog went = TrainingLog.read(runs.get(1).folder());
        TrainingLog straight = TrainingLog.read(runs.get(2).folder());
        assertThat(went.steps().stream().map(TrainingLog.Timed::step).toList())
                .isEqualTo(
                        straight.steps().stream().map(TrainingLog.Timed::step).toList());
        assertThat(went.validations()).isEqualTo(straight.validations());
        assertThat(Checkpoints.latest(first.folder()).orElseThrow().step()).isEqualTo(4);
        Provenance provenance = new Provenance(project);
        assertThat(provenance.from(NodeId.run(2))).contains(NodeId.run(1));
        assertThat(provenance.of(NodeId.run(1))).contains(NodeId.run(2));
        assertThat(provenance.of(NodeId.run(3))).doesNotContain(NodeId.run(2));
        // Also from an earlier checkpoint, whatever came after it.
        assertThat(train(four.goingOn(new RunRecord.Parent(1, 2), 4)).error()).isNull();
        assertThat(hashes(TrainRun.find(project, 4))).isEqualTo(hashes(first));
    }

    private static List<String> hashes(TrainRun run) throws Exception {
        List<String> hashes = new ArrayList<>();
        for (Checkpoints.Checkpoint checkpoint : Checkpoints.list(run.folder())) {
            for (Path file : List.of(checkpoint.lora(), checkpoint.state())) {
                hashes.add(file.getFileName() + " " + ContentHash.ofFile(file));
            }
        }
        return hashes;
    }

    @Test
    void aRunThatHasBegunNeedsTheEarlierOneNoMore() throws Exception {
        TrainSpec four = TrainingStudy.spec(project, temp);
        assertThat(train(four).error()).isNull();
        TrainRun first = TrainRun.find(project, 1);
        TrainSpec longer = first.goingOn(6);
        Path work = Files.createDirectories(temp.resolve("work"));
        assertThatThrownBy(() -> new TrainJob(project, longer).run(new StoppedAt("step 5 of 6", work)))
                .isInstanceOf(CancelledException.class);
        for (Checkpoints.Checkpoint checkpoint : Checkpoints.list(first.folder())) {
            Files.delete(checkpoint.state());
        }
        assertThat(TrainPlan.of(project, longer, false).problems()).isNotEmpty();
        new TrainJob(project, longer).run(new StoppedAt("never", work));
        assertThat(Checkpoints.latest(work).orElseThrow().step()).isEqualTo(6);
    }

    /** A job's surroundings in which somebody wants to stop as soon as the job says so and so. */
    private record StoppedAt(String message, Path workFolder, CancelToken cancel) implements JobContext {

        StoppedAt(String message, Path workFolder) {
            this(message, workFolder, new CancelToken());
        }

        @Override
        public void progress(long done, long total, String unit, String said) {
            if (said.startsWith(message)) {
                cancel.cancel();
            }
        }

        @Override
        public void log(String line) {}

        @Override
        public long jobId() {
            return 2;
        }
    }

    @Test
    void aRunGoesOnWithWhatItWasOnly() throws Exception {
        TrainSpec four = TrainingStudy.spec(project, temp);
        assertThat(train(four).error()).isNull();
        TrainRun first = TrainRun.all(project).get(0);
        assertThat(TrainPlan.of(project, first.goingOn(4), false).problems())
                .containsExactly("steps is 4, and the checkpoint has 4 behind it; ask for more");
        TrainSpec longer = first.goingOn(6);
        assertThat(TrainPlan.of(project, longer.withConfig(longer.config().withSeed(9)), false)
                        .problems())
                .anySatisfy(problem -> assertThat(problem).isEqualTo("seed is 0 in run 1 and 9 here"));
        assertThat(TrainPlan.of(project, four.goingOn(new RunRecord.Parent(1, 3), 6), false)
                        .problems())
                .containsExactly("run 1 keeps no checkpoint of step 3; there are 0, 2, 4");
        TrainSpec byPeople = new TrainSpec(
                longer.model(),
                longer.pairSet(),
                longer.pairsHash(),
                TrainSpec.Use.VERDICT,
                longer.config(),
                longer.device(),
                null,
                longer.parent());
        assertThat(train(byPeople).error()).contains("the pairs are not those of run 1");
        assertThatThrownBy(() -> TrainPlan.of(project, four.goingOn(new RunRecord.Parent(7, 4), 6), false))
                .hasMessageContaining("no training run 7");
        TrainSpec stopped =
                longer.withConfig(longer.config().withEarlyStop(new EarlyStop(EarlyStop.Figure.HELD_OUT_LOSS, 1, 100)));
        assertThat(TrainPlan.of(project, stopped, false).problems())
                .singleElement()
                .asString()
                .contains("by its early stop this training has ended at step 4 or before");
    }

    @Test
    void whatARunHasNotSeenIsSetApart() throws Exception {
        assertThat(train(TrainingStudy.spec(project, temp)).error()).isNull();
        TrainRun run = TrainRun.find(project, 1);
        String heldOut = RunRecord.read(run.folder()).pairs().stream()
                .filter(TrainingPair::heldOut)
                .findFirst()
                .orElseThrow()
                .promptId();
        String other = "structure " + heldOut.charAt(0);
        TrainedStructures trained = TrainedStructures.of(project, run);
        EvaluationData data = EvaluationData.of(project, ScorePreset.PAPER);
        assertThat(data.structures(List.of("base"))).containsExactly("structure 0", "structure 1", "structure 2");
        assertThat(trained.seen()).hasSize(2).doesNotContain(other);
        assertThat(trained.unknown()).isEmpty();
        assertThat(trained.others(data.structures(List.of("base")))).containsExactly(other);
        assertThat(trained.same(data.structures(List.of("base")))).isEqualTo(trained.seen());
        EvaluationChoice choice = new EvaluationChoice(
                "base",
                List.of("tuned"),
                Set.of(),
                Set.of(),
                trained.others(data.structures(List.of("base"))),
                0.7,
                Unscorable.AS_FAILURES);
        assertThat(data.chosen(choice).get("base"))
                .hasSize(2)
                .extracting(ScoredClip::promptId)
                .containsOnly(heldOut);
        assertThatThrownBy(() -> trained.others(trained.seen()))
                .hasMessageContaining("no clip is of a sentence structure that run 1 has not seen")
                .hasMessageContaining("another structure");
        assertThatThrownBy(() -> trained.same(Set.of(other))).hasMessageContaining("run 1 has seen");
    }

    @Test
    void anEarlyStopIsTold() throws Exception {
        TrainSpec spec = TrainingStudy.spec(project, temp);
        TrainSpec impatient =
                spec.withConfig(spec.config().withEarlyStop(new EarlyStop(EarlyStop.Figure.HELD_OUT_LOSS, 1, 100)));
        JobRecord end = train(impatient);
        assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
        TrainSummary summary = TrainSummary.of(Objects.requireNonNull(end.summary()));
        assertThat(summary.steps()).isEqualTo(2);
        assertThat(Objects.requireNonNull(summary.stoppedEarly()).words())
                .isEqualTo("stopped early at step 2: best by held-out loss was step 0 (0.6931)");
        assertThat(summary.stoppedEarly().lora()).isNull();
        assertThat(end.progress().message()).isEqualTo(summary.stoppedEarly().words());
        assertThat(end.progress().done()).isEqualTo(end.progress().total());
    }

    private static void cancel(JobQueue queue, long id) {
        try {
            queue.cancel(id);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void onlyTheWantedPairsAreTaken() throws Exception {
        TrainSpec all = TrainingStudy.spec(project, temp);
        TrainSpec byPeople = new TrainSpec(
                all.model(), all.pairSet(), all.pairsHash(), TrainSpec.Use.VERDICT, all.config(), all.device());
        TrainPlan plan = TrainPlan.of(project, byPeople, false);
        assertThat(plan.trained()).isEqualTo(1);
        assertThat(plan.heldOut()).isZero();
        assertThat(plan.seconds()).isNaN();
        assertThat(plan.notes()).anySatisfy(note -> assertThat(note).contains("no pairs are held out"));
    }

    @Test
    void whatStandsInTheWayIsSaidBeforeAnythingIsDone() throws Exception {
        TrainSpec spec = TrainingStudy.spec(project, temp);
        TrainSpec elsewhere = new TrainSpec(
                temp.toString(), spec.pairSet(), spec.pairsHash(), spec.use(), spec.config(), spec.device());
        assertThatThrownBy(() -> TrainPlan.of(project, elsewhere, false)).hasMessageContaining("no model");
        TrainSpec other =
                new TrainSpec(spec.model(), "other", spec.pairsHash(), spec.use(), spec.config(), spec.device());
        assertThatThrownBy(() -> TrainPlan.of(project, other, false)).hasMessageContaining("no set of pairs 'other'");
        String lost = project.pairSets()
                .find(TrainingStudy.SET)
                .orElseThrow()
                .decided()
                .get(0)
                .chosen();
        Files.delete(project.clipFile(project.clips().find(lost).orElseThrow()));
        project.close();
        project = Project.open(temp.resolve("study"), Project.Access.WRITE);
        assertThatThrownBy(() -> TrainPlan.of(project, spec, false).require())
                .hasMessageContaining("clip " + lost)
                .hasMessageContaining("is not in the project");
        assertThat(train(spec).error()).contains("clip " + lost);
    }
}
