package org.spatialalign.engine.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;

/**
 * How a clip of the project was generated.
 *
 * @param recipeHash names the recipe among all
 * @param prompt the text given to the model
 * @param recipe everything that decided how the clip looks
 * @param latents where its latents are, relative to the project's folder; null when they were not kept
 */
public record GenerationRecord(
        String clipId,
        ContentHash recipeHash,
        String prompt,
        long seed,
        JsonNode recipe,
        @Nullable String latents,
        Instant createdAt) {}
