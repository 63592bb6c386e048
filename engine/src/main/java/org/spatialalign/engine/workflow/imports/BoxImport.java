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
import org.spatialalign.engine.interchange.CocoClip;
import org.spatialalign.engine.interchange.CocoJson;
import org.spatialalign.engine.interchange.CvatVideo;
import org.spatialalign.engine.interchange.CvatVideoXml;
import org.spatialalign.engine.interchange.DetectionPickle;
import org.spatialalign.engine.interchange.InterchangeException;
import org.spatialalign.engine.interchange.MotSequence;
import org.spatialalign.engine.interchange.MotTxt;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.workflow.imports.ImportReport.Outcome;

/** Takes boxes that were made elsewhere into a project: detection records, MOT, CVAT and COCO files. */
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
        take(file, name, find(file, null, List.of(ClipIndex.stem(name))), "pickle", (clip, prompt) -> {
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
        String lower = name.toLowerCase(Locale.ROOT);
        try {
            if (lower.endsWith(".xml")) {
                CvatVideo video = CvatVideoXml.read(file);
                ClipIndex.Found clip = find(file, video.clip(), List.of(ClipIndex.stem(name), video.name()));
                take(file, name, clip, "cvat", tracksOf(file, video));
            } else if (lower.endsWith(".json")) {
                for (CocoClip video : CocoJson.read(file)) {
                    coco(file, name, video);
                }
            } else {
                ClipIndex.Found clip = find(file, MotSequence.clip(file).orElse(null), List.of(ClipIndex.stem(name)));
                take(
                        file,
                        name,
                        clip,
                        "mot",
                        (record, prompt) -> ImportedTracks.ofFrames(MotTxt.read(file), record.video()));
            }
        } catch (InterchangeException e) {
            lines.skipped(name, e.explanation());
        }
    }

    private void coco(Path file, String name, CocoClip video) throws ProjectException {
        CvatVideo boxes = video.boxes();
        String what = name + ": " + boxes.name();
        if (boxes.tracks().isEmpty()) {
            lines.skipped(what, "it has no boxes in this file");
            return;
        }
        String source = video.model().isEmpty() ? ClipIndex.modelOf(file) : video.model();
        ClipIndex.Found clip = index.byContent(boxes.clip(), List.of(boxes.name()), model == null ? source : model);
        take(file, what, clip, "coco", tracksOf(file, boxes));
    }

    private static Reader tracksOf(Path file, CvatVideo video) {
        return (clip, prompt) -> ImportedTracks.ofCvat(file, video, prompt, clip.video());
    }

    private ClipIndex.Found find(Path file, @Nullable ContentHash hash, List<String> names) {
        return index.byContent(hash, names, model == null ? ClipIndex.modelOf(file) : model);
    }

    private void take(Path file, String what, ClipIndex.Found found, String source, Reader reader)
            throws ProjectException {
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
                add(clip, what, source, hash, tracks, found.why());
            }
        } catch (InterchangeException e) {
            lines.skipped(what, e.explanation());
        } catch (IOException e) {
            lines.skipped(what, "cannot be read: " + e.getMessage());
        } catch (ProjectException e) {
            lines.skipped(what, Fatal.orMessage(e));
        }
    }

    private void add(ClipRecord clip, String what, String source, ContentHash hash, ImportedTracks tracks, String doubt)
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
        if (!doubt.isEmpty()) {
            remarks.add(doubt);
        }
        boolean trouble = tracks.trouble() || !counts || !doubt.isEmpty();
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
