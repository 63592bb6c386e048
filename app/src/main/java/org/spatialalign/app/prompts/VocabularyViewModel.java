package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.interchange.VocabularyCsv;
import org.spatialalign.engine.prompt.PromptFormatException;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.prompt.Vocabulary;

/**
 * The words and sentence structures of the project, and their text while it is edited. A project without a vocabulary of
 * its own has the one that comes with the program.
 */
final class VocabularyViewModel {

    /** Stores a vocabulary as a step that can be taken back. */
    interface Store {
        void put(String label, Vocabulary vocabulary);
    }

    private final UiExecutor executor;
    private final Store store;
    private final Consumer<Throwable> onFailed;
    private final Map<WordList, StringProperty> texts = new EnumMap<>(WordList.class);
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<WordsText.@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private final Vocabulary shipped = VocabularyCsv.shipped();
    private Vocabulary vocabulary = shipped;
    /** Read by background work, too. */
    private volatile SentenceGrammar grammar;

    private @Nullable Callable<Optional<Vocabulary>> source;
    private boolean filling;

    VocabularyViewModel(UiExecutor executor, Store store, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.store = store;
        this.onFailed = onFailed;
        try {
            grammar = SentenceGrammar.of(shipped);
        } catch (PromptFormatException e) {
            throw new IllegalStateException("the vocabulary that comes with the program has a mistake", e);
        }
        for (WordList list : WordList.values()) {
            StringProperty text = new SimpleStringProperty("");
            text.addListener((o, before, now) -> typed());
            texts.put(list, text);
        }
        fill();
    }

    /** @param stored reads the project's vocabulary, empty when it has none of its own; null for no project */
    void open(@Nullable Callable<Optional<Vocabulary>> stored) {
        source = stored;
        if (stored == null) {
            executor.forget(this);
            use(shipped);
        } else {
            reload();
        }
    }

    void reload() {
        Callable<Optional<Vocabulary>> stored = source;
        if (stored != null) {
            executor.load(this, () -> stored.call().orElse(shipped), this::use, onFailed);
        }
    }

    private void use(Vocabulary now) {
        try {
            grammar = SentenceGrammar.of(now);
        } catch (PromptFormatException e) {
            // One that somebody stored with a mistake: sentences keep the structures known before.
            onFailed.accept(e);
        }
        vocabulary = now;
        fill();
        listeners.forEach(Runnable::run);
    }

    private void fill() {
        filling = true;
        WordsText.of(vocabulary).forEach((list, text) -> text(list).set(text));
        filling = false;
        dirty.set(false);
        problem.set(null);
    }

    private void typed() {
        if (!filling) {
            WordsText.Reading reading = read();
            problem.set(reading.problem().orElse(null));
            dirty.set(!reading.vocabulary().equals(Optional.of(vocabulary)));
        }
    }

    private WordsText.Reading read() {
        Map<WordList, String> now = new EnumMap<>(WordList.class);
        texts.forEach((list, text) -> now.put(list, text.get()));
        return WordsText.read(now);
    }

    /** Stores what was typed, unless something is wrong with it. */
    void save() {
        read().vocabulary()
                .filter(now -> !now.equals(vocabulary))
                .ifPresent(now -> store.put("Change the vocabulary", now));
    }

    /** Back to what is stored. */
    void revert() {
        fill();
    }

    /** Takes a vocabulary from elsewhere. */
    void replace(String label, Vocabulary other) {
        store.put(label, other);
    }

    /** Called after the words or structures have changed. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    SentenceGrammar grammar() {
        return grammar;
    }

    /** A list as it is edited, an entry a line. */
    StringProperty text(WordList list) {
        StringProperty text = texts.get(list);
        if (text == null) {
            throw new IllegalArgumentException("no such list: " + list);
        }
        return text;
    }

    /** Whether the texts differ from what is stored. */
    ReadOnlyBooleanProperty dirtyProperty() {
        return dirty.getReadOnlyProperty();
    }

    /** What is wrong with the texts; null for nothing. */
    ReadOnlyObjectProperty<WordsText.@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
