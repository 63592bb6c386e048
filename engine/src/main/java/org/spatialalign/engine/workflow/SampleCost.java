package org.spatialalign.engine.workflow;

import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GeneratedClip;
import org.spatialalign.engine.generate.Machine;
import org.spatialalign.engine.generate.ModelConfigs;
import org.spatialalign.engine.generate.ModelFit;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.train.TrainingConfig;

/**
 * What the samples of a training take, if none of the clips is there yet. Estimates, as those of {@link ModelFit}.
 *
 * @param checkpoints that are sampled, the base included
 * @param clips of all of them
 * @param seconds to make them; NaN when the machine was not measured
 * @param memoryBytes while clips are made, the model included
 * @param diskBytes of all clips
 */
public record SampleCost(long checkpoints, long clips, double seconds, double memoryBytes, double diskBytes) {

    /**
     * Of so many checkpoints.
     *
     * @param samples sound by themselves
     * @throws WorkbenchException when the model cannot make such clips
     */
    static SampleCost of(
            SampleSettings samples, long checkpoints, ModelConfigs configs, Compute compute, Machine machine)
            throws WorkbenchException {
        ModelFit fit = ModelFit.of(configs, samples.settings(), compute, machine);
        long clips = Math.multiplyExact(checkpoints, (long) samples.clips());
        return new SampleCost(
                checkpoints,
                clips,
                clips * fit.clipSeconds(),
                fit.neededBytes(),
                clips * GeneratedClip.bytes(configs, samples.settings(), false));
    }

    /** Of a training: the trained matrices and the optimiser's averages stay in memory beside the model. */
    static SampleCost of(
            SampleSettings samples,
            TrainingConfig config,
            long from,
            ModelConfigs configs,
            Compute compute,
            Machine machine,
            long parameters)
            throws WorkbenchException {
        SampleCost clips = of(samples, samples.checkpoints(config, from), configs, compute, machine);
        double state = 4.0 * Float.BYTES * parameters;
        return new SampleCost(
                clips.checkpoints(), clips.clips(), clips.seconds(), clips.memoryBytes() + state, clips.diskBytes());
    }
}
