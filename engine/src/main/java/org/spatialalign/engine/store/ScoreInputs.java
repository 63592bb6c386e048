package org.spatialalign.engine.store;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.spatialalign.engine.core.ContentHash;

/**
 * A fingerprint of all that a clip's score depends on: the machine's boxes, what people changed, and the type of the
 * prompt. It is kept in the clip's row and compared with the one in the score's row, so that a table of many clips
 * can say which scores are out of date. It depends on content only: undoing a change makes the old score valid again.
 */
final class ScoreInputs {

    private ScoreInputs() {}

    /** To be called in the transaction that changed any of it. */
    static void refresh(Handle h, String clipId) {
        String text = h.createQuery(
                        """
                        SELECT coalesce(t.hash, '-') || char(10) || coalesce(a.corrections, :none) || char(10)
                            || coalesce(p.type, '-')
                        FROM clip c
                        LEFT JOIN annotation a ON a.clip_id = c.id
                        LEFT JOIN track t ON t.id = a.track_id
                        LEFT JOIN prompt p ON p.prompt_id = c.prompt_id
                        WHERE c.id = :clip""")
                .bind("none", TrackRepository.NO_CORRECTIONS)
                .bind("clip", clipId)
                .mapTo(String.class)
                .one();
        h.createUpdate("UPDATE clip SET input_hash = :hash WHERE id = :clip")
                .bind("hash", ContentHash.ofText(text).hex())
                .bind("clip", clipId)
                .execute();
    }

    static void refreshPrompt(Handle h, String promptId) {
        List<String> clips = h.createQuery("SELECT id FROM clip WHERE prompt_id = :id")
                .bind("id", promptId)
                .mapTo(String.class)
                .list();
        clips.forEach(clip -> refresh(h, clip));
    }
}
