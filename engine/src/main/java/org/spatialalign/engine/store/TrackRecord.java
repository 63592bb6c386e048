package org.spatialalign.engine.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.spatialalign.engine.track.MachineTracks;

/**
 * What one tracking run, or one imported file, says about a clip. Never changed.
 *
 * @param source "csrt", "detector", "pickle", "mot", "cvat"
 * @param recipe how it was made: options, seeds, files
 */
public record TrackRecord(
        long id, String clipId, String source, MachineTracks tracks, JsonNode recipe, Instant createdAt) {}
