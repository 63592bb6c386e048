package org.spatialalign.engine.train;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import org.spatialalign.engine.model.lora.LoraInjection;
import org.spatialalign.engine.model.wan.CheckpointedPass;
import org.spatialalign.engine.model.wan.WanTransformer3D;
import org.spatialalign.engine.schedule.TrainingTimesteps;
import org.spatialalign.engine.tensor.GradMode;
import org.spatialalign.engine.tensor.Ops;
import org.spatialalign.engine.tensor.Scope;

/**
 * One micro-batch of preference optimisation on the video transformer: the model in training is the base with its
 * adapter, the reference the same base with the adapter off, so that there is one copy of the weights. One thread.
 */
public final class DpoStep {

    /** How the gradients are computed; the numbers are the same. */
    public enum Memory {
        /** Everything is kept from the forward pass: for small models. */
        PLAIN,

        /** The input of each block is kept, and the blocks are computed anew on the way back. */
        CHECKPOINTED
    }

    /** The intermediate values of a micro-batch, for whoever wants to look. */
    @FunctionalInterface
    interface Probe {
        void see(String name, NDArray value);
    }

    private final WanTransformer3D model;
    private final LoraInjection adapter;
    private final TrainingTimesteps times;
    private final DpoLoss loss;
    private final Memory memory;

    /** @param adapter attached to the model; its parameters are made to require gradients */
    public DpoStep(
            WanTransformer3D model,
            LoraInjection adapter,
            TrainingTimesteps times,
            DpoSettings settings,
            Memory memory) {
        this.model = model;
        this.adapter = adapter;
        this.times = times;
        this.loss = new DpoLoss(settings);
        this.memory = memory;
        adapter.requireGradients();
    }

    /**
     * Adds the gradients of the loss to the sums.
     *
     * @param weight what they are multiplied by: the share of this micro-batch in the step times the loss scale
     * @param sums made from the adapter's parameters
     */
    public DpoValues run(DpoBatch batch, double weight, GradientSums sums) {
        return run(batch, weight, sums, (name, value) -> {});
    }

    DpoValues run(DpoBatch batch, double weight, GradientSums sums, Probe probe) {
        try (Scope scope = Scope.open();
                GradMode mode = GradMode.off()) {
            Noisy winner = new Noisy(batch.winner(), batch.winnerNoise(), batch);
            Noisy loser = new Noisy(batch.loser(), batch.loserNoise(), batch);
            probe.see("x_w", winner.x);
            probe.see("x_l", loser.x);
            probe.see("target_w", winner.target);
            probe.see("target_l", loser.target);
            NDArray referenceWinner;
            NDArray referenceLoser;
            try (LoraInjection.Off off = adapter.off()) {
                referenceWinner = model.forward(winner.x, winner.timestep, batch.context());
                referenceLoser = model.forward(loser.x, loser.timestep, batch.context());
            }
            probe.see("ref_w", referenceWinner);
            probe.see("ref_l", referenceLoser);
            Closing closing = (velocityWinner, velocityLoser) -> {
                probe.see("v_w", velocityWinner);
                probe.see("v_l", velocityLoser);
                DpoLoss.Result result = loss.of(
                        new DpoLoss.Side(velocityWinner, referenceWinner, winner.target),
                        new DpoLoss.Side(velocityLoser, referenceLoser, loser.target));
                probe.see("grad.v_w", result.winner());
                probe.see("grad.v_l", result.loser());
                return new DpoLoss.Result(
                        result.values(),
                        result.winner().mul(weight),
                        result.loser().mul(weight));
            };
            return memory == Memory.PLAIN
                    ? plain(batch, winner, loser, closing, sums)
                    : checkpointed(batch, winner, loser, closing, sums);
        }
    }

    /** The numbers alone; no gradients, in the memory of forward passes. */
    public DpoValues evaluate(DpoBatch batch) {
        try (Scope scope = Scope.open();
                GradMode mode = GradMode.off()) {
            DpoLoss.Side winner = side(new Noisy(batch.winner(), batch.winnerNoise(), batch), batch.context());
            DpoLoss.Side loser = side(new Noisy(batch.loser(), batch.loserNoise(), batch), batch.context());
            return loss.of(winner, loser).values();
        }
    }

    private DpoLoss.Side side(Noisy noisy, NDArray context) {
        NDArray reference;
        try (LoraInjection.Off off = adapter.off()) {
            reference = model.forward(noisy.x, noisy.timestep, context);
        }
        return new DpoLoss.Side(model.forward(noisy.x, noisy.timestep, context), reference, noisy.target);
    }

    /** From both velocities to the values and the gradients at the velocities. */
    @FunctionalInterface
    private interface Closing {
        DpoLoss.Result of(NDArray velocityWinner, NDArray velocityLoser);
    }

    private DpoValues plain(DpoBatch batch, Noisy winner, Noisy loser, Closing closing, GradientSums sums) {
        try (GradMode mode = GradMode.on()) {
            NDArray velocityWinner = model.forward(winner.x, winner.timestep, batch.context());
            NDArray velocityLoser = model.forward(loser.x, loser.timestep, batch.context());
            DpoLoss.Result result;
            try (GradMode off = GradMode.off()) {
                result = closing.of(velocityWinner, velocityLoser);
            }
            Ops.addVjp(
                    List.of(velocityWinner, velocityLoser),
                    List.of(),
                    sums.parameters(),
                    List.of(result.winner(), result.loser()),
                    sums.sums());
            return result.values();
        }
    }

    private DpoValues checkpointed(DpoBatch batch, Noisy winner, Noisy loser, Closing closing, GradientSums sums) {
        try (CheckpointedPass passWinner = model.checkpointed(winner.x, winner.timestep, batch.context());
                CheckpointedPass passLoser = model.checkpointed(loser.x, loser.timestep, batch.context())) {
            DpoLoss.Result result = closing.of(passWinner.velocity(), passLoser.velocity());
            passWinner.backward(result.winner(), sums.parameters(), sums.sums());
            passLoser.backward(result.loser(), sums.parameters(), sums.sums());
            return result.values();
        }
    }

    /** A sample on its way to noise, and where the flow goes from there. */
    private final class Noisy {

        private final NDArray x;
        private final NDArray target;
        private final NDArray timestep;

        Noisy(NDArray sample, NDArray noise, DpoBatch batch) {
            double sigma = times.mixingSigma(batch.timestep());
            x = sample.mul(1 - sigma).add(noise.mul(sigma));
            target = noise.sub(sample);
            float[] same = new float[(int) sample.getShape().get(0)];
            Arrays.fill(same, times.networkTimestep(batch.timestep()));
            timestep = sample.getManager().create(same);
        }
    }
}
