package org.spatialalign.app.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.LongProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.store.PromptSet;
import org.spatialalign.engine.workflow.GenerateSpec.Prompt;

/** Which of the project's prompts are shown: all of them, or one version of a set. FX thread. */
final class PromptChoiceViewModel {

    /** Stands for all prompts of the project. */
    static final long ALL = 0;

    /**
     * A list of prompts to choose.
     *
     * @param id of the set, or {@link #ALL}
     */
    record Entry(long id, String title) {
        @Override
        public String toString() {
            return title;
        }
    }

    /** What the project has. */
    record Read(List<Entry> entries, long chosen, List<Prompt> prompts) {}

    private final ObservableList<Entry> entries = FXCollections.observableArrayList();
    private final LongProperty wanted = new SimpleLongProperty(ALL);
    private List<Prompt> prompts = List.of();
    private boolean taking;

    /** @param changed called when another list is chosen */
    PromptChoiceViewModel(Runnable changed) {
        wanted.addListener((o, before, now) -> {
            if (!taking) {
                changed.run();
            }
        });
    }

    /** A set that is no longer there gives way to all prompts. */
    static Read read(Project project, long wanted) throws ProjectException {
        List<DsrPrompt> all = project.prompts().all();
        List<PromptSet> sets = project.promptSets().all();
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(ALL, "All prompts (" + all.size() + ")"));
        for (PromptSet set : sets) {
            String draft = set.frozen() ? "" : ", draft";
            entries.add(new Entry(set.id(), set.name() + " v" + set.version() + draft + " (" + set.size() + ")"));
        }
        Optional<PromptSet> chosen =
                sets.stream().filter(set -> set.id() == wanted).findFirst();
        List<DsrPrompt> shown = chosen.isPresent() ? project.promptSets().prompts(wanted) : all;
        List<Prompt> prompts = shown.stream()
                .filter(prompt -> !prompt.sentence().isBlank())
                .map(prompt -> new Prompt(prompt.promptId(), prompt.sentence()))
                .toList();
        return new Read(entries, chosen.isPresent() ? wanted : ALL, prompts);
    }

    void take(Read read) {
        prompts = read.prompts();
        if (!entries.equals(read.entries())) {
            entries.setAll(read.entries());
        }
        choose(read.chosen());
    }

    /** Without looking at the project again. */
    private void choose(long id) {
        taking = true;
        wanted.set(id);
        taking = false;
    }

    void clear() {
        prompts = List.of();
        entries.clear();
        choose(ALL);
    }

    /** Those with a sentence, in the list's order. */
    List<Prompt> prompts() {
        return prompts;
    }

    ObservableList<Entry> entries() {
        return entries;
    }

    long wanted() {
        return wanted.get();
    }

    LongProperty wantedProperty() {
        return wanted;
    }
}
