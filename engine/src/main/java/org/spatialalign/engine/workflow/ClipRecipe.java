package org.spatialalign.engine.workflow;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GeneratedClip;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.GenerationRecord;
import org.spatialalign.engine.store.Project;

/** How a clip of a project was made. */
public final class ClipRecipe {

    private ClipRecipe() {}

    /**
     * Tells the project how a clip was made: from here on it counts as made by this recipe.
     *
     * @param latents where they lie in the project; null when they were not kept
     */
    public static void put(Project project, String clipId, GenerationRecipe recipe, @Nullable String latents)
            throws WorkbenchException {
        project.generations()
                .put(new GenerationRecord(
                        clipId,
                        recipe.hash(),
                        recipe.prompt(),
                        recipe.seed(),
                        Json.parse(recipe.toJson()),
                        latents,
                        Clock.systemUTC().instant()));
    }

    /**
     * What the project knows of it, else what its file says: early versions imported clips without their recipes.
     *
     * @return empty for clips that other programs made
     * @throws WorkbenchException when what is there cannot be read
     */
    public static Optional<GenerationRecipe> of(Project project, String clipId) throws WorkbenchException {
        Optional<GenerationRecord> made = project.generations().find(clipId);
        if (made.isPresent()) {
            return Optional.of(GenerationRecipe.of(made.get().recipe()));
        }
        Optional<ClipRecord> clip = project.clips().find(clipId);
        return clip.isPresent() && !project.clips().isMissing(clip.get())
                ? GeneratedClip.recipeOf(project.clipFile(clip.get()))
                : Optional.empty();
    }
}
