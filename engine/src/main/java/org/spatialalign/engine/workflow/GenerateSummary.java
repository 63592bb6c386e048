package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * What came of a matrix of prompts and seeds.
 *
 * @param made clips made now
 * @param upToDate clips that were there already, made by the very same recipe; or that were made again and came out the same
 * @param failed cells that went wrong; the rest went on
 */
public record GenerateSummary(List<Cell> made, List<Cell> upToDate, List<Failure> failed) {

    /**
     * One clip.
     *
     * @param promptId null for a prompt without
     * @param recipe hash of its recipe
     * @param clip its id in the project, or its file
     */
    public record Cell(@Nullable String promptId, long seed, String recipe, String clip) {}

    /**
     * One clip that is not.
     *
     * @param name the file it would have become
     * @param why one sentence
     */
    public record Failure(@Nullable String promptId, long seed, String name, String why) {}

    public GenerateSummary {
        made = List.copyOf(made);
        upToDate = List.copyOf(upToDate);
        failed = List.copyOf(failed);
    }

    public JsonNode toJson() {
        return Json.tree(this);
    }

    public static GenerateSummary of(JsonNode summary) throws WorkbenchException {
        return Json.convert(summary, GenerateSummary.class);
    }
}
