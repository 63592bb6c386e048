package org.spatialalign.app.inspect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.ScoreRange;
import org.spatialalign.engine.store.ClipListing;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.ClipStatus;

/**
 * One row of the clip table: a listing, and the text that the search field looks into, made once.
 *
 * @param searchText lower case
 */
record ClipRow(ClipListing listing, String searchText) {

    static ClipRow of(ClipListing listing) {
        ClipRecord clip = listing.clip();
        StringBuilder text = new StringBuilder(160)
                .append(clip.fileName())
                .append(' ')
                .append(clip.model())
                .append(' ')
                .append(clip.id());
        DsrPrompt prompt = listing.prompt();
        if (prompt != null) {
            text.append(' ')
                    .append(prompt.promptId())
                    .append(' ')
                    .append(prompt.animal())
                    .append(' ')
                    .append(prompt.object())
                    .append(' ')
                    .append(prompt.sentence())
                    .append(' ')
                    .append(prompt.group());
        } else if (clip.promptId() != null) {
            text.append(' ').append(clip.promptId());
        }
        return new ClipRow(listing, text.toString().toLowerCase(Locale.ROOT));
    }

    String id() {
        return listing.clip().id();
    }

    ClipRecord clip() {
        return listing.clip();
    }

    @Nullable
    DsrPrompt prompt() {
        return listing.prompt();
    }

    ClipStatus status() {
        return listing.status();
    }

    /** What a person calls the clip: its prompt's id, or its file name when no prompt is known. */
    String name() {
        String promptId = clip().promptId();
        return promptId == null ? clip().fileName() : promptId;
    }

    String typeCode() {
        DsrPrompt prompt = listing.prompt();
        return prompt == null ? "" : prompt.type().code();
    }

    /** The score, or NaN when there is none. */
    double score() {
        Double score = listing.dsrScore();
        return score == null ? Double.NaN : score;
    }

    boolean scored() {
        return listing.dsrScore() != null;
    }

    /** Where the scores of this clip's type lie, when the type is known. */
    @Nullable
    ScoreRange range() {
        DsrPrompt prompt = listing.prompt();
        return prompt == null ? null : ScoreRange.of(prompt.type());
    }
}
