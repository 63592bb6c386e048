package org.spatialalign.app.prompts;

import java.util.List;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
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
        TextField name = new TextField();
        name.setId("set-name");
        boolean first = prompts.sets().nameProblem("train").isEmpty();
        String suggested = first ? "train" : "eval";
        name.setText(prompts.sets().nameProblem(suggested).isEmpty() ? suggested : "");
        name.setPromptText("train, eval …");
        ComboBox<Purpose> purpose = new ComboBox<>();
        purpose.setId("set-purpose");
        purpose.getItems().setAll(Purpose.values());
        purpose.setValue(first ? Purpose.TRAIN : Purpose.EVAL);
        purpose.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable Purpose value) {
                return value == null
                        ? ""
                        : switch (value) {
                            case TRAIN -> "to train with";
                            case EVAL -> "to evaluate with";
                            case OTHER -> "something else";
                        };
            }

            @Override
            public Purpose fromString(String text) {
                throw new UnsupportedOperationException("chosen from a list");
            }
        });
        Label problem = new Label();
        problem.getStyleClass().add("caption");
        problem.setWrapText(true);
        problem.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> prompts.sets().nameProblem(name.getText()), name.textProperty()));
        VBox form = new VBox(
                8,
                new Label("Of " + counted(meant) + "."),
                new Label("Name"),
                name,
                problem,
                new Label("It is"),
                purpose);
        form.setPrefWidth(420);
        if (dialogs.form(
                "New set of prompts", form, "Make set", problem.textProperty().isEmpty())) {
            prompts.sets().create(name.getText(), purpose.getValue(), meant);
            view.get().show(PromptsView.Part.SETS);
        }
    }

    private @Nullable PromptSet chosen() {
        PromptSet set = view.get().sets().selected();
        if (set == null) {
            view.get().show(PromptsView.Part.SETS);
            dialogs.info("No set selected", "Select a set in the list first.");
        }
        return set;
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

    void freeze() {
        PromptSet set = chosen();
        if (set == null) {
            return;
        }
        if (set.frozen()) {
            dialogs.info("Frozen already", SetsView.name(set) + " is frozen; it never changes.");
        } else if (dialogs.confirm(
                "Freeze " + SetsView.name(set) + "?",
                "Its %,d prompts are kept as they are now, whatever becomes of the table. This cannot be taken back."
                        .formatted(set.size()),
                "Freeze")) {
            prompts.sets().freeze(set);
        }
    }

    void removeDraft() {
        PromptSet set = chosen();
        if (set == null) {
            return;
        }
        if (set.frozen()) {
            dialogs.info("Frozen", SetsView.name(set) + " is frozen; only drafts can be removed.");
        } else if (dialogs.confirm(
                "Remove the draft " + SetsView.name(set) + "?", "Its prompts stay in the project.", "Remove")) {
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
