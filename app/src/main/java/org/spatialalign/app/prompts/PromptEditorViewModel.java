package org.spatialalign.app.prompts;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.LintFinding;
import org.spatialalign.engine.prompt.LintOptions;
import org.spatialalign.engine.prompt.ParsedSentence;
import org.spatialalign.engine.prompt.PromptLint;
import org.spatialalign.engine.prompt.PromptSlots;
import org.spatialalign.engine.prompt.Relation;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.prompt.Slot;
import org.spatialalign.engine.prompt.Vocabulary;

/**
 * One prompt while it is written: its words, and the sentence that follows from them. A sentence that is typed goes the
 * other way, into the words, as far as it is understood.
 */
final class PromptEditorViewModel {

    private final Map<Slot, StringProperty> words = new EnumMap<>(Slot.class);
    private final ObjectProperty<Relation> initial = new SimpleObjectProperty<>(Relation.LEFT);
    private final ObjectProperty<Relation> last = new SimpleObjectProperty<>(Relation.RIGHT);
    private final StringProperty template = new SimpleStringProperty("");
    private final StringProperty sentence = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<ParsedSentence> parsed = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<LintFinding>> findings = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable DsrPrompt> editing = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper complete = new ReadOnlyBooleanWrapper();
    private Vocabulary vocabulary;
    private SentenceGrammar grammar;
    private PromptLint lint;
    private String group = "";
    /** How the relations are worded, where that is not the usual way. */
    private String initialPhrase = "";

    private String lastPhrase = "";
    private boolean updating;

    PromptEditorViewModel(Vocabulary vocabulary, SentenceGrammar grammar) {
        this.vocabulary = vocabulary;
        this.grammar = grammar;
        this.lint = new PromptLint(vocabulary, grammar, LintOptions.standard());
        for (Slot slot : List.of(Slot.SCENE, Slot.ANIMAL, Slot.OBJECT, Slot.VERB)) {
            StringProperty word = new SimpleStringProperty("");
            word.addListener((o, before, now) -> wordsChanged());
            words.put(slot, word);
        }
        initial.addListener((o, before, now) -> wordsChanged());
        last.addListener((o, before, now) -> wordsChanged());
        template.addListener((o, before, now) -> wordsChanged());
        sentence.addListener((o, before, now) -> sentenceChanged());
        startNew();
    }

    /** Words, structures and what prompts are checked against are these from now on. */
    void use(Vocabulary newVocabulary, SentenceGrammar newGrammar, LintOptions options) {
        vocabulary = newVocabulary;
        grammar = newGrammar;
        lint = new PromptLint(newVocabulary, newGrammar, options);
        quietly(() -> {
            if (!template.get().isEmpty() && !newGrammar.knows(template.get())) {
                template.set("");
            } else if (!dirty.get() && editing.get() == null && template.get().isEmpty()) {
                template.set(firstTemplate());
            }
        });
        look();
    }

    private String firstTemplate() {
        return grammar.templates().isEmpty() ? "" : grammar.templates().get(0).id();
    }

    /** An empty form for a new prompt; scene, structure and relations stay, since the next prompt often shares them. */
    void startNew() {
        editing.set(null);
        group = "";
        quietly(() -> {
            for (Slot slot : List.of(Slot.ANIMAL, Slot.OBJECT, Slot.VERB)) {
                word(slot).set("");
            }
            initialPhrase = "";
            lastPhrase = "";
            if (!grammar.knows(template.get())) {
                template.set(firstTemplate());
            }
            sentence.set("");
        });
        parsed.set(null);
        dirty.set(false);
        look();
    }

    /** Shows a prompt of the project to be changed. */
    void edit(DsrPrompt prompt) {
        DsrPrompt whole = grammar.complete(prompt);
        editing.set(prompt);
        group = prompt.group();
        quietly(() -> {
            show(whole.slots());
            template.set(grammar.knows(whole.template()) ? whole.template() : "");
            sentence.set(whole.sentence());
        });
        parsed.set(template.get().isEmpty() && !whole.sentence().isBlank() ? grammar.parse(whole.sentence()) : null);
        dirty.set(false);
        look();
    }

    /** Back to how the prompt is in the project. */
    void revert() {
        DsrPrompt there = editing.get();
        if (there == null) {
            startNew();
        } else {
            edit(there);
        }
    }

    /** What is typed, to go on with later. */
    UnfinishedPrompt unfinished() {
        DsrPrompt there = editing.get();
        return new UnfinishedPrompt(
                there == null ? "" : there.promptId(), slots(), template.get(), sentence.get(), group);
    }

    /** Goes on with what was typed for the prompt that is shown, or for a new one. */
    void resume(UnfinishedPrompt typed) {
        PromptSlots slots = typed.slots();
        group = typed.group();
        quietly(() -> {
            show(slots);
            template.set(grammar.knows(typed.template()) ? typed.template() : "");
            sentence.set(typed.sentence());
        });
        parsed.set(template.get().isEmpty() && !typed.sentence().isBlank() ? grammar.parse(typed.sentence()) : null);
        dirty.set(true);
        look();
    }

    /** The prompt was changed elsewhere: shown as it is now, or what is typed will take its place. */
    void changedElsewhere(DsrPrompt now) {
        if (dirty.get()) {
            editing.set(now);
            look();
        } else {
            edit(now);
        }
    }

    /** The prompt is no longer there: what is typed becomes a new one. */
    void goneElsewhere() {
        if (dirty.get()) {
            editing.set(null);
            look();
        } else {
            startNew();
        }
    }

    private void show(PromptSlots slots) {
        word(Slot.SCENE).set(slots.scene());
        word(Slot.ANIMAL).set(slots.animal());
        word(Slot.OBJECT).set(slots.object());
        word(Slot.VERB).set(slots.verb());
        initial.set(slots.type().initial());
        last.set(slots.type().last());
        initialPhrase = slots.initialPhrase();
        lastPhrase = slots.finalPhrase();
    }

    private void quietly(Runnable change) {
        boolean before = updating;
        updating = true;
        change.run();
        updating = before;
    }

    private void wordsChanged() {
        if (updating) {
            return;
        }
        dirty.set(true);
        if (grammar.knows(template.get())) {
            parsed.set(null);
            quietly(() -> sentence.set(
                    word(Slot.ANIMAL).get().isBlank() && word(Slot.OBJECT).get().isBlank()
                            ? ""
                            : grammar.sentence(slots(), template.get())));
        }
        look();
    }

    private void sentenceChanged() {
        if (updating) {
            return;
        }
        dirty.set(true);
        String text = sentence.get().replaceAll("\\s*[\\r\\n]+\\s*", " ");
        if (text.isBlank()) {
            parsed.set(null);
            look();
            return;
        }
        ParsedSentence understood = grammar.parse(text);
        parsed.set(understood);
        quietly(() -> {
            for (Map.Entry<Slot, StringProperty> entry : words.entrySet()) {
                String found = understood.text(entry.getKey());
                if (!found.isEmpty()
                        || (understood.complete()
                                && (entry.getKey() == Slot.SCENE
                                        || grammar.tellsVerb(
                                                understood.template().orElse(""))))) {
                    entry.getValue().set(found);
                }
            }
            Relation.fromPhrase(understood.text(Slot.INITIAL)).ifPresent(relation -> {
                initial.set(relation);
                initialPhrase = understood.text(Slot.INITIAL);
            });
            Relation.fromPhrase(understood.text(Slot.FINAL)).ifPresent(relation -> {
                last.set(relation);
                lastPhrase = understood.text(Slot.FINAL);
            });
            template.set(understood.complete() ? understood.template().orElse("") : "");
        });
        look();
    }

    private void look() {
        Optional<DsrPrompt> now = prompt("0");
        complete.set(now.isPresent() && !sentence.get().isBlank());
        findings.set(now.filter(prompt -> dirty.get() || editing.get() != null)
                .map(prompt -> PromptLint.bySeverity(lint.check(prompt)))
                .orElse(List.of()));
    }

    /** The words as they stand. */
    PromptSlots slots() {
        return new PromptSlots(
                word(Slot.SCENE).get().strip(),
                word(Slot.ANIMAL).get().strip(),
                word(Slot.OBJECT).get().strip(),
                word(Slot.VERB).get().strip(),
                new DsrType(initial.get(), last.get()),
                phrase(initialPhrase, initial.get(), initial.get().initialPhrase()),
                phrase(lastPhrase, last.get(), last.get().finalPhrase()));
    }

    private static String phrase(String own, Relation meant, String usual) {
        return Relation.fromPhrase(own).filter(meant::equals).isPresent() ? own : usual;
    }

    /** The prompt as it stands, once it has an animal and an object. */
    private Optional<DsrPrompt> prompt(String id) {
        PromptSlots slots = slots();
        if (slots.animal().isEmpty() || slots.object().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DsrPrompt(id, slots.type(), slots.animal(), slots.object(), "", "", "", "", group)
                .with(slots, template.get(), sentence.get().strip()));
    }

    /**
     * What is to be stored.
     *
     * @param newId gives the id of a new prompt of a type
     */
    Optional<DsrPrompt> written(Function<DsrType, String> newId) {
        if (!complete.get()) {
            return Optional.empty();
        }
        DsrPrompt there = editing.get();
        return prompt(there == null ? newId.apply(slots().type()) : there.promptId());
    }

    /** Takes what a finding proposes. */
    void take(LintFinding finding) {
        finding.fix().ifPresent(fix -> {
            DsrPrompt there = editing.get();
            edit(fix);
            editing.set(there);
            dirty.set(true);
            look();
        });
    }

    /** What a listener wants to know of the verbs an animal has. */
    List<String> verbsOf(String animal) {
        return vocabulary.animal(animal).map(noun -> noun.verbs()).orElseGet(() -> vocabulary.animals().stream()
                .flatMap(noun -> noun.verbs().stream())
                .distinct()
                .sorted()
                .toList());
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    SentenceGrammar grammar() {
        return grammar;
    }

    /** The word of one of the slots scene, animal, object and verb. */
    StringProperty word(Slot slot) {
        StringProperty word = words.get(slot);
        if (word == null) {
            throw new IllegalArgumentException(slot + " is a relation");
        }
        return word;
    }

    ObjectProperty<Relation> initialProperty() {
        return initial;
    }

    ObjectProperty<Relation> lastProperty() {
        return last;
    }

    /** Id of the sentence's structure; empty for a sentence of its own. */
    StringProperty templateProperty() {
        return template;
    }

    StringProperty sentenceProperty() {
        return sentence;
    }

    /** How the sentence that was typed was understood; null when it follows from the words. */
    ReadOnlyObjectProperty<@Nullable ParsedSentence> parsedProperty() {
        return parsed.getReadOnlyProperty();
    }

    /** What can be said of the prompt as it stands, the worst first. */
    ReadOnlyObjectProperty<List<LintFinding>> findingsProperty() {
        return findings.getReadOnlyProperty();
    }

    /** The prompt that is changed, as it is in the project; null for a new one. */
    ReadOnlyObjectProperty<@Nullable DsrPrompt> editingProperty() {
        return editing.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty dirtyProperty() {
        return dirty.getReadOnlyProperty();
    }

    /** Whether it can be stored. */
    ReadOnlyBooleanProperty completeProperty() {
        return complete.getReadOnlyProperty();
    }

    /** Called whenever the verbs to choose from may be others. */
    void onAnimal(Consumer<List<String>> listener) {
        word(Slot.ANIMAL).subscribe(animal -> listener.accept(verbsOf(animal)));
    }
}
