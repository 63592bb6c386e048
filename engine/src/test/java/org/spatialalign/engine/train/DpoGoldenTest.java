package org.spatialalign.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.model.lora.LoraInjection;
import org.spatialalign.engine.model.lora.LoraReader;
import org.spatialalign.engine.model.wan.WanConfigFile;
import org.spatialalign.engine.model.wan.WanTransformer3D;
import org.spatialalign.engine.schedule.TrainingTimesteps;
import org.spatialalign.engine.tensor.AdamW;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.LossScale;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;
import org.spatialalign.engine.train.DpoStep.Memory;

/** Losses, gradients and AdamW steps of the reference implementation, on diffusers' transformer with PEFT's LoRA. */
@Tag("golden")
class DpoGoldenTest implements AutoCloseable {

    private static final double PREDICTIONS = 2e-5;
    private static final double MSE = 1e-5;
    private static final double SCORES = 5e-6;
    private static final double LOSSES = 1e-5;
    private static final double GRADIENTS = 5e-4;
    private static final double PARAMETERS = 2e-6;
    private static final double MOMENTS = 5e-4;

    /** Wan's, and that of the reference. */
    private static final double SHIFT = 5;

    private final Path folder = Golden.folder("dpo-step");
    private final TrainingTimesteps times = new TrainingTimesteps(SHIFT);
    private final WanTransformer3D model = model(folder.resolve("transformer"));
    private final LoraInjection lora = lora();
    private final Path temporary;

    DpoGoldenTest(@TempDir Path temporary) throws WorkbenchException {
        this.temporary = temporary;
    }

    @Override
    @AfterEach
    public void close() {
        lora.close();
        model.close();
    }

    private static WanTransformer3D model(Path folder) throws WorkbenchException {
        try (SafetensorsFile source = SafetensorsFile.open(folder.resolve("diffusion_pytorch_model.safetensors"))) {
            return WanTransformer3D.load(source, WanConfigFile.read(folder.resolve("config.json")), Compute.cpu());
        }
    }

    private LoraInjection lora() throws WorkbenchException {
        try (SafetensorsFile source = SafetensorsFile.open(folder.resolve("lora_start.safetensors"))) {
            return LoraInjection.attach(model.linears(), LoraReader.read(source, source.metadata(), null));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyCaseMatches() {
        return Golden.json(folder.resolve("cases.json")).properties().stream()
                .flatMap(entry -> Stream.of(Memory.values())
                        .map(memory -> DynamicTest.dynamicTest(
                                entry.getKey() + " " + memory, () -> check(entry.getKey(), entry.getValue(), memory))));
    }

    private static DpoSettings settings(JsonNode said) {
        double beta = said.get("beta").asDouble();
        if (said.get("variant").asText().equals("diffusion-dpo")) {
            return DpoSettings.diffusionDpo(beta);
        }
        return new DpoSettings(
                DpoSettings.Form.SPATIALALIGN,
                beta,
                said.get("clip").asDouble(),
                said.get("lambda").asDouble());
    }

    private void check(String name, JsonNode said, Memory memory) throws WorkbenchException {
        DpoSettings settings = settings(said);
        try (Golden golden = Golden.open(folder.resolve("case_" + name + ".safetensors"));
                LoraInjection own = lora();
                GradientSums sums = new GradientSums(own.parameters());
                GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            if (said.get("lora_B").asText().equals("zero")) {
                own.pairs().values().forEach(pair -> pair.b().muli(0));
            }
            DpoBatch batch = batch(golden, "in.", said.get("k").asInt());
            if (settings.sharesNoise()) {
                assertThat(Golden.largest(batch.winnerNoise(), batch.loserNoise()))
                        .isZero();
            }
            List<WorkbenchException> failures = new ArrayList<>();
            DpoValues values = new DpoStep(model, own, times, settings, memory).run(batch, 1, sums, (what, value) -> {
                try {
                    golden.matches(value, what, what.startsWith("grad.") ? GRADIENTS : PREDICTIONS);
                } catch (WorkbenchException e) {
                    failures.add(e);
                }
            });
            assertThat(failures).isEmpty();
            compare(values, said);
            for (Map.Entry<String, NDArray> gradient : sums.byName().entrySet()) {
                golden.matches(gradient.getValue(), "grad.lora." + gradient.getKey(), GRADIENTS);
            }
        }
    }

    private static DpoBatch batch(Golden golden, String prefix, int k) throws WorkbenchException {
        return new DpoBatch(
                golden.get(prefix + "x0_w"),
                golden.get(prefix + "x0_l"),
                golden.get(prefix + "noise_w"),
                golden.get(prefix + "noise_l"),
                golden.get(prefix + "context"),
                k);
    }

    private static void compare(DpoValues got, JsonNode want) {
        relative(got.mseWinner(), want.get("mse_w"));
        relative(got.mseLoser(), want.get("mse_l"));
        relative(got.mseWinnerReference(), want.get("mse_w_ref"));
        relative(got.mseLoserReference(), want.get("mse_l_ref"));
        absolute(got.scoreWinner(), want.get("score_w"), SCORES);
        absolute(got.scoreLoser(), want.get("score_l"), SCORES);
        JsonNode raw = want.has("inside") ? want.get("inside") : want.get("raw_margin");
        JsonNode margin = want.has("inside") ? want.get("inside") : want.get("margin");
        double beta = want.has("beta") ? Math.max(1, want.get("beta").asDouble()) : 1;
        // A margin is a score times beta, and so is its rounding noise.
        absolute(got.rawMargin(), raw, SCORES * beta);
        absolute(got.margin(), margin, SCORES * beta);
        assertThat(got.total())
                .isCloseTo(
                        want.get("L").asDouble(), within(LOSSES * want.get("L").asDouble()));
        if (want.has("L_dpo")) {
            assertThat(got.dpo()).isCloseTo(want.get("L_dpo").asDouble(), within(LOSSES * got.dpo()));
            assertThat(got.regulariser()).isCloseTo(want.get("L_reg").asDouble(), within(LOSSES));
        }
        long clipped = 0;
        for (int i = 0; i < raw.size(); i++) {
            clipped += raw.get(i).asDouble() == margin.get(i).asDouble() ? 0 : 1;
        }
        assertThat(got.clippedShare()).isEqualTo((double) clipped / raw.size());
    }

    private static void relative(List<Double> got, JsonNode want) {
        assertThat(got).hasSize(want.size());
        for (int i = 0; i < got.size(); i++) {
            assertThat(got.get(i))
                    .isCloseTo(want.get(i).asDouble(), within(MSE * want.get(i).asDouble()));
        }
    }

    private static void absolute(List<Double> got, JsonNode want, double tolerance) {
        assertThat(got).hasSize(want.size());
        for (int i = 0; i < got.size(); i++) {
            assertThat(got.get(i)).isCloseTo(want.get(i).asDouble(), within(tolerance));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyTrainingRunMatches() {
        JsonNode training = Golden.json(folder.resolve("training.json"));
        return training.get("runs").properties().stream().flatMap(run -> Stream.of(Memory.values())
                .map(memory -> DynamicTest.dynamicTest(
                        run.getKey() + " " + memory, () -> train(training, run.getKey(), memory, false))));
    }

    /** Stopped after every step, saved, and taken up by another adapter and another optimiser. */
    @Test
    void aRunThatIsTakenUpAgainGoesOnAsIfItHadNotStopped() throws WorkbenchException {
        JsonNode training = Golden.json(folder.resolve("training.json"));
        String first = training.get("runs").fieldNames().next();
        train(training, first, Memory.PLAIN, true);
    }

    private void train(JsonNode training, String run, Memory memory, boolean interrupted) throws WorkbenchException {
        DpoSettings settings = new DpoSettings(
                DpoSettings.Form.SPATIALALIGN,
                training.get("beta").asDouble(),
                training.path("clip").asDouble(5),
                training.get("lambda").asDouble());
        LoraInjection adapter = lora();
        LoraOptimizer optimizer = new LoraOptimizer(adapter.parameters());
        try (Golden batches = Golden.open(folder.resolve("micro_batches.safetensors"));
                Golden golden = Golden.open(folder.resolve("train_" + run + ".safetensors"))) {
            for (JsonNode step : training.get("runs").get(run)) {
                train(
                        training,
                        step,
                        new DpoStep(model, adapter, times, settings, memory),
                        adapter,
                        optimizer,
                        batches,
                        golden);
                if (interrupted) {
                    Path file = temporary.resolve("state.safetensors");
                    optimizer.save(file);
                    optimizer.close();
                    adapter.close();
                    adapter = lora();
                    optimizer = new LoraOptimizer(adapter.parameters());
                    try (SafetensorsFile saved = SafetensorsFile.open(file)) {
                        optimizer.restore(saved, saved.metadata());
                    }
                }
            }
        } finally {
            optimizer.close();
            adapter.close();
        }
    }

    private static void train(
            JsonNode training,
            JsonNode step,
            DpoStep dpo,
            LoraInjection adapter,
            LoraOptimizer optimizer,
            Golden batches,
            Golden golden)
            throws WorkbenchException {
        LearningRateSchedule schedule = schedule(training);
        try (GradientSums sums = new GradientSums(adapter.parameters());
                Scope scope = Scope.open()) {
            JsonNode micro = step.get("micro_batches");
            for (int i = 0; i < micro.size(); i++) {
                int number = micro.get(i).asInt();
                DpoBatch batch = batch(
                        batches, number + ".", training.get("k").get(number).asInt());
                compare(
                        dpo.run(batch, 1.0 / micro.size(), sums),
                        step.get("losses").get(i));
            }
            double rate = schedule.at(optimizer.steps());
            assertThat(rate).isCloseTo(step.get("lr").asDouble(), within(1e-15));
            String prefix = "step" + step.get("step").asInt() + ".";
            assertThat(optimizer.steps()).isEqualTo(step.get("step").asLong());
            matchAll(golden, prefix + "grad.", sums.byName(), GRADIENTS);
            optimizer.step(
                    sums,
                    new AdamW(
                            rate,
                            training.get("betas").get(0).asDouble(),
                            training.get("betas").get(1).asDouble(),
                            training.get("eps").asDouble(),
                            training.get("weight_decay").asDouble()));
            Map<String, NDArray> means = new LinkedHashMap<>();
            Map<String, NDArray> squares = new LinkedHashMap<>();
            for (String name : adapter.parameters().keySet()) {
                means.put(name, optimizer.mean(name));
                squares.put(name, optimizer.square(name));
            }
            matchAll(golden, prefix + "exp_avg.", means, MOMENTS);
            matchAll(golden, prefix + "exp_avg_sq.", squares, MOMENTS);
            for (Map.Entry<String, NDArray> parameter : adapter.parameters().entrySet()) {
                golden.matchesAbsolutely(parameter.getValue(), prefix + "param." + parameter.getKey(), PARAMETERS);
            }
        }
    }

    private static void matchAll(Golden golden, String prefix, Map<String, NDArray> got, double tolerance)
            throws WorkbenchException {
        for (Map.Entry<String, NDArray> entry : got.entrySet()) {
            golden.matches(entry.getValue(), prefix + entry.getKey(), tolerance);
        }
    }

    private static LearningRateSchedule schedule(JsonNode training) {
        return new LearningRateSchedule(
                training.get("lr").asDouble(),
                training.get("warmup").asLong(),
                training.get("total").asLong());
    }

    @Test
    void learningRatesMatch() {
        JsonNode training = Golden.json(folder.resolve("training.json"));
        JsonNode table = training.get("lr_table_first_9");
        for (int step = 0; step < table.size(); step++) {
            assertThat(schedule(training).at(step)).isCloseTo(table.get(step).asDouble(), within(1e-15));
        }
    }

    @Test
    void timesAreThoseOfTheReference() {
        JsonNode training = Golden.json(folder.resolve("training.json"));
        for (int i = 0; i < training.get("k").size(); i++) {
            int k = training.get("k").get(i).asInt();
            JsonNode expected = training.get("timestep_and_sigma").get(i);
            assertThat((double) times.networkTimestep(k))
                    .isEqualTo(expected.get(0).asDouble());
            assertThat((double) times.mixingSigma(k)).isCloseTo(expected.get(1).asDouble(), within(1e-6));
        }
    }

    /** In half precision gradients are kept enlarged; the step must not see that. */
    @Test
    void aLossScaleChangesNothing() throws WorkbenchException {
        Map.Entry<String, JsonNode> first = Golden.json(folder.resolve("cases.json")).properties().stream()
                .filter(entry -> !entry.getValue().get("lora_B").asText().equals("zero"))
                .findFirst()
                .orElseThrow();
        JsonNode said = first.getValue();
        LossScale scale = LossScale.dynamic();
        try (Golden golden = Golden.open(folder.resolve("case_" + first.getKey() + ".safetensors"));
                GradientSums sums = new GradientSums(lora.parameters());
                Scope scope = Scope.open()) {
            DpoStep step = new DpoStep(model, lora, times, settings(said), Memory.CHECKPOINTED);
            step.run(batch(golden, "in.", said.get("k").asInt()), scale.scale(), sums);
            assertThat(sums.unscale(scale)).isTrue();
            matchAll(golden, "grad.lora.", sums.byName(), GRADIENTS);
            try (NDManager manager = golden.manager().newSubManager()) {
                NDArray some = sums.sums().get(0);
                manager.full(some.getShape(), Float.POSITIVE_INFINITY).copyTo(some);
                assertThat(sums.unscale(scale)).isFalse();
            }
            sums.clear();
            assertThat(sums.sums())
                    .allSatisfy(sum -> assertThat(sum.abs().max().getFloat()).isZero());
        }
    }
}
