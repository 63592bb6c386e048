package org.spatialalign.engine.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.store.ClipListing;
import org.spatialalign.engine.store.ClipStatus;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ScoreRecord;

/**
 * A clip and what it scores; every clip of a project has one, be it only the reason why there is no score.
 *
 * @param outcome kept by the project if it has one, also when it is stale
 */
public record ClipScore(ClipListing listing, ScoreOutcome outcome) {

    public boolean stale() {
        return listing.status() == ClipStatus.STALE;
    }

    /** All clips of a project with one preset; settings are never mixed. Writes nothing. */
    public static List<ClipScore> all(Project project, Scoring scoring) throws WorkbenchException {
        String preset = scoring.preset().id();
        Map<String, ScoreOutcome> kept = new HashMap<>();
        for (ScoreRecord record : project.scores().all(preset)) {
            kept.put(record.clipId(), record.outcome());
        }
        List<ClipScore> result = new ArrayList<>();
        for (ClipListing listing : project.clips().listing(preset)) {
            ScoreOutcome outcome = kept.get(listing.clip().id());
            result.add(new ClipScore(
                    listing,
                    outcome != null ? outcome : scoring.outcome(listing.clip().id())));
        }
        return result;
    }
}
