package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.spatialalign.engine.interchange.VocabularyCsv;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.Expansion;
import org.spatialalign.engine.prompt.ExpansionSpec;
import org.spatialalign.engine.prompt.PromptFormatException;
import org.spatialalign.engine.prompt.PromptSlots;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.prompt.Vocabulary;

/** Prompts for tests. */
final class TestPrompts {

    static final Vocabulary WORDS = VocabularyCsv.shipped();

    private TestPrompts() {}

    static SentenceGrammar grammar() {
        try {
            return SentenceGrammar.of(WORDS);
        } catch (PromptFormatException e) {
            throw new AssertionError(e);
        }
    }

    static DsrPrompt prompt(String id, String type, String animal, String object) {
        PromptSlots slots = PromptSlots.of("In a quiet room", animal, object, "walks", DsrType.of(type));
        return new DsrPrompt(id, slots.type(), animal, object, slots.scene(), "", "", "", "")
                .with(slots, "paper", grammar().sentence(slots, "paper"));
    }

    /** In an order that is none, the same for the same seed. */
    static List<DsrPrompt> many(int size, long seed) {
        try {
            List<DsrPrompt> made =
                    new ArrayList<>(Expansion.plan(WORDS, ExpansionSpec.of(ExpansionSpec.Mode.SAMPLED, size, seed))
                            .prompts());
            Collections.shuffle(made, new Random(seed));
            return made;
        } catch (PromptFormatException e) {
            throw new AssertionError(e);
        }
    }
}
