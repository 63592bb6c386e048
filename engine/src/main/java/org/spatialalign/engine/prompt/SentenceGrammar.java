package org.spatialalign.engine.prompt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes sentences out of the words of a prompt, and takes sentences apart into words, by a list of sentence structures.
 * Immutable; any thread.
 */
public final class SentenceGrammar {

    /** Longer ones are not looked at: no model reads them to their end. */
    public static final int LONGEST = 2_000;

    /** The wording of the paper's own prompts. */
    public static final SentenceTemplate PAPER = new SentenceTemplate(
            "paper", "{scene}, {a animal} is {initial} {a object}, then the {animal} {verb} {final} the {object}.");

    private final Map<String, CompiledTemplate> templates;
    private final List<CompiledTemplate> mostFixedFirst;
    private final PhraseFinder finder;

    /**
     * @param vocabulary for what a sentence is about when it has none of its structures
     * @throws PromptFormatException if two templates have one id, or one lacks a slot or has an unknown one
     */
    public static SentenceGrammar of(Vocabulary vocabulary) throws PromptFormatException {
        Map<String, CompiledTemplate> compiled = new LinkedHashMap<>();
        for (SentenceTemplate template : vocabulary.templates()) {
            if (compiled.put(template.id(), new CompiledTemplate(template, vocabulary)) != null) {
                throw new PromptFormatException("template " + template.id(), "is there twice; give one another id");
            }
        }
        return new SentenceGrammar(compiled, new PhraseFinder(vocabulary));
    }

    private SentenceGrammar(Map<String, CompiledTemplate> templates, PhraseFinder finder) {
        this.templates = templates;
        this.mostFixedFirst = new ArrayList<>(templates.values());
        this.mostFixedFirst.sort(
                Comparator.comparingInt(CompiledTemplate::literalLength).reversed());
        this.finder = finder;
    }

    /** In the order in which they were given. */
    public List<SentenceTemplate> templates() {
        return templates.values().stream().map(CompiledTemplate::template).toList();
    }

    public boolean knows(String templateId) {
        return templates.containsKey(templateId);
    }

    /**
     * The sentence for these words.
     *
     * @throws IllegalArgumentException if there is no such template
     */
    public String sentence(PromptSlots slots, String templateId) {
        CompiledTemplate template = templates.get(templateId);
        if (template == null) {
            throw new IllegalArgumentException(
                    "there is no template '" + templateId + "'; known: " + templates.keySet());
        }
        return template.render(slots);
    }

    /** Whether a sentence of this structure tells the verb. */
    public boolean tellsVerb(String templateId) {
        CompiledTemplate template = templates.get(templateId);
        return template != null && template.has(Slot.VERB);
    }

    /**
     * Understands a sentence: wholly when it has one of the known structures, else as far as relations and known words
     * go, with what is left marked.
     */
    public ParsedSentence parse(String sentence) {
        if (sentence.length() > LONGEST) {
            return new ParsedSentence(
                    sentence,
                    Optional.empty(),
                    Map.of(),
                    List.of(new ParsedSentence.Gap(
                            LONGEST,
                            sentence.length(),
                            "is beyond the " + LONGEST + " characters that are looked at")));
        }
        ParsedSentence best = null;
        for (CompiledTemplate template : mostFixedFirst) {
            Optional<ParsedSentence> parsed = template.match(sentence);
            if (parsed.isPresent()
                    && (best == null || parsed.get().gaps().size() < best.gaps().size())) {
                best = parsed.get();
                if (best.complete()) {
                    return best;
                }
            }
        }
        return best == null ? finder.parse(sentence) : best;
    }

    /**
     * The prompt with verb and structure filled in from its sentence, where they are not known yet and the sentence
     * says the same as the prompt's other fields; else the prompt as it is.
     */
    public DsrPrompt complete(DsrPrompt prompt) {
        if (!prompt.template().isEmpty() || prompt.sentence().isBlank()) {
            return prompt;
        }
        ParsedSentence parsed = parse(prompt.sentence());
        Optional<PromptSlots> slots = parsed.slots();
        if (!parsed.complete() || slots.isEmpty() || !saysTheSame(prompt, slots.get())) {
            return prompt;
        }
        String verb = prompt.verb().isEmpty() ? slots.get().verb() : prompt.verb();
        return prompt.with(verb, parsed.template().orElseThrow());
    }

    private static boolean saysTheSame(DsrPrompt prompt, PromptSlots slots) {
        return prompt.type().equals(slots.type())
                && prompt.animal().equalsIgnoreCase(slots.animal())
                && prompt.object().equalsIgnoreCase(slots.object())
                && SimilarPrompts.normal(prompt.scene()).equals(SimilarPrompts.normal(slots.scene()))
                && (prompt.verb().isEmpty() || prompt.verb().equalsIgnoreCase(slots.verb()));
    }
}
