package org.spatialalign.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.lora.LoraInitialisation;
import org.spatialalign.engine.model.lora.LoraInjection;
import org.spatialalign.engine.model.lora.LoraTargets;
import org.spatialalign.engine.model.wan.WanTransformer3D;
import org.spatialalign.engine.model.wan.WanTransformerConfig;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.LossScale;
import org.spatialalign.engine.tensor.TorchGenerator;

/**
 * Times steps of preference training on the transformer that {@link
 * org.spatialalign.engine.model.wan.TransformerBenchmark} trains as a whole: 8 layers of width 192, 4 pairs of clips with
 * 300 tokens each, an adapter of rank 16 on the paper's layers.
 */
public final class DpoBenchmark implements AutoCloseable {

    private static final int PAIRS = 4;
    private static final int TEXT_LENGTH = 32;
    private static final Shape LATENTS = new Shape(PAIRS, 16, 3, 20, 20);
    private static final int RANK = 16;

    private final WanTransformer3D model;
    private final LoraInjection adapter;
    private final Trainer trainer;

    public DpoBenchmark(DpoStep.Memory memory) throws WorkbenchException {
        WanTransformerConfig config =
                new WanTransformerConfig(List.of(1, 2, 2), 6, 32, 16, 16, 128, 256, 768, 8, 1e-6, 1024);
        model = WanTransformer3D.untrained(config, Compute.cpu(), 1);
        adapter = LoraInjection.create(
                model.linears(), LoraTargets.TEXT_PATHWAY, RANK, RANK, LoraInitialisation.kaiming(1));
        NDManager manager = model.weights().manager();
        TorchGenerator random = new TorchGenerator(1);
        NDArray winner = random.normal(LATENTS, manager);
        NDArray loser = random.normal(LATENTS, manager);
        NDArray winnerNoise = random.normal(LATENTS, manager);
        NDArray loserNoise = random.normal(LATENTS, manager);
        NDArray context = random.normal(new Shape(PAIRS, TEXT_LENGTH, config.textDim()), manager);
        DpoBatch batch = new DpoBatch(winner, loser, winnerNoise, loserNoise, context, 417);
        List<Integer> numbers = IntStream.range(0, PAIRS).boxed().toList();
        TrainingConfig paper = TrainingConfig.PAPER;
        TrainingConfig settings = new TrainingConfig(
                "benchmark",
                paper.dpo(),
                paper.sharedNoise(),
                paper.shift(),
                paper.adapter(),
                paper.optimiser(),
                paper.steps(),
                1,
                PAIRS,
                paper.sampling(),
                memory,
                paper.checkpoints(),
                paper.validation(),
                paper.stopAbove(),
                1);
        trainer = new Trainer(
                model,
                adapter,
                settings,
                LossScale.none(),
                (step, position, own) -> new BatchSource.Numbered(batch, numbers));
    }

    /** What is measured, in words. */
    public String description() {
        return PAIRS + " pairs x 300 tokens, rank " + RANK + ", "
                + adapter.parameters().values().stream()
                        .mapToLong(NDArray::size)
                        .sum() + " parameters";
    }

    /** Trains one step, losses, gradients and AdamW; milliseconds. */
    public double step() throws WorkbenchException {
        long start = System.nanoTime();
        if (trainer.advance().isEmpty()) {
            throw new IllegalStateException("a step of one micro-batch is finished by it");
        }
        return (System.nanoTime() - start) / 1e6;
    }

    @Override
    public void close() {
        trainer.close();
        adapter.close();
        model.close();
    }
}
