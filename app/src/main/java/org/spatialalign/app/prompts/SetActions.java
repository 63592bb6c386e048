package org.spatialalign.app.prompts;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.PromptSet;
import org.spatialalign.engine.store.PromptSet.Purpose;

/** What is done with sets of prompts, and what is asked before. */
final class SetActions {

    private final PromptsViewModel prompts;
    private final Dialogs dialogs;
    private final Supplier<PromptsView> view;

    SetActions(PromptsViewModel prompts, Dialogs dialogs, Supplier<PromptsView> view) {
        this.prompts = prompts;
        this.dialogs = dialogs;
        this.view = view;
    }

    /** The selected prompts when they are several, else all that are shown. */
    private List<DsrPrompt> meant() {
        List<DsrPrompt> selected = prompts.list().selection();
        return selected.size() > 1 ? selected : prompts.list().shownProperty().get();
    }

    private String counted(List<DsrPrompt> meant) {
        boolean selected = prompts.list().selectedProperty().get().size() > 1;
        return "%,d %s".formatted(meant.size(), selected ? "selected prompts" : "prompts shown in the table");
    }

    void create() {
        List<DsrPrompt> meant = meant();
        if (meant.isEmpty()) {
            dialogs.info(
                    "No prompts", "There are no prompts to make a set of. Write some first, or clear the filters.");
            return;
        }
        boolean first = prompts.sets().nameProblem("train").isEmpty();
        String suggested = first ? "train" : "eval";
        SetForm form = new SetForm(
                "Of " + counted(meant) + ".",
                prompts.sets().nameProblem(suggested).isEmpty() ? suggested : "",
                first ? Purpose.TRAIN : Purpose.EVAL,
                prompts.sets()::nameProblem);
        if (dialogs.form("New set of prompts", form, "Make set", form.ready())) {
            prompts.sets().create(form.name(), form.purpose(), meant);
            view.get().show(PromptsView.Part.SETS);
        }
    }

    void describe() {
        PromptSet set = chosen();
        if (set == null) {
            return;
        }
        boolean named = prompts.sets().named(set);
        SetForm form = new SetForm(
                named ? "Its frozen versions keep the name and their purpose." : "",
                set.name(),
                set.purpose(),
                name -> name.strip().equals(set.name()) ? "" : prompts.sets().nameProblem(name));
        form.fixName(named);
        if (dialogs.form("Name and purpose of " + SetsView.name(set), form, "Change", form.ready())) {
            prompts.sets().describe(set, form.name(), form.purpose());
        }
    }

    private @Nullable PromptSet chosen() {
        return prompts.sets().chosenProperty().get();
    }

    void assign() {
        PromptSet set = chosen();
        List<DsrPrompt> meant = meant();
        if (set != null
                && !meant.isEmpty()
                && dialogs.confirm(
                        "Replace the prompts of " + set.name() + "?",
                        "It will hold the " + counted(meant)
                                + ". Frozen versions stay as they are; the newest draft is replaced, or a new one made.",
                        "Replace")) {
            prompts.sets().assign(set, meant);
        }
    }

    void addSelected() {
        PromptSet set = chosen();
        if (set != null) {
            prompts.sets().add(set, prompts.list().selection());
        }
    }

    void takeOutSelected() {
        PromptSet set = chosen();
        if (set != null) {
            prompts.sets().takeOut(set, prompts.list().selection());
        }
    }

    void freeze() {
        PromptSet set = chosen();
        if (set != null
                && dialogs.confirm(
                        "Freeze " + SetsView.name(set) + " for good?",
                        ("Its %,d %s will stay as they are now, whatever becomes of the table. Freezing is final: no"
                                        + " undo takes it back, and this version can be neither changed nor removed"
                                        + " afterwards. Changing the set makes a new version.")
                                .formatted(set.size(), set.size() == 1 ? "prompt" : "prompts"),
                        "Freeze for good")) {
            prompts.sets().freeze(set);
        }
    }

    /** Without a question: it can be taken back. */
    void removeDraft() {
        PromptSet set = chosen();
        if (set != null) {
            prompts.sets().removeDraft(set);
        }
    }

    void show() {
        PromptSet set = chosen();
        if (set != null) {
            view.get().sets().filterTable(set);
        }
    }
}
