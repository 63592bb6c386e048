package org.spatialalign.app.generate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.workflow.GenerateTrace.Preview;

/**
 * One clip of the grid as it stands.
 *
 * @param text what to say about it, in a few words
 * @param detail the whole story: the reason of a failure, the time left; may be empty
 * @param fraction of a running one in [0, 1], else -1
 * @param clip its id; null when it is not there
 * @param others clips of the same prompt and seed that were made otherwise
 * @param recipe by which it is or would be made; null without a model
 * @param preview a picture of a running one; null before the first
 * @param job that makes or made it; 0 for none
 */
record GridCell(
        String promptId,
        int seed,
        State state,
        String text,
        String detail,
        double fraction,
        @Nullable String clip,
        List<String> others,
        @Nullable GenerationRecipe recipe,
        @Nullable Preview preview,
        long job) {

    /** Where it stands. */
    enum State {
        HOLE,
        QUEUED,
        INTERRUPTED,
        RUNNING,
        DONE,
        FAILED;

        /** Whether filling holes means this one too. */
        boolean open() {
            return this == HOLE || this == FAILED;
        }
    }

    GridCell {
        others = List.copyOf(others);
    }

    GridCell withDetail(String told) {
        return new GridCell(promptId, seed, state, text, told, fraction, clip, others, recipe, preview, job);
    }

    /** For screen readers and tooltips. */
    String words() {
        String said = promptId + ", seed " + seed + ": " + text + (detail.isEmpty() ? "" : ". " + detail);
        return others.isEmpty() ? said : said + ". " + otherWords();
    }

    String otherWords() {
        return others.size() == 1
                ? "1 clip of this prompt and seed was made otherwise"
                : others.size() + " clips of this prompt and seed were made otherwise";
    }
}
