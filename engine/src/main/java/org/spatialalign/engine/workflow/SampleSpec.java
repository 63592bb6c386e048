package org.spatialalign.engine.workflow;

/**
 * Samples of the checkpoints that a training has kept.
 *
 * @param run number of the training's job
 * @param samples which; of the checkpoints that are no longer there none can be made
 */
public record SampleSpec(long run, SampleSettings samples) {}
