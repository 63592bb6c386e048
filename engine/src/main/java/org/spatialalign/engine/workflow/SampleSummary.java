package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.train.SampleFigures;

/**
 * What came of sampling the checkpoints of a run; kept with the job as JSON.
 *
 * @param run number of the training's job
 * @param figures of each checkpoint that was sampled, the base first
 */
public record SampleSummary(long run, List<SampleFigures> figures) {

    public SampleSummary {
        figures = List.copyOf(figures);
    }

    public JsonNode toJson() {
        return Json.tree(this);
    }

    public static SampleSummary of(JsonNode summary) throws WorkbenchException {
        return Json.convert(summary, SampleSummary.class);
    }
}
