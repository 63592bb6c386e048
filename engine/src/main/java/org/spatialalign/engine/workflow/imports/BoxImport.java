package org.spatialalign.engine.workflow.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.interchange.CvatVideo;
import org.spatialalign.engine.interchange.CvatVideoXml;
import org.spatialalign.engine.interchange.DetectionPickle;
import org.spatialalign.engine.interchange.InterchangeException;
import org.spatialalign.engine.interchange.MotTxt;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.workflow.imports.ImportReport.Outcome;

/** Takes boxes that were made elsewhere into a project: detection records, MOT and CVAT files. */
final class BoxImport {

    private final Project project;
    private final ImportLines lines;
    private final ClipIndex index;
    private final @Nullable String model;
    private final List<String> orphans = new ArrayList<>();

    BoxImport(Project project, ImportLines lines, ClipIndex index, @Nullable String model) {
        this.project = project;
        this.lines = lines;
        this.index = index;
        this.model = model;
    }

    /** Reads the boxes of one file for one clip. */
    private interface Reader {
        ImportedTracks read(ClipRecord clip, @Nullable DsrPrompt prompt) throws InterchangeException;
    }

    void detections(Path file) throws ProjectException {
        String name = ClipIndex.nameOf(file);
        take(file, name, List.of(ClipIndex.stem(name)), "pickle", (clip, prompt) -> {
            if (prompt == null) {
                throw new InterchangeException(
                        file, "", "the prompt of its clip is not known, so nobody can say which label is the animal");
            }
            return ImportedTracks.ofDetections(
                    DetectionPickle.read(file), prompt, clip.video().frameCount());
        });
    }

    void boxes(Path file) throws ProjectException {
        String name = ClipIndex.nameOf(file);
        List<String> names = new ArrayList<>(List.of(ClipIndex.stem(name)));
        if (!name.toLowerCase(Locale.ROOT).endsWith(".xml")) {
            take(file, name, names, "mot", (clip, prompt) -> ImportedTracks.ofFrames(MotTxt.read(file), clip.video()));
            return;
        }
        CvatVideo video;
        try {
            video = CvatVideoXml.read(file);
        } catch (InterchangeException e) {
            lines.skipped(name, e.explanation());
            return;
        }
        names.add(video.name());
        take(file, name, names, "cvat", (clip, prompt) -> ImportedTracks.ofCvat(file, video, prompt, clip.video()));
    }

    private void take(Path file, String what, List<String> clipNames, String source, Reader reader)
            throws ProjectException {
        ClipIndex.Found found = index.byName(clipNames, model == null ? ClipIndex.modelOf(file) : model);
        ClipRecord clip = found.clip();
        if (clip == null) {
            lines.skipped(what, found.why());
            orphans.add(what);
            return;
        }
        try {
            String promptId = clip.promptId();
            Optional<DsrPrompt> prompt =
                    promptId == null ? Optional.empty() : project.prompts().find(promptId);
            ContentHash hash = ContentHash.ofFile(file);
            Optional<TrackRecord> same = project.tracks().history(clip.id()).stream()
                    .filter(t -> t.source().equals(source))
                    .filter(t -> t.recipe().path("hash").asText().equals(hash.hex()))
                    .findFirst();
            ImportedTracks tracks = reader.read(clip, prompt.orElse(null));
            if (same.isPresent() && same.get().tracks().equals(tracks.tracks())) {
                lines.alreadyThere(what, "");
            } else {
                add(clip, what, source, hash, tracks);
            }
        } catch (InterchangeException e) {
            lines.skipped(what, e.explanation());
        } catch (IOException e) {
            lines.skipped(what, "cannot be read: " + e.getMessage());
        } catch (ProjectException e) {
            lines.skipped(what, Fatal.orMessage(e));
        }
    }

    private void add(ClipRecord clip, String what, String source, ContentHash hash, ImportedTracks tracks)
            throws ProjectException {
        JsonNode recipe = Json.object().put("file", what).put("hash", hash.hex());
        Optional<TrackRecord> current = project.tracks().current(clip.id());
        boolean corrected =
                !project.tracks().annotation(clip.id()).corrections().isEmpty();
        boolean counts =
                !corrected && (current.isEmpty() || current.get().source().equals(source));
        project.<RuntimeException>inTransaction(() -> {
            TrackRecord added = project.tracks().add(clip.id(), source, tracks.tracks(), recipe);
            if (counts) {
                project.tracks().setCurrent(clip.id(), added.id());
            }
        });
        List<String> remarks = new ArrayList<>(tracks.remarks());
        if (!counts) {
            remarks.add("kept beside the boxes that the clip has already, which still count");
        }
        boolean trouble = tracks.trouble() || !counts;
        lines.trackAdded(trouble ? Outcome.PROBLEM : Outcome.TAKEN, what, String.join("; ", remarks));
    }

    /** Says once what to do about boxes whose clips are not here. */
    void finish() {
        if (!orphans.isEmpty()) {
            lines.problem(
                    orphans.size() + (orphans.size() == 1 ? " file of boxes has" : " files of boxes have")
                            + " no clip in the project",
                    "import their clips too, under the names that the files have; boxes without clips can be scored"
                            + " by the command \"score --boxes\"");
        }
    }
}
