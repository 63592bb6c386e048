package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.train.EarlyStop;

/**
 * What a training came to; kept with the job as JSON. Files are relative to the project's folder.
 *
 * @param steps done in all
 * @param loss of the last step's pairs; NaN is written as null
 * @param heldOutLoss of the held-out pairs at the end; null without any
 * @param lora the last checkpoint's LoRA
 * @param best the LoRA with the lowest held-out loss; null without held-out pairs
 * @param stoppedEarly how it ended before its last step; null when it did not
 */
public record TrainSummary(
        long steps,
        @Nullable Double loss,
        @Nullable Double heldOutLoss,
        String lora,
        @Nullable String best,
        @Nullable StoppedEarly stoppedEarly) {

    /**
     * An end before the last step.
     *
     * @param figure by which checkpoints were compared
     * @param step of the last checkpoint
     * @param bestStep of the best one
     * @param best its figure
     * @param lora of the best one; null when it is the base, or is no longer kept
     */
    public record StoppedEarly(EarlyStop.Figure figure, long step, long bestStep, double best, @Nullable String lora) {

        /** Such as "stopped early at step 300: best by held-out loss was step 200 (0.6512)". */
        public String words() {
            return String.format(
                    Locale.ROOT,
                    "stopped early at step %d: best by %s was step %d (%.4f)",
                    step,
                    figure.words(),
                    bestStep,
                    best);
        }
    }

    public JsonNode toJson() {
        return Json.tree(this);
    }

    public static TrainSummary of(JsonNode summary) throws WorkbenchException {
        return Json.convert(summary, TrainSummary.class);
    }
}
