package org.spatialalign.engine.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.media.ProbedClip;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.GenerationRecord;
import org.spatialalign.engine.store.NewClip;
import org.spatialalign.engine.store.Project;

/**
 * Clips as rows and files of a project. A clip is encoded into the job's own folder and then copied in; after a kill
 * in between the finished file is found there by its name, which has the recipe's hash, and is not made again.
 */
record ProjectShelf(Project project, Path workFolder) implements ClipShelf {

    @Override
    public Optional<String> find(GenerationRecipe recipe, @Nullable String promptId)
            throws WorkbenchException, IOException {
        for (GenerationRecord made : project.generations().ofRecipe(recipe.hash())) {
            Optional<ClipRecord> clip = project.clips().find(made.clipId());
            if (clip.isPresent() && !project.clips().isMissing(clip.get())) {
                // Left by a process that was killed before it could tidy up.
                Files.deleteIfExists(clipFile(recipe, promptId));
                if (promptId != null && clip.get().promptId() == null) {
                    project.clips().assignPrompt(clip.get().id(), promptId, Math.toIntExact(recipe.seed()));
                }
                return Optional.of(clip.get().id());
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean showsTheSame(String clip, Path file, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        Optional<ClipRecord> before = project.clips().find(clip);
        return before.isPresent()
                && decoded(file, cancel).showsTheSameAs(decoded(project.clipFile(before.get()), cancel));
    }

    private static Clip decoded(Path file, CancelToken cancel) throws WorkbenchException, CancelledException {
        return new ClipDecoder()
                .decode(file, DecodeOptions.FULL, Progress.Listener.NONE, cancel)
                .clip();
    }

    @Override
    public Path clipFile(GenerationRecipe recipe, @Nullable String promptId) {
        return workFolder.resolve(recipe.fileName(promptId));
    }

    @Override
    public Path latentsFile(GenerationRecipe recipe, @Nullable String promptId) {
        return project.resolve(Project.latentsPath(recipe.hash()));
    }

    @Override
    public String keep(GenerationRecipe recipe, @Nullable String promptId, boolean latents, CancelToken cancel)
            throws WorkbenchException, IOException, CancelledException {
        Path file = clipFile(recipe, promptId);
        ProbedClip probed = new ClipDecoder().probe(file);
        ClipRecord clip = project.clips()
                .add(new NewClip(
                        file,
                        ContentHash.ofFile(file),
                        recipe.source(),
                        promptId,
                        Math.toIntExact(recipe.seed()),
                        probed.info(),
                        null));
        ClipThumbnail.ensure(project, clip, cancel);
        // Last: from here on the clip counts as made.
        boolean kept = latents || Files.exists(latentsFile(recipe, promptId));
        ClipRecipe.put(project, clip.id(), recipe, kept ? Project.latentsPath(recipe.hash()) : null);
        Files.deleteIfExists(file);
        return clip.id();
    }

    @Override
    public Optional<GenerateTrace> trace() {
        return Optional.of(new GenerateTrace(workFolder));
    }

    @Override
    public Path folder() {
        return project.folder();
    }
}
