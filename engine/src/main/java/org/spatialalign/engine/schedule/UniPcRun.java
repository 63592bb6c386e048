package org.spatialalign.engine.schedule;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;
import org.spatialalign.engine.tensor.Torch;

/**
 * One latent on its way by {@link UniPc}. With lambda(s) = ln(1-s) - ln(s), h = lambda(next) - lambda(now) and
 * B = exp(-h) - 1 the exponential integrator's step is (next/now) X - (1-next) B m; predictor and corrector add
 * differences of clean estimates m. What the network sees is the predicted latent; the next prediction starts from the
 * corrected one.
 */
final class UniPcRun implements SamplerRun {

    private final double[] timesteps;
    private final double[] sigmas;
    private int done;
    private int lastOrder;
    private @Nullable NDManager memory;
    private @Nullable NDArray clean;
    private @Nullable NDArray cleanBefore;
    private @Nullable NDArray corrected;

    UniPcRun(double[] timesteps, double[] sigmas) {
        this.timesteps = timesteps;
        this.sigmas = sigmas;
    }

    @Override
    public int steps() {
        return timesteps.length;
    }

    @Override
    public double[] timesteps() {
        return Arrays.copyOf(timesteps, timesteps.length);
    }

    @Override
    public double[] sigmas() {
        return Arrays.copyOf(sigmas, sigmas.length);
    }

    @Override
    public NDArray step(int i, NDArray latent, NDArray velocity) {
        FlowMatchEuler.requireNext(i, done, steps());
        if (memory == null) {
            memory = Torch.newManager(latent.getDevice());
        }
        try (GradMode mode = GradMode.off();
                Scope scope = Scope.open()) {
            NDArray m = latent.sub(Ops.cast(velocity, DataType.FLOAT32).mul(sigmas[i]));
            NDArray x = clean == null || corrected == null ? latent.duplicate() : correct(i, m, clean, corrected);
            int order = Math.min(2, Math.min(steps() - i, i + 1));
            NDArray next = predict(i, order, m, x);
            remember(scope, memory, m, x);
            lastOrder = order;
            done++;
            next.attach(latent.getManager());
            return scope.keep(next);
        }
    }

    /** The latent at sigma_i, now that the network has been asked there. */
    private NDArray correct(int i, NDArray m, NDArray before, NDArray start) {
        double h = lambda(i) - lambda(i - 1);
        double b = Math.expm1(-h);
        double factor = -(1 - sigmas[i]) * b;
        NDArray base = start.mul(sigmas[i] / sigmas[i - 1]).add(before.mul(factor));
        NDArray change = m.sub(before);
        if (lastOrder == 1 || cleanBefore == null) {
            return base.add(change.mul(0.5 * factor));
        }
        double rk = (lambda(i - 2) - lambda(i - 1)) / h;
        double phi1 = b / -h - 1;
        double phi2 = phi1 / -h - 0.5;
        double b1 = phi1 / b;
        double b2 = 2 * phi2 / b;
        double rho1 = (b1 - b2) / (1 - rk);
        double rho2 = b1 - rho1;
        NDArray slope = cleanBefore.sub(before).mul(factor * rho1 / rk);
        return base.add(slope).add(change.mul(factor * rho2));
    }

    /** The latent at sigma_{i+1}. */
    private NDArray predict(int i, int order, NDArray m, NDArray x) {
        double to = sigmas[i + 1];
        if (to == 0) {
            return m.duplicate();
        }
        double h = lambda(i + 1) - lambda(i);
        double factor = -(1 - to) * Math.expm1(-h);
        NDArray base = x.mul(to / sigmas[i]).add(m.mul(factor));
        if (order == 1 || clean == null) {
            return base;
        }
        double rk = (lambda(i - 1) - lambda(i)) / h;
        return base.add(clean.sub(m).mul(0.5 * factor / rk));
    }

    private double lambda(int i) {
        return Math.log1p(-sigmas[i]) - Math.log(sigmas[i]);
    }

    private void remember(Scope scope, NDManager owner, NDArray m, NDArray x) {
        if (cleanBefore != null) {
            cleanBefore.close();
        }
        if (corrected != null) {
            corrected.close();
        }
        cleanBefore = clean;
        clean = scope.give(m, owner);
        corrected = scope.give(x, owner);
    }

    @Override
    public void close() {
        if (memory != null) {
            memory.close();
        }
    }
}
