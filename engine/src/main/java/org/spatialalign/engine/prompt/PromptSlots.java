package org.spatialalign.engine.prompt;

/**
 * The words a sentence of the paper's form is made of. None of them need be sensible yet: a form that is being filled
 * in holds one of these.
 *
 * @param scene "In a quiet room"; may be empty, and may end with a comma, as in one of the paper's lists
 * @param verb "jumps"; may be empty
 * @param initialPhrase how the initial relation is worded
 * @param finalPhrase how the final relation is worded
 */
public record PromptSlots(
        String scene,
        String animal,
        String object,
        String verb,
        DsrType type,
        String initialPhrase,
        String finalPhrase) {

    /** With the paper's wording of the relations. */
    public static PromptSlots of(String scene, String animal, String object, String verb, DsrType type) {
        return new PromptSlots(
                scene,
                animal,
                object,
                verb,
                type,
                type.initial().initialPhrase(),
                type.last().finalPhrase());
    }
}
