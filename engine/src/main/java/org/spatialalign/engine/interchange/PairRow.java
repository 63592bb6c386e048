package org.spatialalign.engine.interchange;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.prefer.PreferencePair.Source;
import org.spatialalign.engine.prefer.Reason;
import org.spatialalign.engine.prompt.DsrType;

/**
 * A preference pair in a file. Other programs' files hold prompt and paths only; the rest is null or empty then.
 *
 * @param chosen path of the preferred clip, as written in the file; relative ones start at the file's folder
 * @param tie whether neither is preferred
 * @param chosenScore DSR-Score in [0, 1]
 */
public record PairRow(
        String prompt,
        @Nullable String promptId,
        @Nullable DsrType type,
        String chosen,
        String rejected,
        @Nullable ContentHash chosenHash,
        @Nullable ContentHash rejectedHash,
        boolean tie,
        @Nullable Double chosenScore,
        @Nullable Double rejectedScore,
        @Nullable Double margin,
        Source source,
        List<String> annotators,
        @Nullable Instant at,
        List<Reason> reasons) {

    public PairRow {
        annotators = List.copyOf(annotators);
        reasons = List.copyOf(reasons);
    }
}
