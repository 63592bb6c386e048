package org.spatialalign.engine.store;

import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;

/**
 * What is to become of one prompt of a project.
 *
 * @param promptId of the prompt that is there; for a new one the id it gets
 * @param added whether it is a new one
 * @param after how it is to be, perhaps with another id; null to remove it
 */
public record PromptChange(String promptId, boolean added, @Nullable DsrPrompt after) {

    /** Adds a prompt; fails if its id is taken. */
    public static PromptChange add(DsrPrompt prompt) {
        return new PromptChange(prompt.promptId(), true, prompt);
    }

    /** Replaces the prompt of this id. */
    public static PromptChange replace(String promptId, DsrPrompt after) {
        return new PromptChange(promptId, false, after);
    }

    public static PromptChange remove(String promptId) {
        return new PromptChange(promptId, false, null);
    }
}
