package org.spatialalign.engine.store;

import java.util.List;
import org.spatialalign.engine.store.PromptSet.Purpose;

/** What is to become of a set of prompts, as long as it is a draft. */
public sealed interface PromptSetChange {

    /** Version 1 of a new set of these prompts, in this order; fails if the name is taken. */
    record Create(String name, Purpose purpose, List<String> promptIds) implements PromptSetChange {
        public Create {
            promptIds = List.copyOf(promptIds);
        }
    }

    /** These prompts, in this order, for the draft of the set; a new version when the newest one is frozen. */
    record Assign(String name, List<String> promptIds) implements PromptSetChange {
        public Assign {
            promptIds = List.copyOf(promptIds);
        }
    }

    /** Another name or purpose for a draft; a set with frozen versions keeps its name. */
    record Describe(long id, String name, Purpose purpose) implements PromptSetChange {}

    /** Takes a draft away; its prompts stay in the project. */
    record Remove(long id) implements PromptSetChange {}
}
