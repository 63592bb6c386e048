package org.spatialalign.engine.prompt;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sentence was understood as.
 *
 * @param sentence as it was given; all positions count its UTF-16 characters from 0
 * @param template id of the structure it has; empty when it has none of those known
 * @param found what was understood, with its place
 * @param gaps what was not, in the order of the sentence
 */
public record ParsedSentence(String sentence, Optional<String> template, Map<Slot, Found> found, List<Gap> gaps) {

    public ParsedSentence {
        found = Map.copyOf(found);
        gaps = List.copyOf(gaps);
    }

    /**
     * A word of the prompt, and where it stands.
     *
     * @param start inclusive
     * @param end exclusive
     */
    public record Found(int start, int end, String text) {}

    /**
     * A stretch that was not understood. Where something is missing, it is empty and lies where that was expected.
     *
     * @param start inclusive
     * @param end exclusive
     * @param why for people
     */
    public record Gap(int start, int end, String why) {}

    /** Whether the whole sentence is understood, so that its slots say all it says. */
    public boolean complete() {
        return template.isPresent() && gaps.isEmpty();
    }

    /** The words, when at least animal, object and both relations are understood. */
    public Optional<PromptSlots> slots() {
        Optional<Relation> initial = Relation.fromPhrase(text(Slot.INITIAL));
        Optional<Relation> last = Relation.fromPhrase(text(Slot.FINAL));
        if (initial.isEmpty()
                || last.isEmpty()
                || text(Slot.ANIMAL).isEmpty()
                || text(Slot.OBJECT).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PromptSlots(
                text(Slot.SCENE),
                text(Slot.ANIMAL),
                text(Slot.OBJECT),
                text(Slot.VERB),
                new DsrType(initial.get(), last.get()),
                text(Slot.INITIAL),
                text(Slot.FINAL)));
    }

    /** The words found for a slot; empty when there are none. */
    public String text(Slot slot) {
        Found there = found.get(slot);
        return there == null ? "" : there.text();
    }
}
