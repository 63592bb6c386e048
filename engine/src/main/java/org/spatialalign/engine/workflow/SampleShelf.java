package org.spatialalign.engine.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.train.CheckpointSample;
import org.spatialalign.engine.train.SampleLog;

/**
 * Clips of a project that are the samples of one checkpoint: the run's folder is told of each as soon as the project has
 * it. After a kill in between it is told when the clip is found.
 */
record SampleShelf(ProjectShelf shelf, long step, SampleLog.Writer log) implements ClipShelf {

    @Override
    public Optional<String> find(GenerationRecipe recipe, @Nullable String promptId)
            throws WorkbenchException, IOException {
        Optional<String> clip = shelf.find(recipe, promptId);
        if (clip.isPresent()) {
            tell(recipe, promptId, clip.get());
        }
        return clip;
    }

    @Override
    public Path clipFile(GenerationRecipe recipe, @Nullable String promptId) {
        return shelf.clipFile(recipe, promptId);
    }

    @Override
    public Path latentsFile(GenerationRecipe recipe, @Nullable String promptId) {
        return shelf.latentsFile(recipe, promptId);
    }

    @Override
    public String keep(GenerationRecipe recipe, @Nullable String promptId, boolean latents, CancelToken cancel)
            throws WorkbenchException, IOException, CancelledException {
        String clip = shelf.keep(recipe, promptId, latents, cancel);
        tell(recipe, promptId, clip);
        return clip;
    }

    private void tell(GenerationRecipe recipe, @Nullable String promptId, String clip) throws WorkbenchException {
        log.sample(
                Clock.systemUTC().instant(),
                new CheckpointSample(
                        step, String.valueOf(promptId), Math.toIntExact(recipe.seed()), recipe.hash(), clip));
    }

    @Override
    public Path folder() {
        return shelf.folder();
    }
}
