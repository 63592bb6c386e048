package org.spatialalign.engine.store;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.store.ProjectChange.Kind;

/** Where people say the animal and the object are, for the tracker to start from. Safe to call from any thread. */
public final class SeedRepository {

    private static final TypeReference<List<FrameBoxes>> SEEDS = new TypeReference<>() {};

    private final Database database;

    SeedRepository(Database database) {
        this.database = database;
    }

    /** Empty when there are none. */
    public List<FrameBoxes> of(String clipId) throws ProjectException {
        Optional<String> boxes = database.read(h -> h.createQuery("SELECT boxes FROM seed WHERE clip_id = :clip")
                .bind("clip", clipId)
                .mapTo(String.class)
                .findOne());
        return boxes.isEmpty() ? List.of() : Rows.read(boxes.get(), SEEDS, "the seeds of clip " + clipId);
    }

    /** Replaces a clip's seeds; an empty list removes them. {@code source} is for people: a file, or a person. */
    public void put(String clipId, List<FrameBoxes> seeds, String source) throws ProjectException {
        database.write(h -> {
            TrackRepository.requireClip(h, clipId);
            h.createUpdate("DELETE FROM seed WHERE clip_id = :clip")
                    .bind("clip", clipId)
                    .execute();
            if (!seeds.isEmpty()) {
                h.createUpdate(
                                """
                                INSERT INTO seed (clip_id, boxes, source, changed_at)
                                VALUES (:clip, :boxes, :source, :at)""")
                        .bind("clip", clipId)
                        .bind("boxes", Rows.json(seeds))
                        .bind("source", source)
                        .bind("at", Instant.now().toString())
                        .execute();
            }
            database.changed(Kind.SEEDS, clipId);
            return seeds;
        });
    }
}
