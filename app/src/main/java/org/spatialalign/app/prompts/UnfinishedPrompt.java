package org.spatialalign.app.prompts;

import org.spatialalign.engine.prompt.PromptSlots;

/**
 * What was typed for one prompt and is not stored yet, word for word.
 *
 * @param promptId the prompt that is changed; empty for a new one
 * @param slots the words and relations as they stand
 * @param template id of the sentence's structure; empty for a sentence of its own
 * @param group that the prompt belongs to in its list
 */
record UnfinishedPrompt(String promptId, PromptSlots slots, String template, String sentence, String group) {

    boolean isNew() {
        return promptId.isEmpty();
    }

    /** Whether nothing is lost without it; a scene alone is what the last prompt left. */
    boolean blank() {
        return isNew() && (slots.animal() + slots.object() + slots.verb() + sentence).isBlank();
    }

    /** For people: the id, or the first words of a new prompt. */
    String name() {
        if (!isNew()) {
            return promptId;
        }
        String words = (slots.animal() + " " + slots.verb() + " " + slots.object())
                .strip()
                .replaceAll("\\s+", " ");
        String text = words.isEmpty() ? sentence.strip() : words;
        return "New: " + (text.length() > 24 ? text.substring(0, 23) + "…" : text);
    }

    UnfinishedPrompt asNew() {
        return new UnfinishedPrompt("", slots, template, sentence, group);
    }
}
