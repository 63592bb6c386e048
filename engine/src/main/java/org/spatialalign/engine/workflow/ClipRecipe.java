package org.spatialalign.engine.workflow;

import java.util.Optional;
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
     * What the project knows of it, else what its file says: a generated clip may have been imported from elsewhere.
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
