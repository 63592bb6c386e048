package org.spatialalign.engine.prompt;

/**
 * A sentence structure: text with slots in braces, for instance {@code {scene}, {a animal} is {initial} {a object}, then
 * the {animal} {verb} {final} the {object}.}
 *
 * <p>Slots are {@code scene}, {@code animal}, {@code object} and {@code verb}; {@code initial} and {@code from} for the
 * initial relation ("on the left of", "from the left of"); {@code final} and {@code end} for the final one ("to the right
 * of", "on the right of"). {@code {a animal}} puts "a" or "an" in front. A slot may come more than once. Animal, object
 * and both relations are needed; scene and verb need not be there. An empty scene takes its comma with it.
 *
 * @param id short and stable; kept with every prompt made from it
 */
public record SentenceTemplate(String id, String text) {}
