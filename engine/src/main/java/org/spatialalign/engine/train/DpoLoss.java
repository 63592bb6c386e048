package org.spatialalign.engine.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/**
 * Direct preference optimisation with a zeroth-order regulariser (SpatialAlign, arXiv 2602.22745), and Diffusion-DPO,
 * in closed form: the gradients at the velocities are worked out by hand, so that nothing above the network needs to be
 * recorded. With {@code n} numbers per sample and {@code B} pairs,
 *
 * <pre>
 * score = mean (r - u)^2 - mean (v - u)^2          v: velocity, r: the reference's, u: target
 * m = clip(beta (score_w - score_l))
 * L = mean softplus(-m) + lambda / 2 (mean (v_w - r_w)^2 + mean (v_l - r_l)^2)
 * </pre>
 */
public final class DpoLoss {

    /**
     * The velocities of one side of the pairs, all [B, C, T, H, W], float32.
     *
     * @param velocity of the model in training
     * @param reference of the frozen model
     * @param target noise minus sample
     */
    public record Side(NDArray velocity, NDArray reference, NDArray target) {}

    /**
     * @param winner gradient of the total loss at the winner's velocity
     * @param loser the same at the loser's
     */
    public record Result(DpoValues values, NDArray winner, NDArray loser) {}

    private final DpoSettings settings;

    public DpoLoss(DpoSettings settings) {
        this.settings = settings;
    }

    /** Records no gradients. The result's tensors belong to the managers of the velocities. */
    public Result of(Side winner, Side loser) {
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            double[] mseWinner = squaredDistance(winner.velocity(), winner.target());
            double[] mseLoser = squaredDistance(loser.velocity(), loser.target());
            double[] referenceWinner = squaredDistance(winner.reference(), winner.target());
            double[] referenceLoser = squaredDistance(loser.reference(), loser.target());
            int pairs = mseWinner.length;
            double[] scoreWinner = new double[pairs];
            double[] scoreLoser = new double[pairs];
            double[] raw = new double[pairs];
            double[] margin = new double[pairs];
            double[] pull = new double[pairs];
            double dpo = 0;
            for (int b = 0; b < pairs; b++) {
                scoreWinner[b] = referenceWinner[b] - mseWinner[b];
                scoreLoser[b] = referenceLoser[b] - mseLoser[b];
                raw[b] = settings.strength() * (scoreWinner[b] - scoreLoser[b]);
                margin[b] = settings.clipped(raw[b]);
                dpo += softplus(-margin[b]) / pairs;
                pull[b] = margin[b] == raw[b] ? settings.strength() / (1 + Math.exp(margin[b])) : 0;
            }
            double regulariser = 0.5
                    * (mean(squaredDistance(winner.velocity(), winner.reference()))
                            + mean(squaredDistance(loser.velocity(), loser.reference())));
            DpoValues values = new DpoValues(
                    list(mseWinner),
                    list(mseLoser),
                    list(referenceWinner),
                    list(referenceLoser),
                    list(scoreWinner),
                    list(scoreLoser),
                    list(raw),
                    list(margin),
                    dpo,
                    regulariser,
                    dpo + settings.lambda() * regulariser);
            return new Result(values, scope.keep(gradient(winner, pull, 1)), scope.keep(gradient(loser, pull, -1)));
        }
    }

    /** {@code (sign pull 2 (v - u) + lambda (v - r)) / (B n)}. */
    private NDArray gradient(Side side, double[] pull, int sign) {
        NDArray velocity = side.velocity();
        long perSample = velocity.size() / pull.length;
        float[] factors = new float[pull.length];
        for (int b = 0; b < factors.length; b++) {
            factors[b] = (float) (sign * pull[b] * 2 / ((double) pull.length * perSample));
        }
        long[] ones = new long[velocity.getShape().dimension()];
        Arrays.fill(ones, 1);
        ones[0] = pull.length;
        NDArray preference = velocity.sub(side.target())
                .mul(velocity.getManager().create(factors).reshape(new Shape(ones)));
        if (settings.lambda() == 0) {
            return preference;
        }
        return preference.add(velocity.sub(side.reference()).mul(settings.lambda() / velocity.size()));
    }

    /** Mean over each sample. In double precision: scores are differences of close numbers. */
    private static double[] squaredDistance(NDArray a, NDArray b) {
        NDArray difference = Ops.cast(a.sub(b).reshape(a.getShape().get(0), -1), DataType.FLOAT64);
        return difference.mul(difference).mean(new int[] {1}).toDoubleArray();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** log(1 + exp(x)) without overflow. */
    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(value);
        }
        return List.copyOf(list);
    }
}
