package org.spatialalign.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.model.lora.LoraInjection;
import org.spatialalign.engine.model.lora.LoraReader;
import org.spatialalign.engine.model.wan.WanConfigFile;
import org.spatialalign.engine.model.wan.WanTransformer3D;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.LossScale;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;
import org.spatialalign.engine.train.DpoStep.Memory;

/** The reference's training runs and single losses, through the trainer itself. */
@Tag("golden")
class TrainerGoldenTest implements AutoCloseable {

    private static final double LOSSES = 1e-5;
    private static final double SCORES = 5e-6;
    private static final double GRADIENTS = 5e-4;
    private static final double PARAMETERS = 2e-6;
    private static final double MOMENTS = 5e-4;

    private final Path folder = Golden.folder("dpo-step");
    private final WanTransformer3D model;
    private final Path temporary;

    TrainerGoldenTest(@TempDir Path temporary) throws WorkbenchException {
        this.temporary = temporary;
        Path transformer = folder.resolve("transformer");
        try (SafetensorsFile source =
                SafetensorsFile.open(transformer.resolve("diffusion_pytorch_model.safetensors"))) {
            model = WanTransformer3D.load(
                    source, WanConfigFile.read(transformer.resolve("config.json")), Compute.cpu());
        }
    }

    @Override
    @AfterEach
    public void close() {
        model.close();
    }

    private LoraInjection lora() throws WorkbenchException {
        try (SafetensorsFile source = SafetensorsFile.open(folder.resolve("lora_start.safetensors"))) {
            return LoraInjection.attach(model.linears(), LoraReader.read(source, source.metadata(), null));
        }
    }

    private static TrainingConfig config(DpoSettings dpo, JsonNode training, int accumulate, Memory memory) {
        TrainingConfig paper = TrainingConfig.PAPER;
        return new TrainingConfig(
                "reference",
                dpo,
                dpo.sharesNoise(),
                paper.shift(),
                new TrainingConfig.Adapter(
                        paper.adapter().targets(),
                        training.get("rank").asInt(),
                        training.get("alpha").asDouble()),
                new TrainingConfig.Optimiser(
                        training.get("lr").asDouble(),
                        training.get("warmup").asLong(),
                        training.get("total").asLong(),
                        training.get("betas").get(0).asDouble(),
                        training.get("betas").get(1).asDouble(),
                        training.get("eps").asDouble(),
                        training.get("weight_decay").asDouble()),
                training.get("steps").asLong(),
                accumulate,
                1,
                paper.sampling(),
                memory,
                paper.checkpoints(),
                paper.validation(),
                1000,
                0);
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

    @TestFactory
    Stream<DynamicTest> everyRunIsReproduced() {
        JsonNode training = Golden.json(folder.resolve("training.json"));
        return training.get("runs").properties().stream()
                .flatMap(run -> Stream.of(Memory.values()).flatMap(memory -> Stream.of(true, false)
                        .map(stopped -> DynamicTest.dynamicTest(
                                run.getKey() + " " + memory + (stopped ? ", stopped after every micro-batch" : ""),
                                () -> train(training, run.getKey(), memory, stopped)))));
    }

    /** @param stopped whether state, adapter and trainer are thrown away after each micro-batch, and read again */
    private void train(JsonNode training, String run, Memory memory, boolean stopped) throws WorkbenchException {
        JsonNode steps = training.get("runs").get(run);
        DpoSettings dpo = new DpoSettings(
                DpoSettings.Form.SPATIALALIGN,
                training.get("beta").asDouble(),
                5,
                training.get("lambda").asDouble());
        int accumulate = steps.get(0).get("micro_batches").size();
        TrainingConfig config = config(dpo, training, accumulate, memory);
        try (Golden batches = Golden.open(folder.resolve("micro_batches.safetensors"));
                Golden golden = Golden.open(folder.resolve("train_" + run + ".safetensors"))) {
            BatchSource source = (step, position, manager) -> {
                int number =
                        steps.get((int) step).get("micro_batches").get(position).asInt();
                int k = training.get("k").get(number).asInt();
                return new BatchSource.Numbered(batch(batches, number + ".", k), List.of(number));
            };
            LoraInjection adapter = lora();
            Trainer trainer = new Trainer(model, adapter, config, LossScale.none(), source);
            try {
                while (trainer.step() < steps.size()) {
                    JsonNode wanted = steps.get((int) trainer.step());
                    String prefix = "step" + trainer.step() + ".";
                    trainer.beforeUpdate(gradients -> matchAll(golden, prefix + "grad.", gradients, GRADIENTS));
                    Optional<TrainingStep> done = trainer.advance();
                    if (done.isPresent()) {
                        matches(done.get(), wanted);
                        matchState(golden, prefix, trainer);
                    }
                    if (stopped) {
                        Path file = temporary.resolve("state.safetensors");
                        trainer.save(file, Map.of());
                        trainer.close();
                        adapter.close();
                        adapter = lora();
                        trainer = new Trainer(model, adapter, config, LossScale.none(), source);
                        trainer.restore(file);
                    }
                }
            } finally {
                trainer.close();
                adapter.close();
            }
        }
    }

    private static void matches(TrainingStep got, JsonNode want) {
        assertThat(got.step()).isEqualTo(want.get("step").asLong());
        assertThat(got.learningRate()).isCloseTo(want.get("lr").asDouble(), within(1e-15));
        JsonNode losses = want.get("losses");
        assertThat(got.loss()).isCloseTo(mean(losses, "L"), within(LOSSES));
        assertThat(got.dpo()).isCloseTo(mean(losses, "L_dpo"), within(LOSSES));
        assertThat(got.regulariser()).isCloseTo(mean(losses, "L_reg"), within(LOSSES));
        assertThat(got.scoreWinner()).isCloseTo(mean(losses, "score_w"), within(SCORES));
        assertThat(got.scoreLoser()).isCloseTo(mean(losses, "score_l"), within(SCORES));
        assertThat(got.margin()).isCloseTo(mean(losses, "margin"), within(SCORES));
        assertThat(got.pairs())
                .containsExactlyElementsOf(
                        IntStream.range(0, want.get("micro_batches").size())
                                .mapToObj(i -> want.get("micro_batches").get(i).asInt())
                                .toList());
    }

    /** Over micro-batches and, where it is a list, their pairs. */
    private static double mean(JsonNode losses, String name) {
        double sum = 0;
        for (JsonNode loss : losses) {
            JsonNode value = loss.get(name);
            double inner = 0;
            if (value.isArray()) {
                for (JsonNode one : value) {
                    inner += one.asDouble() / value.size();
                }
            } else {
                inner = value.asDouble();
            }
            sum += inner / losses.size();
        }
        return sum;
    }

    private static void matchState(Golden golden, String prefix, Trainer trainer) throws WorkbenchException {
        Map<String, NDArray> means = new LinkedHashMap<>();
        Map<String, NDArray> squares = new LinkedHashMap<>();
        for (Map.Entry<String, NDArray> parameter :
                trainer.adapter().parameters().entrySet()) {
            means.put(parameter.getKey(), trainer.optimizer().mean(parameter.getKey()));
            squares.put(parameter.getKey(), trainer.optimizer().square(parameter.getKey()));
            golden.matchesAbsolutely(parameter.getValue(), prefix + "param." + parameter.getKey(), PARAMETERS);
        }
        matchAll(golden, prefix + "exp_avg.", means, MOMENTS);
        matchAll(golden, prefix + "exp_avg_sq.", squares, MOMENTS);
    }

    private static void matchAll(Golden golden, String prefix, Map<String, NDArray> got, double tolerance) {
        got.forEach((name, value) -> {
            try {
                golden.matches(value, prefix + name, tolerance);
            } catch (WorkbenchException e) {
                throw new AssertionError(e);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> everySingleLossIsReproduced() {
        JsonNode training = Golden.json(folder.resolve("training.json"));
        return Golden.json(folder.resolve("cases.json")).properties().stream()
                .flatMap(entry -> Stream.of(Memory.values())
                        .map(memory -> DynamicTest.dynamicTest(
                                entry.getKey() + " " + memory,
                                () -> single(training, entry.getKey(), entry.getValue(), memory))));
    }

    private void single(JsonNode training, String name, JsonNode said, Memory memory) throws WorkbenchException {
        double beta = said.get("beta").asDouble();
        DpoSettings dpo = said.get("variant").asText().equals("diffusion-dpo")
                ? DpoSettings.diffusionDpo(beta)
                : new DpoSettings(
                        DpoSettings.Form.SPATIALALIGN,
                        beta,
                        said.get("clip").asDouble(),
                        said.get("lambda").asDouble());
        boolean start = said.get("lora_B").asText().equals("zero");
        try (Golden golden = Golden.open(folder.resolve("case_" + name + ".safetensors"));
                LoraInjection adapter = lora();
                Trainer trainer = new Trainer(
                        model, adapter, config(dpo, training, 1, memory), LossScale.none(), (step, position, m) -> {
                            DpoBatch batch = batch(golden, "in.", said.get("k").asInt());
                            int pairs = (int) batch.winner().getShape().get(0);
                            return new BatchSource.Numbered(
                                    batch, IntStream.range(0, pairs).boxed().toList());
                        })) {
            if (start) {
                adapter.pairs().values().forEach(pair -> pair.b().muli(0));
            }
            List<String> seen = new ArrayList<>();
            trainer.beforeUpdate(gradients -> {
                matchAll(golden, "grad.lora.", gradients, GRADIENTS);
                seen.addAll(gradients.keySet());
            });
            DpoValues before =
                    trainer.evaluate(batch(golden, "in.", said.get("k").asInt()));
            TrainingStep step = trainer.advance().orElseThrow();
            assertThat(seen).containsExactlyElementsOf(adapter.parameters().keySet());
            double loss = said.get("L").asDouble();
            assertThat(step.loss()).isCloseTo(loss, within(LOSSES * Math.max(1, loss)));
            assertThat(before.total()).isEqualTo(step.loss());
            if (start) {
                assertThat(step.dpo()).isCloseTo(Math.log(2), within(1e-7));
                assertThat(step.regulariser()).isZero();
                assertThat(step.margin()).isZero();
                assertThat(step.scoreWinner()).isZero();
                assertThat(step.scoreLoser()).isZero();
            }
            if (said.has("margin")) {
                long clipped = 0;
                for (int i = 0; i < said.get("margin").size(); i++) {
                    clipped += said.get("margin").get(i).asDouble()
                                    == said.get("raw_margin").get(i).asDouble()
                            ? 0
                            : 1;
                }
                assertThat(step.clipped())
                        .isEqualTo((double) clipped / said.get("margin").size());
            }
        }
    }
}
