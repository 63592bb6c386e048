package org.spatialalign.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.spatialalign.engine.tensor.TorchGenerator;

/** Draws pairs of a run; the same ones for the same step and position, whatever was drawn before. One thread. */
final class PairSampler {

    private final TrainingConfig config;
    private final TrainingSeeds seeds;
    private final List<Integer> trained = new ArrayList<>();
    private final List<List<Integer>> byPrompt;
    private long pass = -1;
    private int[] order = {};

    PairSampler(List<TrainingPair> pairs, TrainingConfig config) {
        this.config = config;
        seeds = new TrainingSeeds(config.seed());
        Map<String, List<Integer>> prompts = new TreeMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            TrainingPair pair = pairs.get(i);
            if (!pair.heldOut()) {
                trained.add(i);
                prompts.computeIfAbsent(pair.promptId(), prompt -> new ArrayList<>())
                        .add(i);
            }
        }
        if (trained.isEmpty()) {
            throw new IllegalArgumentException("no pairs to train on");
        }
        byPrompt = List.copyOf(prompts.values());
    }

    /** Numbers of the pairs of a micro-batch. */
    List<Integer> draw(long step, int position) {
        List<Integer> drawn = new ArrayList<>();
        if (config.sampling() == TrainingConfig.Sampling.PROMPTS) {
            TorchGenerator generator = seeds.at(TrainingSeeds.Purpose.PAIRS, step, position);
            for (int i = 0; i < config.pairsPerBatch(); i++) {
                List<Integer> prompt = byPrompt.get(generator.randint(byPrompt.size()));
                drawn.add(prompt.get(generator.randint(prompt.size())));
            }
            return drawn;
        }
        long first = (step * config.accumulate() + position) * config.pairsPerBatch();
        for (long n = first; n < first + config.pairsPerBatch(); n++) {
            drawn.add(trained.get(order(n / trained.size())[(int) (n % trained.size())]));
        }
        return drawn;
    }

    private int[] order(long wanted) {
        if (wanted != pass) {
            TorchGenerator generator = seeds.at(TrainingSeeds.Purpose.ORDER, wanted, 0);
            order = new int[trained.size()];
            for (int i = 0; i < order.length; i++) {
                int j = generator.randint(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            pass = wanted;
        }
        return order;
    }
}
