package org.spatialalign.engine.store;

import java.time.Instant;

/**
 * One step that a person took and can take back.
 *
 * @param seq grows with time
 * @param kind "annotation", "prompts", "vocabulary" or "prompt_sets"
 * @param target what was edited: for annotations the clip's id, for a single prompt its id, for a set of prompts
 *     {@code prompt-set:} and its number, else empty
 * @param label for people: "Move the cat's box in frame 12"
 * @param undone whether it was taken back and can be done again
 */
public record Edit(long seq, String kind, String target, String label, Instant at, String author, boolean undone) {}
