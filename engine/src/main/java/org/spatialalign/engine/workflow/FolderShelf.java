package org.spatialalign.engine.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GeneratedClip;
import org.spatialalign.engine.generate.GenerationRecipe;

/** Clips in a plain folder, each with its recipe beside it. */
record FolderShelf(Path folder) implements ClipShelf {

    @Override
    public Optional<String> find(GenerationRecipe recipe, @Nullable String promptId) {
        Path file = clipFile(recipe, promptId);
        boolean there = GeneratedClip.isMadeBy(recipe, file) && Files.exists(GeneratedClip.recipeFile(file));
        return there ? Optional.of(file.toString()) : Optional.empty();
    }

    @Override
    public Path clipFile(GenerationRecipe recipe, @Nullable String promptId) {
        return folder.resolve(recipe.fileName(promptId));
    }

    @Override
    public Path latentsFile(GenerationRecipe recipe, @Nullable String promptId) {
        Path clip = clipFile(recipe, promptId);
        return clip.resolveSibling(String.valueOf(clip.getFileName()).replaceFirst("\\.mp4$", ".safetensors"));
    }

    @Override
    public String keep(GenerationRecipe recipe, @Nullable String promptId, boolean latents, CancelToken cancel)
            throws WorkbenchException {
        Path file = clipFile(recipe, promptId);
        GeneratedClip.writeRecipe(file, recipe);
        return file.toString();
    }
}
