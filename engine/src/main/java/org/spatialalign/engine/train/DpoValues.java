package org.spatialalign.engine.train;

import java.util.List;

/**
 * The numbers of one micro-batch. Lists have one entry per pair.
 *
 * @param mseWinner mean squared error of the velocity of the model in training
 * @param mseWinnerReference the same of the reference
 * @param scoreWinner by how much the model is nearer to the winner than the reference; 0 at the start. A mean that
 *     stays negative is a warning: the loss may fall because the loser gets worse faster than the winner
 * @param rawMargin before clipping
 * @param dpo mean of -log sigmoid(margin); ln 2 at the start
 * @param regulariser half the sum of both mean squared distances from the reference
 * @param total {@code dpo + lambda * regulariser}
 */
public record DpoValues(
        List<Double> mseWinner,
        List<Double> mseLoser,
        List<Double> mseWinnerReference,
        List<Double> mseLoserReference,
        List<Double> scoreWinner,
        List<Double> scoreLoser,
        List<Double> rawMargin,
        List<Double> margin,
        double dpo,
        double regulariser,
        double total) {

    /** Share of pairs whose margin was clipped; those have no preference gradient. */
    public double clippedShare() {
        long clipped = 0;
        for (int i = 0; i < margin.size(); i++) {
            clipped += margin.get(i).equals(rawMargin.get(i)) ? 0 : 1;
        }
        return (double) clipped / margin.size();
    }

    /** Whether all numbers are numbers: false after an overflow in half precision. */
    public boolean isFinite() {
        return Double.isFinite(total);
    }
}
