package org.spatialalign.engine.interchange.tensorboard;

import java.time.Instant;

/**
 * One number of a run.
 *
 * @param tag what it is, for instance {@code train/loss_dpo}
 * @param step the optimiser's step
 * @param wallTime when it was written
 * @param value float32 in the file; may be NaN or infinite, which is worth seeing
 */
public record Scalar(String tag, long step, Instant wallTime, double value) {}
