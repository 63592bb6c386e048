package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.interchange.ResultsJson;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScoreTerms;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.workflow.ClipScore;

/** The JSON lines of {@code score}; other programs rely on their keys. */
final class ScoreJson {

    private ScoreJson() {}

    /** One clip of a project. */
    static ObjectNode of(ClipScore score, String presetId) {
        ClipRecord clip = score.listing().clip();
        ObjectNode json = Json.object();
        json.put("clip", clip.id());
        json.put("video", clip.fileName());
        json.put("model", clip.model());
        json.put("prompt_id", clip.promptId());
        json.put("seed", clip.seed());
        DsrPrompt prompt = score.listing().prompt();
        json.put("type", prompt == null ? null : prompt.type().code());
        json.put("preset", presetId);
        outcome(json, score.outcome());
        if (score.outcome() instanceof ScoreOutcome.Scored scored) {
            json.set("terms", ResultsJson.terms(scored.terms()));
        } else {
            json.putNull("terms");
        }
        json.set("frames", frames(score.outcome(), clip.video().frameCount()));
        return json;
    }

    /** One case of boxes without a clip. */
    static ObjectNode of(String video, ScoreOutcome outcome) {
        ObjectNode json = Json.object();
        json.put("video", video);
        outcome(json, outcome);
        return json;
    }

    private static void outcome(ObjectNode json, ScoreOutcome outcome) {
        if (outcome instanceof ScoreOutcome.Scored scored) {
            json.put("dsr_score", scored.dsrScore());
        } else if (outcome instanceof ScoreOutcome.Unscorable unscorable) {
            json.put("unscorable", unscorable.reason().code());
            json.put("detail", unscorable.detail());
        }
    }

    /** Which frames decided, and how many could be used. */
    private static ObjectNode frames(ScoreOutcome outcome, int frameCount) {
        ObjectNode json = Json.object();
        json.put("total", frameCount).put("valid", outcome.curve().size());
        @Nullable ScoreTerms terms = outcome instanceof ScoreOutcome.Scored scored ? scored.terms() : null;
        if (terms != null) {
            json.set("first", Json.tree(terms.firstFrames()));
            json.set("last", Json.tree(terms.lastFrames()));
        }
        return json;
    }
}
