package org.spatialalign.engine.prompt;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What prompts are checked against.
 *
 * @param scored the relations that the score can tell
 * @param models those that will read the animal's and object's words
 */
public record LintOptions(Set<Relation> scored, List<WordKnowledge> models) {

    public LintOptions {
        scored = Set.copyOf(scored);
        models = List.copyOf(models);
    }

    /** All relations, no model. */
    public static LintOptions standard() {
        return new LintOptions(EnumSet.allOf(Relation.class), List.of());
    }
}
