package org.spatialalign.app.evaluate;

import java.util.Set;

/**
 * Which prompts are evaluated.
 *
 * @param label as it is chosen from a list
 * @param prompts their ids; empty for all of the project
 */
record PromptChoice(String label, Set<String> prompts) {

    static final PromptChoice ALL = new PromptChoice("All prompts", Set.of());

    PromptChoice {
        prompts = Set.copyOf(prompts);
    }

    @Override
    public String toString() {
        return label;
    }
}
