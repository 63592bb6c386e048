package org.spatialalign.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.LoraFiles;
import org.spatialalign.engine.model.lora.Lora;
import org.spatialalign.engine.model.lora.LoraFile;
import org.spatialalign.engine.model.lora.LoraInjection;
import org.spatialalign.engine.train.TrainingConfig.Sampling;

class TrainingRunTest {

    private static final TrainingListener NOBODY = new TrainingListener() {};

    private final Path folder;

    TrainingRunTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static RunRecord record(long seed) {
        return TinyTraining.record(TinyTraining.config(seed, Sampling.PROMPTS));
    }

    private Path undisturbed(RunRecord record) throws Exception {
        Path run = folder.resolve("undisturbed");
        TinyTraining.run(run, record, new TinyTraining.Made(), NOBODY, CancelToken.never());
        return run;
    }

    private static void assertSame(Path run, Path undisturbed) throws Exception {
        for (Checkpoints.Checkpoint checkpoint : Checkpoints.list(undisturbed)) {
            for (Path file : List.of(checkpoint.lora(), checkpoint.state())) {
                Path other = run.resolve(Checkpoints.FOLDER).resolve(file.getFileName());
                assertThat(ContentHash.ofFile(other))
                        .as(file.getFileName().toString())
                        .isEqualTo(ContentHash.ofFile(file));
            }
        }
        assertThat(names(run)).isEqualTo(names(undisturbed));
        assertThat(TrainingLog.read(run).steps().stream().map(TrainingLog.Timed::step))
                .isEqualTo(TrainingLog.read(undisturbed).steps().stream()
                        .map(TrainingLog.Timed::step)
                        .toList());
        assertThat(TrainingLog.read(run).validations())
                .isEqualTo(TrainingLog.read(undisturbed).validations());
    }

    private static List<String> names(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve(Checkpoints.FOLDER))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aRunSaysWhatItDoesAndKeepsWhatItMade() throws Exception {
        RunRecord record = record(1);
        Path run = undisturbed(record);
        assertThat(RunRecord.read(run)).isEqualTo(record);
        TrainingLog log = TrainingLog.read(run);
        assertThat(log.steps()).hasSize(6);
        TrainingStep first = log.steps().get(0).step();
        assertThat(first.dpo()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(first.regulariser()).isZero();
        assertThat(first.learningRate()).isZero();
        assertThat(first.gradientNorm()).isPositive();
        assertThat(first.pairs()).hasSize(6);
        assertThat(log.steps().get(5).step().regulariser()).isPositive();
        assertThat(log.validations()).extracting(Validation::step).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(log.validations().get(0).loss()).isCloseTo(Math.log(2), within(1e-12));
        // Held-out pairs are looked at, not trained on.
        assertThat(log.steps()).allSatisfy(step -> assertThat(step.step().pairs())
                .noneMatch(pair -> record.pairs().get(pair).heldOut()));
        assertThat(record.pairs().stream().filter(TrainingPair::heldOut)).hasSize(2);
        assertThat(log.margins().stream().mapToInt(PairMargin::seen).sum()).isEqualTo(36);
        Checkpoints.Checkpoint last = Checkpoints.latest(run).orElseThrow();
        assertThat(last.step()).isEqualTo(6);
        LoraFile lora = LoraFiles.read(last.lora());
        assertThat(lora.lora().metadata())
                .containsEntry(Lora.STEP, "6")
                .containsEntry(Lora.BASE_HASH, record.base().hex())
                .containsEntry(Lora.DATASET_HASH, record.pairsHash().hex());
        assertThat(lora.lora().rank()).hasValue(2);
        assertThat(lora.lora().alpha()).hasValue(4);
    }

    @ParameterizedTest
    @EnumSource(Sampling.class)
    void stoppedAfterEveryMicroBatchItGoesOnToTheLastBit(Sampling sampling) throws Exception {
        RunRecord record = TinyTraining.record(TinyTraining.config(3, sampling));
        Path run = folder.resolve("stopped");
        int sessions = 0;
        boolean through = false;
        while (!through) {
            CancelToken cancel = new CancelToken();
            TrainingListener stop = new TrainingListener() {
                @Override
                public void onProgress(long step, int position) {
                    cancel.cancel();
                }
            };
            try {
                TinyTraining.run(run, record, new TinyTraining.Made(), stop, cancel);
                through = true;
            } catch (CancelledException e) {
                sessions++;
                assertThat(sessions).isLessThan(30);
            }
        }
        assertThat(sessions).isGreaterThan(12);
        assertSame(run, undisturbed(record));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void killedAtAnyMomentItEndsAsIfUndisturbed(long seed) throws Exception {
        RunRecord record = record(seed);
        Path run = folder.resolve("killed");
        Random random = new Random(seed);
        for (int kill = 0; kill < 2; kill++) {
            killedAfter(run, seed, 1 + random.nextInt(12));
        }
        TinyTraining.run(run, record, new TinyTraining.Made(), NOBODY, CancelToken.never());
        assertSame(run, undisturbed(record));
    }

    private static void killedAfter(Path run, long seed, int lines) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dai.djl.offline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TinyTraining.class.getName(),
                        run.toString(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> said = new ArrayList<>();
            for (String line = out.readLine(); line != null && said.size() < lines; line = out.readLine()) {
                said.add(line);
            }
            process.toHandle().destroyForcibly();
            assertThat(said).isNotEmpty();
            process.waitFor();
        }
    }

    /** A clip whose latents are damaged. */
    private static final class Damaged extends TinyTraining.Made {

        private final TrainingPair bad;

        Damaged(TrainingPair bad) {
            this.bad = bad;
        }

        @Override
        public NDArray latents(TrainingPair pair, boolean winner, NDManager manager) throws WorkbenchException {
            NDArray whole = super.latents(pair, winner, manager);
            return pair.equals(bad) && !winner ? whole.mul(Float.NaN) : whole;
        }
    }

    @Test
    void aPairThatIsNoNumberStopsTheRunAndIsNamed() throws Exception {
        RunRecord record = record(5);
        List<Integer> drawn = new ArrayList<>();
        TrainingLog log = TrainingLog.read(undisturbed(record));
        log.steps().forEach(step -> drawn.addAll(step.step().pairs()));
        // One that comes late, so that there are checkpoints before.
        int number = drawn.stream()
                .filter(pair -> drawn.indexOf(pair) >= 12)
                .findFirst()
                .orElseThrow();
        TrainingPair bad = record.pairs().get(number);
        Path run = folder.resolve("damaged");
        assertThatThrownBy(() -> TinyTraining.run(run, record, new Damaged(bad), NOBODY, CancelToken.never()))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("stopped in step " + drawn.indexOf(number) / 6)
                .hasMessageContaining("the loss is no number any more")
                .hasMessageContaining(bad.words())
                .hasMessageContaining("checkpoint");
        Checkpoints.Checkpoint kept = Checkpoints.latest(run).orElseThrow();
        Path same =
                folder.resolve("undisturbed/checkpoints").resolve(kept.state().getFileName());
        assertThat(ContentHash.ofFile(kept.state())).isEqualTo(ContentHash.ofFile(same));
        assertThat(LoraFiles.read(kept.lora()).lora().parameters()).isPositive();
    }

    @Test
    void aLossAboveTheBoundStopsTheRun() {
        // Barely above where every training starts, and soon passed.
        RunRecord record = TinyTraining.record(TinyTraining.with(
                TinyTraining.config(5, Sampling.PROMPTS), new TrainingConfig.Checkpoints(2, 0, true), 0.69315));
        assertThatThrownBy(() -> TinyTraining.run(
                        folder.resolve("above"), record, new TinyTraining.Made(), NOBODY, CancelToken.never()))
                .hasMessageContaining("above the 0.69315")
                .hasMessageContaining("Training stopped in step ");
    }

    @Test
    void onlyTheLastAndTheBestCheckpointsAreKept() throws Exception {
        TrainingConfig few = TinyTraining.with(
                TinyTraining.config(1, Sampling.PASSES), new TrainingConfig.Checkpoints(1, 2, true), 20);
        Path run = folder.resolve("few");
        TinyTraining.run(run, TinyTraining.record(few), new TinyTraining.Made(), NOBODY, CancelToken.never());
        List<Checkpoints.Checkpoint> kept = Checkpoints.list(run);
        List<Validation> validations = TrainingLog.read(run).validations();
        Validation lowest = validations.stream()
                .min(java.util.Comparator.comparingDouble(Validation::loss))
                .orElseThrow();
        assertThat(kept).extracting(Checkpoints.Checkpoint::step).contains(5L, 6L, lowest.step());
        assertThat(kept).hasSizeLessThanOrEqualTo(3);
        assertThat(Checkpoints.best(kept).orElseThrow().step()).isEqualTo(lowest.step());
        assertThat(names(run)).hasSize(2 * kept.size());
    }

    @Test
    void aRunGoesOnWithItsOwnSettingsOnly() throws Exception {
        Path run = undisturbed(record(1));
        RunRecord longer =
                TinyTraining.record(TinyTraining.config(1, Sampling.PROMPTS).withSteps(8));
        assertThatThrownBy(() -> TinyTraining.run(run, longer, new TinyTraining.Made(), NOBODY, CancelToken.never()))
                .hasMessageContaining("start a new run");
        // The same again is through already, and stays as it is.
        ContentHash before =
                ContentHash.ofFile(Checkpoints.latest(run).orElseThrow().state());
        TinyTraining.run(run, record(1), new TinyTraining.Made(), NOBODY, CancelToken.never());
        assertThat(ContentHash.ofFile(Checkpoints.latest(run).orElseThrow().state()))
                .isEqualTo(before);
    }

    /** Ends after two checkpoints that are no better than the base. */
    private static RunRecord impatient(EarlyStop.Figure figure) {
        TrainingConfig config =
                TinyTraining.config(5, Sampling.PROMPTS).withSteps(20).withEarlyStop(new EarlyStop(figure, 2, 100));
        return TinyTraining.record(config);
    }

    @Test
    void aRunThatGetsNoBetterEndsEarlyAlsoWhenItIsTakenUp() throws Exception {
        RunRecord record = impatient(EarlyStop.Figure.HELD_OUT_LOSS);
        Path whole = undisturbed(record);
        assertThat(Checkpoints.latest(whole).orElseThrow().step()).isEqualTo(4);
        EarlyStop.Standing standing = EarlyStop.standing(
                        record.config(), TrainingLog.read(whole).validations(), List.of())
                .orElseThrow();
        assertThat(standing.stop()).isTrue();
        assertThat(standing.bestStep()).isZero();
        assertThat(standing.best()).isCloseTo(Math.log(2), within(1e-6));
        Path run = folder.resolve("stopped");
        for (int session = 0; session < 3; session++) {
            CancelToken cancel = new CancelToken();
            TrainingListener stop = new TrainingListener() {
                @Override
                public void onProgress(long step, int position) {
                    if (position == 1) {
                        cancel.cancel();
                    }
                }
            };
            assertThatThrownBy(() -> TinyTraining.run(run, record, new TinyTraining.Made(), stop, cancel))
                    .isInstanceOf(CancelledException.class);
        }
        TinyTraining.run(run, record, new TinyTraining.Made(), NOBODY, CancelToken.never());
        // Once through it stays as it is.
        TinyTraining.run(run, record, new TinyTraining.Made(), NOBODY, CancelToken.never());
        assertSame(run, whole);
    }

    @Test
    void samplesThatGetNoBetterEndARun() throws Exception {
        RunRecord record = impatient(EarlyStop.Figure.SAMPLE_MEAN);
        Path run = folder.resolve("sampled");
        List<Long> seen = new ArrayList<>();
        List<Boolean> last = new ArrayList<>();
        TrainingListener scoring = new TrainingListener() {
            @Override
            public void atCheckpoint(Checkpoints.Checkpoint checkpoint, LoraInjection adapter, boolean end)
                    throws WorkbenchException {
                seen.add(checkpoint.step());
                last.add(end);
                // At the second checkpoint nobody has followed boxes yet.
                Double mean = checkpoint.step() == 2 ? null : (Double) (0.5 + 0.01 * checkpoint.step());
                try (SampleLog.Writer log = SampleLog.Writer.open(run)) {
                    log.figures(
                            Instant.EPOCH,
                            new SampleFigures(checkpoint.step(), 1, 0, 0, 0, 0.7, null, mean, null, null, null));
                }
            }
        };
        TinyTraining.run(run, record, new TinyTraining.Made(), scoring, CancelToken.never());
        assertThat(seen).containsExactly(0L, 2L, 4L, 6L);
        assertThat(last).containsOnly(false);
        TinyTraining.run(run, record, new TinyTraining.Made(), scoring, CancelToken.never());
        assertThat(seen).endsWith(6L);
        assertThat(last).endsWith(true);
        assertThat(Checkpoints.latest(run).orElseThrow().step()).isEqualTo(6);
    }

    @Test
    void theBestByTheStopsFigureStays() throws Exception {
        TrainingConfig few = TinyTraining.with(
                        TinyTraining.config(1, Sampling.PASSES), new TrainingConfig.Checkpoints(1, 1, false), 20)
                .withEarlyStop(new EarlyStop(EarlyStop.Figure.HELD_OUT_LOSS, 20, 100));
        Path run = folder.resolve("best");
        TinyTraining.run(run, TinyTraining.record(few), new TinyTraining.Made(), NOBODY, CancelToken.never());
        // Nothing is better by a hundred, so that the base is the best.
        assertThat(Checkpoints.list(run))
                .extracting(Checkpoints.Checkpoint::step)
                .containsExactly(0L, 6L);
    }

    @Test
    void aLogIsReadWhileItGrowsAndAfterItWasTorn() throws Exception {
        Path run = undisturbed(record(1));
        Path file = run.resolve(TrainingLog.FILE);
        byte[] whole = Files.readAllBytes(file);
        Path growing = Files.createDirectories(folder.resolve("growing"));
        TrainingLog log = new TrainingLog(growing);
        assertThat(log.refresh()).isFalse();
        for (int length = 1; length < whole.length; length += 97) {
            Files.write(growing.resolve(TrainingLog.FILE), java.util.Arrays.copyOf(whole, length));
            log.refresh();
            assertThat(log.offset()).isLessThanOrEqualTo(length);
        }
        Files.write(growing.resolve(TrainingLog.FILE), whole);
        log.refresh();
        assertThat(log.steps()).isEqualTo(TrainingLog.read(run).steps());
        Files.writeString(file, "{\"at\":\"2026-01-01T00:00:00Z\",\"what\":1}\n");
        assertThatThrownBy(() -> TrainingLog.read(run)).hasMessageContaining("line 1");
    }

    @Test
    void aStateOfAnotherAdapterIsRefused() throws Exception {
        Path run = undisturbed(record(1));
        Path state = Checkpoints.latest(run).orElseThrow().state();
        Files.copy(
                Checkpoints.latest(run).orElseThrow().lora(), state, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> TinyTraining.run(run, record(1), new TinyTraining.Made(), NOBODY, CancelToken.never()))
                .hasMessageContaining("no state of a training");
    }
}
