package org.spatialalign.engine.prefer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Json;

/**
 * Something an annotator did. Events are only ever added, never changed: what counts now is derived from all of them by
 * {@link VerdictLog}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Verdict.class, name = "verdict"),
    @JsonSubTypes.Type(value = TakeBack.class, name = "take_back")
})
public sealed interface VerdictEvent permits Verdict, TakeBack {

    String annotator();

    Instant at();

    /**
     * A name that depends on the whole content and on nothing else, so that the same event out of two files is one. Two
     * events of one annotator differ at least in their times.
     */
    default ContentHash uid() {
        return ContentHash.ofText(Json.write(this));
    }
}
