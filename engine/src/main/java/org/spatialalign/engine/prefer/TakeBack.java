package org.spatialalign.engine.prefer;

import java.time.Instant;
import org.spatialalign.engine.core.ContentHash;

/**
 * Makes a verdict count for nothing; what the annotator said of the pair before counts again.
 *
 * @param verdict the uid of the verdict, in 64 hexadecimal digits
 */
public record TakeBack(String verdict, String annotator, Instant at) implements VerdictEvent {

    public TakeBack {
        verdict = new ContentHash(verdict).hex();
        Verdict.requireName(annotator);
    }
}
