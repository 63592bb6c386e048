package org.spatialalign.engine.prompt;

import java.math.BigInteger;

/**
 * What it would take to generate clips for some prompts.
 *
 * @param clips one for each prompt and seed
 * @param hours of computing, one clip after the other
 * @param bytes of disk
 */
public record GenerationCost(BigInteger prompts, BigInteger clips, double hours, BigInteger bytes) {

    /**
     * @param seeds clips for each prompt
     * @param secondsPerClip as measured on the machine that will do it
     */
    public static GenerationCost of(BigInteger prompts, int seeds, double secondsPerClip, long bytesPerClip) {
        if (seeds < 0 || !(secondsPerClip >= 0) || bytesPerClip < 0) {
            throw new IllegalArgumentException("seeds, seconds and bytes must not be negative: " + seeds + ", "
                    + secondsPerClip + ", " + bytesPerClip);
        }
        BigInteger clips = prompts.multiply(BigInteger.valueOf(seeds));
        return new GenerationCost(
                prompts,
                clips,
                clips.doubleValue() * secondsPerClip / 3600,
                clips.multiply(BigInteger.valueOf(bytesPerClip)));
    }
}
