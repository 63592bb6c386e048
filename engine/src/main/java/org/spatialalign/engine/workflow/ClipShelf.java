package org.spatialalign.engine.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationRecipe;

/** Where generated clips go. */
interface ClipShelf {

    /** The clip that this recipe has made already; empty when there is none. */
    Optional<String> find(GenerationRecipe recipe, @Nullable String promptId) throws WorkbenchException, IOException;

    /** Where the encoder puts the clip; one that is there already was finished and waits to be kept. */
    Path clipFile(GenerationRecipe recipe, @Nullable String promptId);

    /** Where its latents go. */
    Path latentsFile(GenerationRecipe recipe, @Nullable String promptId);

    /**
     * Whether a clip that {@link #find} found shows the very pictures of a file. The files themselves may differ: they
     * name the version of the program and the model's folder. Where a recipe has one file it is never asked.
     */
    default boolean showsTheSame(String clip, Path file, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        return false;
    }

    /** Takes the finished file; returns what the clip is called from now on. */
    String keep(GenerationRecipe recipe, @Nullable String promptId, boolean latents, CancelToken cancel)
            throws WorkbenchException, IOException, CancelledException;

    /** Where to show how the work goes; empty when nobody could look. */
    default Optional<GenerateTrace> trace() {
        return Optional.empty();
    }

    /** The folder on whose disk there must be room. */
    Path folder();
}
