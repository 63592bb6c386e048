package org.spatialalign.engine.tensor;

/**
 * Settings of the optimiser AdamW (decoupled weight decay; Loshchilov and Hutter 2019), named as in torch.optim.
 *
 * @param learningRate for this step; 0 or more
 * @param weightDecay per step and unit of learning rate
 */
public record AdamW(double learningRate, double beta1, double beta2, double eps, double weightDecay) {

    public AdamW {
        boolean sound = learningRate >= 0 && beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && eps > 0;
        if (!sound || weightDecay < 0) {
            throw new IllegalArgumentException("no settings for AdamW: lr " + learningRate + ", betas " + beta1 + " "
                    + beta2 + ", eps " + eps + ", weight decay " + weightDecay);
        }
    }

    /** torch's defaults for all but the learning rate: betas 0.9 and 0.999, eps 1e-8, decay 0.01. */
    public static AdamW at(double learningRate) {
        return new AdamW(learningRate, 0.9, 0.999, 1e-8, 0.01);
    }
}
