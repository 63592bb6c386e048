package org.spatialalign.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.schedule.TrainingTimesteps;
import org.spatialalign.engine.tensor.TorchGenerator;
import org.spatialalign.engine.train.TrainingSeeds.Purpose;

/**
 * The micro-batches of a run: pairs as its settings draw them, one time for all pairs of a micro-batch, and noise. All
 * of it depends on the seed and the place in the run alone. One thread.
 */
public final class PairBatches implements BatchSource {

    /** A step that no training comes to: held-out pairs are numbered in it. */
    private static final long HELD_OUT = -1;

    /** What pairs are made of, on the manager's device and owned by it. */
    public interface Material {

        /** @return of a clip by the number of its pair, [1, C, T, H, W], normalised, float32 */
        NDArray latents(TrainingPair pair, boolean winner, NDManager manager) throws WorkbenchException;

        /** @return of the pair's prompt, [1, L, D], float32; L is the same for all */
        NDArray context(TrainingPair pair, NDManager manager) throws WorkbenchException;
    }

    private final List<TrainingPair> pairs;
    private final TrainingConfig config;
    private final Material material;
    private final PairSampler sampler;
    private final TrainingSeeds seeds;
    private final TrainingTimesteps times;

    public PairBatches(List<TrainingPair> pairs, TrainingConfig config, Material material) {
        this.pairs = List.copyOf(pairs);
        this.config = config;
        this.material = material;
        sampler = new PairSampler(pairs, config);
        seeds = new TrainingSeeds(config.seed());
        times = config.times();
    }

    @Override
    public Numbered batch(long step, int position, NDManager manager) throws WorkbenchException {
        return of(sampler.draw(step, position), step, position, manager);
    }

    /** One pair, for validation: always with the same noise and time. */
    Numbered heldOut(int pair, NDManager manager) throws WorkbenchException {
        return of(List.of(pair), HELD_OUT, pair, manager);
    }

    private Numbered of(List<Integer> numbers, long step, int position, NDManager manager) throws WorkbenchException {
        NDList winners = new NDList();
        NDList losers = new NDList();
        NDList contexts = new NDList();
        for (int number : numbers) {
            TrainingPair pair = pairs.get(number);
            NDArray winner = material.latents(pair, true, manager);
            NDArray loser = material.latents(pair, false, manager);
            NDArray first = winners.isEmpty() ? winner : winners.get(0);
            if (!loser.getShape().equals(first.getShape()) || !winner.getShape().equals(first.getShape())) {
                throw new WorkbenchException("the clips of pair " + pair.words() + " have latents of "
                        + winner.getShape() + " and " + loser.getShape() + "; expected " + first.getShape()
                        + " for both. Clips that go through together are of one size; leave the pair out, or train"
                        + " with pairsPerBatch 1");
            }
            winners.add(winner);
            losers.add(loser);
            contexts.add(material.context(pair, manager));
        }
        Shape shape = new Shape(numbers.size()).addAll(winners.get(0).getShape().slice(1));
        NDArray winnerNoise = noise(Purpose.WINNER_NOISE, step, position, shape, manager);
        NDArray loserNoise =
                config.sharedNoise() ? winnerNoise : noise(Purpose.LOSER_NOISE, step, position, shape, manager);
        int time = seeds.at(Purpose.TIME, step, position).randint(times.size());
        DpoBatch batch = new DpoBatch(joined(winners), joined(losers), winnerNoise, loserNoise, joined(contexts), time);
        return new Numbered(batch, numbers);
    }

    private NDArray noise(Purpose purpose, long step, int position, Shape shape, NDManager manager) {
        TorchGenerator generator = seeds.at(purpose, step, position);
        return generator.normal(shape, manager);
    }

    private static NDArray joined(NDList parts) {
        // A copy even of one: lent memory is aligned by chance, and products may differ by that in the last bit.
        return parts.size() == 1 ? parts.get(0).duplicate() : NDArrays.concat(parts, 0);
    }
}
