package org.spatialalign.app.pairs;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prefer.PairClip;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.workflow.PairData;

/** Which clip is on a side; only the side itself while judging blind. */
final class PairCaption {

    private PairCaption() {}

    /** @param side "Left" or "Right" */
    static String of(String side, @Nullable String clipId, @Nullable PairData data, boolean blind) {
        ClipRecord clip = clipId == null || data == null ? null : data.clips().get(clipId);
        return clip == null || data == null || blind ? side : side + ": " + facts(clip, data);
    }

    private static String facts(ClipRecord clip, PairData data) {
        StringBuilder text = new StringBuilder(clip.model());
        if (clip.seed() != null) {
            text.append(text.isEmpty() ? "" : ", ").append("seed ").append(clip.seed());
        }
        Double score = data.index().clip(clip.id()).map(PairClip::score).orElse(null);
        text.append(text.isEmpty() ? "" : ", ");
        text.append(score == null ? "no score" : String.format(Locale.ROOT, "DSR-Score %.3f", score));
        return text.toString();
    }
}
