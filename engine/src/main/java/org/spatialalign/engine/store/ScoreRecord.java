package org.spatialalign.engine.store;

import java.time.Instant;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.score.ScoreOutcome;

/**
 * The result of scoring a clip with one preset.
 *
 * @param inputHash what it was computed from: {@link ScoreRepository#inputHash} as it was <em>before</em> the boxes
 *     were read. A clip whose input hash is a different one by now is {@link ClipStatus#STALE}.
 * @param codeVersion version of the program that computed it
 */
public record ScoreRecord(
        String clipId,
        String presetId,
        ContentHash inputHash,
        ScoreOutcome outcome,
        String codeVersion,
        Instant computedAt) {}
