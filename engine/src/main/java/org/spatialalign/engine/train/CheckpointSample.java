package org.spatialalign.engine.train;

import org.spatialalign.engine.core.ContentHash;

/**
 * A clip that was made to see what the model does at a checkpoint. For each prompt and seed there is one at each step
 * that was sampled, all with the same first noise: played along the steps they show the training like a film.
 *
 * @param step of the checkpoint; at 0 the clip is the base model's, without any adapter
 * @param promptId of a prompt of the project
 * @param seed of the first noise
 * @param recipe hash of the recipe by which the clip was made
 * @param clip its id in the project
 */
public record CheckpointSample(long step, String promptId, int seed, ContentHash recipe, String clip) {}
