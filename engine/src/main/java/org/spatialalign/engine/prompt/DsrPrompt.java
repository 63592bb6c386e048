package org.spatialalign.engine.prompt;

import java.util.Objects;

/**
 * One prompt of the paper's form: an animal, an object, and where the first is with respect to the second at the
 * beginning and at the end.
 *
 * @param promptId unique within a project, for instance {@code 1043_TL}
 * @param scene where it happens; may be empty
 * @param initialPhrase the initial relation as the source file words it
 * @param finalPhrase the final relation as the source file words it
 * @param sentence the text given to the model; may be empty when only boxes are known
 * @param group the paper's grouping number, or empty
 */
public record DsrPrompt(
        String promptId,
        DsrType type,
        String animal,
        String object,
        String scene,
        String initialPhrase,
        String finalPhrase,
        String sentence,
        String group) {

    public DsrPrompt {
        if (promptId.isBlank() || animal.isBlank() || object.isBlank()) {
            throw new IllegalArgumentException("a prompt needs an id, an animal and an object");
        }
        Objects.requireNonNull(type);
    }
}
