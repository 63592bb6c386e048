package org.spatialalign.engine.train;

import ai.djl.ndarray.NDArray;

/**
 * Pairs of a better and a worse clip of the same prompts, as they go through the network at once.
 *
 * @param winner latents of the better clips, normalised, [B, C, T, H, W], float32
 * @param loser the same of the worse clips
 * @param winnerNoise standard normal, of the same shape
 * @param loserNoise the same; equal to the winner's where the settings say so
 * @param context states of the text encoder, [B, L, D]
 * @param timestep index into the table of training times, one for all
 */
public record DpoBatch(
        NDArray winner, NDArray loser, NDArray winnerNoise, NDArray loserNoise, NDArray context, int timestep) {}
