package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * What a training came to; kept with the job as JSON. Files are relative to the project's folder.
 *
 * @param steps done in all
 * @param loss of the last step's pairs; NaN is written as null
 * @param heldOutLoss of the held-out pairs at the end; null without any
 * @param lora the last checkpoint's LoRA
 * @param best the LoRA with the lowest held-out loss; null without held-out pairs
 */
public record TrainSummary(
        long steps, @Nullable Double loss, @Nullable Double heldOutLoss, String lora, @Nullable String best) {

    public JsonNode toJson() {
        return Json.tree(this);
    }

    public static TrainSummary of(JsonNode summary) throws WorkbenchException {
        return Json.convert(summary, TrainSummary.class);
    }
}
