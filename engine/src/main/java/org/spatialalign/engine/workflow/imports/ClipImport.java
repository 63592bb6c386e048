package org.spatialalign.engine.workflow.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GeneratedClip;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.interchange.NamePattern;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.MediaException;
import org.spatialalign.engine.media.MediaProblem;
import org.spatialalign.engine.media.ProbedClip;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.NewClip;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.workflow.ClipRecipe;
import org.spatialalign.engine.workflow.ClipThumbnail;

/** Takes clips into a project, one whole clip after the other. */
final class ClipImport {

    private final Project project;
    private final ImportLines lines;
    private final @Nullable String model;
    private final NamePattern pattern;
    private final Map<Path, ContentHash> hashes;
    private final ClipDecoder decoder = new ClipDecoder();

    /** @param hashes receives the hash of every file that was read */
    ClipImport(
            Project project,
            ImportLines lines,
            @Nullable String model,
            NamePattern pattern,
            Map<Path, ContentHash> hashes) {
        this.project = project;
        this.lines = lines;
        this.model = model;
        this.pattern = pattern;
        this.hashes = hashes;
    }

    void take(Path file, CancelToken cancel) throws ProjectException, CancelledException {
        ImportPreview.Row row = ImportPreview.row(file, model, pattern);
        String what = row.model().isEmpty() ? ClipIndex.nameOf(file) : row.model() + "/" + ClipIndex.nameOf(file);
        try {
            ContentHash hash = ContentHash.ofFile(file);
            hashes.put(file.toAbsolutePath().normalize(), hash);
            Optional<ClipRecord> there = project.clips().find(hash.brief());
            if (there.isPresent() && !project.clips().isMissing(there.get())) {
                known(what, there.get(), row);
                recipe(what, file, there.get());
                thumbnail(what, there.get(), cancel);
            } else {
                add(file, hash, what, row, cancel);
            }
        } catch (MediaException e) {
            lines.skipped(what, withoutPath(file, e.problem()));
        } catch (ProjectException e) {
            lines.skipped(what, Fatal.orMessage(e));
        } catch (IOException e) {
            lines.skipped(
                    what, Files.exists(file) ? "cannot be read: " + e.getMessage() : "there is no such file: " + file);
        }
    }

    private void add(Path file, ContentHash hash, String what, ImportPreview.Row row, CancelToken cancel)
            throws MediaException, ProjectException, CancelledException {
        ProbedClip probed = decoder.probe(file);
        cancel.check();
        String problem = probed.problem().map(p -> withoutPath(file, p)).orElse(null);
        ClipRecord clip = project.clips()
                .add(new NewClip(file, hash, row.model(), row.promptId(), row.seed(), probed.info(), problem));
        List<String> remarks = new ArrayList<>();
        if (problem != null) {
            remarks.add(problem);
        }
        if (!row.matched()) {
            remarks.add("no prompt: " + row.why() + "; match it by hand");
        }
        lines.clipAdded(what, String.join("; ", remarks));
        recipe(what, file, clip);
        thumbnail(what, clip, cancel);
    }

    /** The content is there already; what this file's name adds is still worth having. */
    private void known(String what, ClipRecord clip, ImportPreview.Row row) throws ProjectException {
        String same = clip.fileName().equals(ClipIndex.nameOf(row.file()))
                        && clip.model().equals(row.model())
                ? ""
                : "as " + clip.model() + "/" + clip.fileName() + ", with the same content";
        String prompt = row.promptId();
        if (clip.promptId() == null && prompt != null) {
            project.clips().assignPrompt(clip.id(), prompt, row.seed());
            String matched = "now matched to prompt " + prompt;
            lines.alreadyThere(what, same.isEmpty() ? matched : same + "; " + matched);
        } else {
            lines.alreadyThere(what, same);
        }
    }

    /** A clip that was generated elsewhere brings its recipe along, and is not made once more. */
    private void recipe(String what, Path file, ClipRecord clip) throws ProjectException {
        if (clip.problem() != null || project.generations().find(clip.id()).isPresent()) {
            return;
        }
        try {
            Optional<GenerationRecipe> recipe = GeneratedClip.recipeOf(file);
            if (recipe.isPresent()) {
                ClipRecipe.put(project, clip.id(), recipe.get(), null);
            }
        } catch (ProjectException e) {
            throw e;
        } catch (WorkbenchException e) {
            lines.problem(what, String.valueOf(e.getMessage()));
        }
    }

    private void thumbnail(String what, ClipRecord clip, CancelToken cancel) throws CancelledException {
        try {
            ClipThumbnail.ensure(project, clip, cancel);
        } catch (WorkbenchException e) {
            lines.problem(what, "no thumbnail: " + e.getMessage());
        }
    }

    /** The report names the file in a column of its own. */
    private static String withoutPath(Path file, MediaProblem problem) {
        String path = file.toString();
        String message = problem.message();
        return message.startsWith(path) ? message.substring(path.length()).replaceFirst("^[\\s:,]+", "") : message;
    }
}
