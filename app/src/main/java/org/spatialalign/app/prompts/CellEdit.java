package org.spatialalign.app.prompts;

import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.PromptSlots;
import org.spatialalign.engine.prompt.SentenceGrammar;

/** What becomes of a prompt when one of its fields is written anew. */
final class CellEdit {

    private CellEdit() {}

    /**
     * The prompt with the text in the column. A sentence whose structure is known follows from the words, and a new
     * sentence is taken apart into them.
     *
     * @throws PromptInputException if the text cannot stand there
     */
    static DsrPrompt of(SentenceGrammar grammar, DsrPrompt prompt, PromptColumn column, String text)
            throws PromptInputException {
        String value = text.strip();
        if (value.equals(column.of(prompt))) {
            return prompt;
        }
        if (value.isEmpty()
                && (column == PromptColumn.ID || column == PromptColumn.ANIMAL || column == PromptColumn.OBJECT)) {
            throw new PromptInputException(
                    "A prompt needs " + (column == PromptColumn.ID ? "an id" : "an animal and an object") + ".");
        }
        DsrPrompt known = grammar.complete(prompt);
        PromptSlots old = known.slots();
        return switch (column) {
            case ID -> prompt.withId(value);
            case TYPE -> typed(grammar, known, value);
            case ANIMAL -> rewritten(grammar, known, slots(old, old.scene(), value, old.object(), old.verb()));
            case OBJECT -> rewritten(grammar, known, slots(old, old.scene(), old.animal(), value, old.verb()));
            case VERB -> rewritten(grammar, known, slots(old, old.scene(), old.animal(), old.object(), value));
            case SCENE -> rewritten(grammar, known, slots(old, value, old.animal(), old.object(), old.verb()));
            case SENTENCE -> said(grammar, known, value);
            case STRUCTURE, GROUP -> prompt;
        };
    }

    private static PromptSlots slots(PromptSlots old, String scene, String animal, String object, String verb) {
        return new PromptSlots(scene, animal, object, verb, old.type(), old.initialPhrase(), old.finalPhrase());
    }

    private static DsrPrompt typed(SentenceGrammar grammar, DsrPrompt prompt, String text) throws PromptInputException {
        DsrType type = DsrType.parse(text)
                .orElseThrow(() -> new PromptInputException(
                        "'" + text + "' is no type; write two of the letters L, R, T, U, as in LT."));
        PromptSlots old = prompt.slots();
        return rewritten(grammar, prompt, PromptSlots.of(old.scene(), old.animal(), old.object(), old.verb(), type));
    }

    /** Where the structure is not known the sentence stays, and the check says that it does not fit. */
    private static DsrPrompt rewritten(SentenceGrammar grammar, DsrPrompt prompt, PromptSlots slots) {
        String sentence =
                grammar.knows(prompt.template()) ? grammar.sentence(slots, prompt.template()) : prompt.sentence();
        return prompt.with(slots, prompt.template(), sentence);
    }

    private static DsrPrompt said(SentenceGrammar grammar, DsrPrompt prompt, String sentence) {
        var parsed = grammar.parse(sentence);
        return parsed.slots()
                .filter(slots -> parsed.complete())
                .map(slots -> prompt.with(slots, parsed.template().orElse(""), sentence))
                .orElseGet(() -> prompt.with(prompt.slots(), "", sentence));
    }
}
