package org.spatialalign.app.prompts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.prompt.LintOptions;
import org.spatialalign.engine.prompt.WordKnowledge;
import org.spatialalign.engine.workflow.ModelWords;

/**
 * The models whose words the prompts are checked with: detectors and text encoders, chosen by a person by their
 * tokenizer and remembered with the project.
 */
final class ReadersViewModel {

    /**
     * One of them.
     *
     * @param path the tokenizer, or the model's folder, as it was chosen
     * @param words empty while it is read, and when it cannot be
     * @param problem why it cannot be read; empty when it can
     */
    record Reader(Path path, Optional<WordKnowledge> words, String problem) {

        /** For people: the model's name, or where it was looked for. */
        String name() {
            return words.map(WordKnowledge::model).orElseGet(() -> String.valueOf(path.getFileName()));
        }
    }

    private final UiExecutor executor;
    private final Consumer<Throwable> onFailed;
    private final ReadOnlyObjectWrapper<List<Reader>> all = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<LintOptions> options = new ReadOnlyObjectWrapper<>(LintOptions.standard());
    private int generation;

    /** @param onFailed told why a chosen tokenizer cannot be used */
    ReadersViewModel(UiExecutor executor, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.onFailed = onFailed;
    }

    /** Reads a tokenizer that a person chose; one that cannot be read is told of and not kept. */
    void choose(Path path) {
        Path chosen = path.toAbsolutePath().normalize();
        int mine = generation;
        executor.load(
                new Object(),
                () -> ModelWords.open(chosen),
                words -> {
                    if (mine == generation) {
                        put(new Reader(chosen, Optional.of(words), ""));
                    }
                },
                onFailed);
    }

    /** Takes those that a project remembers; one that cannot be read any more stays, with the reason. */
    void restore(List<Path> paths) {
        generation++;
        int mine = generation;
        take(paths.stream()
                .distinct()
                .map(path -> new Reader(path, Optional.empty(), ""))
                .toList());
        for (Path path : paths) {
            executor.load(
                    new Object(),
                    () -> ModelWords.open(path),
                    words -> update(mine, new Reader(path, Optional.of(words), "")),
                    problem -> update(mine, new Reader(path, Optional.empty(), String.valueOf(problem.getMessage()))));
        }
    }

    private void update(int since, Reader read) {
        // It may have been removed while it was read.
        if (since == generation && find(read.path()).isPresent()) {
            put(read);
        }
    }

    private Optional<Reader> find(Path path) {
        return all.get().stream().filter(reader -> reader.path().equals(path)).findFirst();
    }

    void remove(Path path) {
        take(all.get().stream().filter(reader -> !reader.path().equals(path)).toList());
    }

    /** In the place of the one of the same path, or at the end. */
    private void put(Reader read) {
        List<Reader> now = new ArrayList<>(all.get());
        Optional<Reader> there = find(read.path());
        if (there.isPresent()) {
            now.set(now.indexOf(there.get()), read);
        } else {
            now.add(read);
        }
        take(List.copyOf(now));
    }

    private void take(List<Reader> readers) {
        all.set(readers);
        List<WordKnowledge> known =
                readers.stream().flatMap(reader -> reader.words().stream()).toList();
        if (!known.equals(options.get().models())) {
            options.set(new LintOptions(options.get().scored(), known));
        }
    }

    /** In the order in which they were chosen. */
    ReadOnlyObjectProperty<List<Reader>> allProperty() {
        return all.getReadOnlyProperty();
    }

    /** What prompts are checked against. */
    ReadOnlyObjectProperty<LintOptions> optionsProperty() {
        return options.getReadOnlyProperty();
    }
}
