package org.spatialalign.engine.store;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.UnscorableReason;

/**
 * One row of the table of clips, for one preset.
 *
 * @param prompt null when the project does not know it
 * @param dsrScore the last score, in [0, 1], also of a {@link ClipStatus#STALE} clip
 * @param reason why the last scoring gave no number
 * @param corrected whether people changed boxes
 * @param missing whether the clip's file is not in the project's folder
 */
public record ClipListing(
        ClipRecord clip,
        @Nullable DsrPrompt prompt,
        ClipStatus status,
        @Nullable Double dsrScore,
        @Nullable UnscorableReason reason,
        boolean corrected,
        boolean missing) {

    public ClipListing(
            ClipRecord clip,
            @Nullable DsrPrompt prompt,
            ClipStatus status,
            @Nullable Double dsrScore,
            @Nullable UnscorableReason reason,
            boolean corrected) {
        this(clip, prompt, status, dsrScore, reason, corrected, false);
    }
}
