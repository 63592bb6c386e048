package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * What a job over many clips came to; kept with the job as JSON.
 *
 * @param done clips worked on with success
 * @param upToDate clips that needed nothing
 * @param leftOut clips that could not be meant, and why: without seeds, without boxes
 * @param failed clips that went wrong; the job went on after each
 */
public record WorkSummary(int done, int upToDate, List<Item> leftOut, List<Item> failed) {

    /**
     * One clip.
     *
     * @param clip its id
     * @param name model and file name, for people
     * @param why one sentence
     */
    public record Item(String clip, String name, String why) {}

    public WorkSummary {
        leftOut = List.copyOf(leftOut);
        failed = List.copyOf(failed);
    }

    public JsonNode toJson() {
        return Json.tree(this);
    }

    public static WorkSummary of(JsonNode summary) throws WorkbenchException {
        return Json.convert(summary, WorkSummary.class);
    }
}
