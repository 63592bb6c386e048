package org.spatialalign.app.inspect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.Edit;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.TrackRecord;

/**
 * What the project knows about one clip's boxes.
 *
 * @param track the machine's boxes that count; null before the first tracking
 * @param tracks all results there are, the newest first
 * @param edits what people did to this clip, the newest first
 */
record ClipState(
        Annotation annotation,
        @Nullable TrackRecord track,
        List<FrameBoxes> seeds,
        List<TrackEntry> tracks,
        List<Edit> edits) {

    private static final int EDITS_LOOKED_AT = 500;

    /** One tracking result in the list. */
    record TrackEntry(long id, String source, Instant createdAt, boolean current) {}

    /** Reads it; any thread but the FX thread. */
    static ClipState read(Project project, String clipId) throws WorkbenchException {
        Annotation annotation = project.tracks().annotation(clipId);
        Long trackId = annotation.trackId();
        TrackRecord current = null;
        List<TrackEntry> entries = new ArrayList<>();
        for (TrackRecord record : project.tracks().history(clipId)) {
            boolean counts = trackId != null && record.id() == trackId;
            if (counts) {
                current = record;
            }
            entries.add(0, new TrackEntry(record.id(), record.source(), record.createdAt(), counts));
        }
        List<Edit> edits = project.edits().history(EDITS_LOOKED_AT).stream()
                .filter(edit -> edit.target().equals(clipId))
                .toList();
        return new ClipState(annotation, current, project.seeds().of(clipId), entries, edits);
    }
}
