package org.spatialalign.engine.prompt;

import java.util.List;
import java.util.Set;

/** A small vocabulary with every kind of word in it. */
final class Words {

    static final SentenceTemplate FROM_TO =
            new SentenceTemplate("from-to", "{scene}, {a animal} {verb} {from} {a object} {final} it.");

    static final SentenceTemplate SCENE_LAST = new SentenceTemplate(
            "scene-last",
            "{a animal} is {initial} {a object}, then it {verb} until it is {end} the {object}, {scene}.");

    static final Vocabulary SMALL = new Vocabulary(
            List.of(
                    Noun.of("cat", "walks", "jumps"),
                    Noun.of("owl", "flies"),
                    new Noun("geese", List.of("waddle"), Set.of(Noun.Flag.PLURAL))),
            List.of(
                    Noun.of("chair"),
                    Noun.of("umbrella"),
                    new Noun("twig", List.of(), Set.of(Noun.Flag.HARD_TO_DETECT))),
            List.of("In a quiet room", "On a meadow,"),
            List.of(SentenceGrammar.PAPER, FROM_TO, SCENE_LAST));

    private Words() {}

    static SentenceGrammar grammar() throws PromptFormatException {
        return SentenceGrammar.of(SMALL);
    }
}
