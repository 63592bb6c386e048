package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.Job;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.ClipListing;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.ClipStatus;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ClipLoop.Result;

/** Scores every clip that has boxes and a prompt and no current score. Running it again does nothing twice. */
public final class ScoreJob implements Job {

    static final String KIND = "score";
    static final int VERSION = 1;

    private final Project project;
    private final Scoring scoring;

    ScoreJob(Project project, ScorePreset preset) {
        this.project = project;
        this.scoring = new Scoring(project, preset);
    }

    @Override
    public JsonNode run(JobContext context) throws WorkbenchException, CancelledException {
        return bringUpToDate(context, Set.of()).toJson();
    }

    /** @param only ids of the clips that matter; empty for all */
    WorkSummary bringUpToDate(JobContext context, Set<String> only) throws WorkbenchException, CancelledException {
        List<ClipRecord> clips = new ArrayList<>();
        for (ClipListing listing : project.clips().listing(scoring.preset().id())) {
            if (due(listing) && (only.isEmpty() || only.contains(listing.clip().id()))) {
                clips.add(listing.clip());
            }
        }
        return new ClipLoop(context).run(clips, (clip, progressed) -> {
            scoring.score(clip.id());
            return Result.DONE;
        });
    }

    private static boolean due(ClipListing listing) {
        return listing.status() == ClipStatus.NOT_SCORED || listing.status() == ClipStatus.STALE;
    }
}
