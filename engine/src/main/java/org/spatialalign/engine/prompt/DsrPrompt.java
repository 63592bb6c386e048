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
 * @param verb what the animal does, as in "jumps"; empty when it was never taken out of the sentence
 * @param template id of the sentence structure the sentence was made with; empty when not known
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
        String group,
        String verb,
        String template) {

    public DsrPrompt {
        if (promptId.isBlank() || animal.isBlank() || object.isBlank()) {
            throw new IllegalArgumentException("a prompt needs an id, an animal and an object");
        }
        Objects.requireNonNull(type);
        Objects.requireNonNull(verb);
        Objects.requireNonNull(template);
    }

    /** As a list of the paper's form has it: with a sentence, and nothing said about how it was made. */
    public DsrPrompt(
            String promptId,
            DsrType type,
            String animal,
            String object,
            String scene,
            String initialPhrase,
            String finalPhrase,
            String sentence,
            String group) {
        this(promptId, type, animal, object, scene, initialPhrase, finalPhrase, sentence, group, "", "");
    }

    /**
     * Whether both would be the same row of a list of the paper's form. Verb and structure have no column there, so
     * that one prompt may know them and the other not.
     */
    public boolean sameRow(DsrPrompt other) {
        return with(verb, template).equals(other.with(verb, template))
                && (verb.isEmpty() || other.verb.isEmpty() || verb.equals(other.verb))
                && (template.isEmpty() || other.template.isEmpty() || template.equals(other.template));
    }

    /** The words the sentence is made of. */
    public PromptSlots slots() {
        return new PromptSlots(scene, animal, object, verb, type, initialPhrase, finalPhrase);
    }

    /** The same prompt with other words; the sentence is taken as given. */
    public DsrPrompt with(PromptSlots slots, String newTemplate, String newSentence) {
        return new DsrPrompt(
                promptId,
                slots.type(),
                slots.animal(),
                slots.object(),
                slots.scene(),
                slots.initialPhrase(),
                slots.finalPhrase(),
                newSentence,
                group,
                slots.verb(),
                newTemplate);
    }

    /** The same prompt under another id. */
    public DsrPrompt withId(String newId) {
        return new DsrPrompt(
                newId, type, animal, object, scene, initialPhrase, finalPhrase, sentence, group, verb, template);
    }

    /** The same prompt, knowing more of how its sentence is made. */
    public DsrPrompt with(String newVerb, String newTemplate) {
        return new DsrPrompt(
                promptId,
                type,
                animal,
                object,
                scene,
                initialPhrase,
                finalPhrase,
                sentence,
                group,
                newVerb,
                newTemplate);
    }
}
