package org.spatialalign.engine.workflow.provenance;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Edit;
import org.spatialalign.engine.store.EditJournal;
import org.spatialalign.engine.store.TrackRecord;

/** Says in words what became of clips' boxes since a moment. */
final class BoxChanges {

    private BoxChanges() {}

    /** "“Move the cat's box” by ann, 2026-02-22 14:03", of one clip. */
    static String since(Moment moment, String clipId, Instant then) throws WorkbenchException {
        Optional<Edit> edit = moment.project().edits().of(EditJournal.ANNOTATION, clipId).stream()
                .filter(step -> step.at().isAfter(then))
                .findFirst();
        if (edit.isPresent()) {
            String by = edit.get().author().isBlank() ? "" : " by " + edit.get().author();
            return "“" + edit.get().label() + "”" + by + ", "
                    + Words.time(edit.get().at());
        }
        Optional<TrackRecord> track = moment.project().tracks().current(clipId).filter(current -> current.createdAt()
                .isAfter(then));
        return track.map(made -> "tracked " + Words.time(made.createdAt()))
                .orElse("an edit was taken back, or the prompt has another type");
    }

    /** "base/cat.mp4: “Move the cat's box”, ...", with how many other clips there are. */
    static String first(Moment moment, Collection<String> clips, Instant then) throws WorkbenchException {
        String clip = clips.iterator().next();
        String name = moment.project().clips().find(clip).map(ClipRecord::name).orElse(clip);
        String more = clips.size() == 1 ? "" : "; and " + Words.count(clips.size() - 1, "other clip");
        return name + ": " + since(moment, clip, then) + more;
    }
}
