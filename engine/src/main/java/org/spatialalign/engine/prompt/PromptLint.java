package org.spatialalign.engine.prompt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.LintFinding.Rule;
import org.spatialalign.engine.prompt.LintFinding.Severity;

/** Looks over prompts before time is spent on generating from them. Any thread. */
public final class PromptLint {

    private final SentenceGrammar grammar;
    private final LintOptions options;
    private final NounLint nouns;
    private final List<UnreadableWords> readers;

    public PromptLint(Vocabulary vocabulary, SentenceGrammar grammar, LintOptions options) {
        this.grammar = grammar;
        this.options = options;
        this.nouns = new NounLint(vocabulary, options.models());
        this.readers = options.models().stream()
                .filter(model -> model.role() == WordKnowledge.Role.READS_SENTENCES)
                .map(UnreadableWords::new)
                .toList();
    }

    /** Everything found in a list, by row; prompts are also compared with those before them. */
    public List<LintFinding> check(List<DsrPrompt> prompts) {
        Map<String, Integer> ids = new HashMap<>();
        Map<NounLint.Pair, List<NounLint.Remark>> remarks = new HashMap<>();
        SimilarPrompts earlier = new SimilarPrompts(grammar);
        List<LintFinding> findings = new ArrayList<>();
        int row = 0;
        for (DsrPrompt prompt : prompts) {
            Row here = new Row(row, prompt, findings);
            here.all(remarks.computeIfAbsent(new NounLint.Pair(prompt.animal(), prompt.object()), nouns::check));
            Integer sameId = ids.putIfAbsent(prompt.promptId(), row);
            if (sameId != null) {
                here.add(
                        Severity.ERROR,
                        "promptId",
                        Rule.DUPLICATE_ID,
                        "the id is used by row " + (sameId + 1) + " already",
                        "give each prompt its own",
                        null,
                        OptionalInt.of(sameId));
            }
            Optional<SimilarPrompts.Match> match = earlier.find(prompt);
            if (match.isPresent()) {
                here.alike(match.get());
            }
            earlier.add(row, prompt);
            row++;
        }
        return List.copyOf(findings);
    }

    /** What can be said of one prompt alone, for instance while it is typed; its row is 0. */
    public List<LintFinding> check(DsrPrompt prompt) {
        List<LintFinding> findings = new ArrayList<>();
        new Row(0, prompt, findings).all(nouns.check(new NounLint.Pair(prompt.animal(), prompt.object())));
        return List.copyOf(findings);
    }

    /** The worst first, and by row among equals. */
    public static List<LintFinding> bySeverity(List<LintFinding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(LintFinding::severity))
                .toList();
    }

    /** One prompt, while it is looked at. */
    private final class Row {
        private final int row;
        private final DsrPrompt prompt;
        private final List<LintFinding> findings;

        Row(int row, DsrPrompt prompt, List<LintFinding> findings) {
            this.row = row;
            this.prompt = prompt;
            this.findings = findings;
        }

        void all(List<NounLint.Remark> remarks) {
            words(remarks);
            relations();
            if (prompt.scene().isBlank()) {
                add(
                        Severity.INFO,
                        "scene",
                        Rule.EMPTY_FIELD,
                        "there is no scene",
                        "name one, so that clips of one prompt are alike",
                        null);
            }
            sentence();
            unreadable();
        }

        /** The nouns have been looked at by themselves. */
        private void unreadable() {
            for (UnreadableWords reader : readers) {
                if (!reader.any(prompt.animal()) && !reader.any(prompt.object())) {
                    reader.first(prompt.sentence())
                            .ifPresent(word -> add(
                                    Severity.ERROR,
                                    "sentence",
                                    Rule.UNREADABLE_WORD,
                                    reader.model() + " cannot read '" + word + "' in the sentence",
                                    "use another word",
                                    null));
                }
            }
        }

        private void words(List<NounLint.Remark> remarks) {
            for (NounLint.Remark remark : remarks) {
                @Nullable DsrPrompt fix = null;
                if (remark.replacement().isPresent()) {
                    PromptSlots old = prompt.slots();
                    String word = remark.replacement().get();
                    boolean animal = remark.field().equals("animal");
                    PromptSlots slots = new PromptSlots(
                            old.scene(),
                            animal ? word : old.animal(),
                            animal ? old.object() : word,
                            old.verb(),
                            old.type(),
                            old.initialPhrase(),
                            old.finalPhrase());
                    fix = rewritten(grammar.complete(prompt).template(), slots);
                }
                add(
                        remark.severity(),
                        remark.field(),
                        remark.rule(),
                        remark.message(),
                        remark.suggestion(),
                        fix,
                        OptionalInt.empty());
            }
        }

        private void relations() {
            DsrType type = prompt.type();
            if (type.initial() == type.last()) {
                add(
                        Severity.ERROR,
                        "type",
                        Rule.UNSUPPORTED_TYPE,
                        "type " + type + " asks for " + type.initial().word() + " twice, so that nothing has to move",
                        "choose another relation for one of the two",
                        null);
            }
            for (Relation relation : List.of(type.initial(), type.last())) {
                if (!options.scored().contains(relation)) {
                    add(
                            Severity.ERROR,
                            "type",
                            Rule.UNSCORED_RELATION,
                            "the chosen score does not tell " + relation.word(),
                            "choose one of "
                                    + options.scored().stream()
                                            .sorted()
                                            .map(Relation::word)
                                            .toList(),
                            null);
                    break;
                }
            }
            phrase(
                    "initialPhrase",
                    prompt.initialPhrase(),
                    type.initial(),
                    type.initial().initialPhrase());
            phrase("finalPhrase", prompt.finalPhrase(), type.last(), type.last().finalPhrase());
        }

        private void phrase(String field, String said, Relation meant, String expected) {
            if (Relation.fromPhrase(said).equals(Optional.of(meant))) {
                return;
            }
            PromptSlots old = prompt.slots();
            boolean initial = field.equals("initialPhrase");
            PromptSlots slots = new PromptSlots(
                    old.scene(),
                    old.animal(),
                    old.object(),
                    old.verb(),
                    old.type(),
                    initial ? expected : old.initialPhrase(),
                    initial ? old.finalPhrase() : expected);
            add(
                    said.isBlank() ? Severity.WARNING : Severity.ERROR,
                    field,
                    said.isBlank() ? Rule.EMPTY_FIELD : Rule.TYPE_MISMATCH,
                    said.isBlank()
                            ? "the relation's wording is empty"
                            : "\"" + said + "\" contradicts the type " + prompt.type(),
                    "write \"" + expected + "\", or change the type",
                    rewritten(prompt.template(), slots));
        }

        private void sentence() {
            if (prompt.sentence().isBlank()) {
                add(
                        Severity.ERROR,
                        "sentence",
                        Rule.EMPTY_FIELD,
                        "there is no sentence, so that nothing can be generated",
                        "make it from the other fields",
                        prompt.verb().isEmpty() ? null : rewritten(anyTemplate(), prompt.slots()));
                return;
            }
            if (grammar.knows(prompt.template())) {
                String expected = grammar.sentence(prompt.slots(), prompt.template());
                if (!SimilarPrompts.normal(expected).equals(SimilarPrompts.normal(prompt.sentence()))) {
                    mismatch("the sentence does not say what the other fields say", prompt.template());
                }
                return;
            }
            ParsedSentence parsed = grammar.parse(prompt.sentence());
            Optional<PromptSlots> slots = parsed.slots();
            if (parsed.complete() && slots.isPresent()) {
                difference(slots.get())
                        .ifPresent(field -> mismatch(
                                "the sentence says another " + field + " than its field",
                                parsed.template().orElse("")));
            } else {
                unknownStructure(parsed);
            }
        }

        private Optional<String> difference(PromptSlots said) {
            if (!said.type().equals(prompt.type())) {
                return Optional.of("type (" + said.type() + ")");
            }
            if (!said.animal().equalsIgnoreCase(prompt.animal())) {
                return Optional.of("animal (" + said.animal() + ")");
            }
            if (!said.object().equalsIgnoreCase(prompt.object())) {
                return Optional.of("object (" + said.object() + ")");
            }
            if (!prompt.verb().isEmpty() && !said.verb().equalsIgnoreCase(prompt.verb())) {
                return Optional.of("verb (" + said.verb() + ")");
            }
            boolean sameScene = SimilarPrompts.normal(said.scene()).equals(SimilarPrompts.normal(prompt.scene()));
            return sameScene ? Optional.empty() : Optional.of("scene (" + said.scene() + ")");
        }

        private void unknownStructure(ParsedSentence parsed) {
            String text = " " + SimilarPrompts.normal(prompt.sentence()) + " ";
            for (String word : List.of(prompt.animal(), prompt.object())) {
                if (!text.contains(" " + SimilarPrompts.normal(word) + " ")) {
                    mismatch("the sentence does not name the " + word, prompt.template());
                    return;
                }
            }
            ParsedSentence.Gap gap = parsed.gaps().get(0);
            String what = prompt.sentence().substring(gap.start(), gap.end());
            add(
                    Severity.INFO,
                    "sentence",
                    Rule.SENTENCE_MISMATCH,
                    "the sentence has none of the known structures" + (what.isBlank() ? ": " : ": \"" + what + "\" ")
                            + gap.why(),
                    "check that it says what the other fields say",
                    null);
        }

        private void mismatch(String message, String template) {
            String known = grammar.knows(template) ? template : anyTemplate();
            boolean verb = !prompt.verb().isEmpty() || !grammar.tellsVerb(known);
            DsrPrompt fix = verb ? rewritten(known, prompt.slots()) : null;
            add(
                    Severity.ERROR,
                    "sentence",
                    Rule.SENTENCE_MISMATCH,
                    message,
                    fix == null ? "correct one of the two" : "\"" + fix.sentence() + "\"",
                    fix);
        }

        private String anyTemplate() {
            return grammar.templates().get(0).id();
        }

        /** With the sentence made anew; left as it is where its structure is not known. */
        private DsrPrompt rewritten(String template, PromptSlots slots) {
            PromptSlots full = slots.verb().isEmpty() ? withVerb(slots) : slots;
            return grammar.knows(template)
                    ? prompt.with(full, template, grammar.sentence(full, template))
                    : prompt.with(full, template, prompt.sentence());
        }

        private PromptSlots withVerb(PromptSlots slots) {
            String verb = grammar.complete(prompt).verb();
            return new PromptSlots(
                    slots.scene(),
                    slots.animal(),
                    slots.object(),
                    verb,
                    slots.type(),
                    slots.initialPhrase(),
                    slots.finalPhrase());
        }

        void alike(SimilarPrompts.Match match) {
            String there = "row " + (match.row() + 1);
            switch (match.likeness()) {
                case SAME_SENTENCE ->
                    add(
                            Severity.ERROR,
                            "sentence",
                            Rule.DUPLICATE,
                            "the sentence is that of " + there,
                            "remove one of them",
                            null,
                            OptionalInt.of(match.row()));
                case SAME_SLOTS ->
                    add(
                            Severity.WARNING,
                            "sentence",
                            Rule.DUPLICATE,
                            "says in other words what " + there + " says",
                            "remove one of them",
                            null,
                            OptionalInt.of(match.row()));
                case NEAR ->
                    add(
                            Severity.INFO,
                            "sentence",
                            Rule.NEAR_DUPLICATE,
                            "is nearly the same as " + there,
                            "change the scene, or keep both on purpose",
                            null,
                            OptionalInt.of(match.row()));
            }
        }

        private void add(
                Severity severity,
                String field,
                Rule rule,
                String message,
                String suggestion,
                @Nullable DsrPrompt fix) {
            add(severity, field, rule, message, suggestion, fix, OptionalInt.empty());
        }

        private void add(
                Severity severity,
                String field,
                Rule rule,
                String message,
                String suggestion,
                @Nullable DsrPrompt fix,
                OptionalInt other) {
            findings.add(new LintFinding(
                    severity,
                    row,
                    prompt.promptId(),
                    field,
                    rule,
                    message,
                    suggestion,
                    Optional.ofNullable(fix),
                    other));
        }
    }
}
