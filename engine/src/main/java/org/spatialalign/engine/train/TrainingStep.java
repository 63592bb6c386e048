package org.spatialalign.engine.train;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of one step of the optimiser, means over its pairs.
 *
 * @param step from 0; its update is the one after these losses
 * @param loss {@code dpo + lambda * regulariser}
 * @param dpo ln 2 at the start
 * @param regulariser 0 at the start
 * @param scoreWinner by how much the model is nearer to the winners than the reference; 0 at the start
 * @param scoreLoser the same of the losers
 * @param margin mean over the pairs, after clipping
 * @param clipped share of pairs whose margin was clipped
 * @param learningRate of the update
 * @param gradientNorm of all gradients together, before the update
 * @param skipped whether the update was left out, since gradients overflowed in half precision
 * @param pairs their numbers, in the order in which they went through
 * @param times index of the training time of each
 * @param margins margin of each, after clipping
 */
public record TrainingStep(
        long step,
        double loss,
        double dpo,
        double regulariser,
        double scoreWinner,
        double scoreLoser,
        double margin,
        double clipped,
        double learningRate,
        double gradientNorm,
        boolean skipped,
        List<Integer> pairs,
        List<Integer> times,
        List<Float> margins) {

    public TrainingStep {
        pairs = List.copyOf(pairs);
        times = List.copyOf(times);
        margins = List.copyOf(margins);
    }

    /** One micro-batch on its way to a step; what a stopped run keeps of it. */
    record Micro(
            List<Integer> pairs,
            int time,
            double loss,
            double dpo,
            double regulariser,
            double scoreWinner,
            double scoreLoser,
            List<Double> margins,
            double clipped) {

        static Micro of(BatchSource.Numbered batch, DpoValues values) {
            return new Micro(
                    batch.pairs(),
                    batch.batch().timestep(),
                    values.total(),
                    values.dpo(),
                    values.regulariser(),
                    mean(values.scoreWinner()),
                    mean(values.scoreLoser()),
                    values.margin(),
                    values.clippedShare());
        }
    }

    static TrainingStep of(long step, List<Micro> micros, double rate, double norm, boolean skipped) {
        List<Integer> pairs = new ArrayList<>();
        List<Integer> times = new ArrayList<>();
        List<Float> margins = new ArrayList<>();
        double[] sums = new double[7];
        for (Micro micro : micros) {
            pairs.addAll(micro.pairs());
            micro.margins().forEach(margin -> {
                times.add(micro.time());
                margins.add(margin.floatValue());
            });
            double[] values = {
                micro.loss(),
                micro.dpo(),
                micro.regulariser(),
                micro.scoreWinner(),
                micro.scoreLoser(),
                mean(micro.margins()),
                micro.clipped()
            };
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values[i] / micros.size();
            }
        }
        return new TrainingStep(
                step, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], rate, norm, skipped, pairs, times,
                margins);
    }

    static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
