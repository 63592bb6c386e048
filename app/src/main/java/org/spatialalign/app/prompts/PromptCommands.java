package org.spatialalign.app.prompts;

import java.util.List;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.spatialalign.app.fx.Command;

/** What can be done with prompts, each with its key. */
final class PromptCommands {

    private final CommandSheet sheet = new CommandSheet();
    final Command startNew;
    final Command save;
    final Command revert;
    final Command sentence;
    final Command remove;
    final Command duplicate;
    final Command editCell;
    final Command search;
    final Command clearFilters;
    final ListCommands list;
    final SideCommands side;
    final SetCommands sets;

    /**
     * @param view made when the page is first shown
     * @param lists what is done with many prompts
     * @param sets what is done with sets, which asks first
     * @param readers asks for models to check words with
     */
    PromptCommands(
            PromptsViewModel prompts,
            Supplier<PromptsView> view,
            ListActions lists,
            SetActions sets,
            ReaderActions readers) {
        ObservableBooleanValue writable = prompts.writableProperty();
        PromptEditorViewModel editor = prompts.editor();
        PromptListViewModel rows = prompts.list();
        ObservableBooleanValue selected = Bindings.createBooleanBinding(
                () -> !rows.selectedProperty().get().isEmpty() && writable.get(), rows.selectedProperty(), writable);
        startNew = sheet.add(
                "new",
                "New prompt",
                "Ctrl+Shift+N",
                MaterialDesignP.PLUS,
                () -> {
                    prompts.desk().startNew();
                    view.get().show(PromptsView.Part.WRITE);
                    view.get().editor().focusFirst();
                },
                writable);
        save = sheet.add(
                "save",
                "Store prompt",
                "Ctrl+Enter",
                MaterialDesignC.CHECK,
                prompts.desk()::save,
                editor.completeProperty().and(editor.dirtyProperty()).and(prompts.writableProperty()));
        revert = sheet.add("revert", "Discard", null, MaterialDesignR.RESTORE, editor::revert, editor.dirtyProperty());
        sentence = sheet.add(
                "sentence",
                "Write or paste a sentence",
                "Ctrl+L",
                MaterialDesignF.FORMAT_TEXT,
                () -> {
                    view.get().show(PromptsView.Part.WRITE);
                    view.get().editor().focusSentence();
                },
                writable);
        remove = sheet.add(
                "remove",
                "Remove selected prompts",
                "Delete",
                MaterialDesignD.DELETE_OUTLINE,
                prompts::removeSelected,
                selected);
        duplicate = sheet.add(
                "duplicate",
                "Duplicate selected prompts",
                "Ctrl+D",
                MaterialDesignC.CONTENT_DUPLICATE,
                prompts::duplicateSelected,
                selected);
        editCell = sheet.add(
                "edit-cell",
                "Write in the table",
                "F2",
                MaterialDesignP.PENCIL_OUTLINE,
                () -> view.get().table().editCell(),
                writable);
        search = sheet.add("search", "Search prompts", "Ctrl+F", MaterialDesignM.MAGNIFY, () -> view.get()
                .focusSearch());
        clearFilters = sheet.add(
                "clear-filters",
                "Clear filters",
                "Ctrl+Shift+F",
                MaterialDesignF.FILTER_OFF_OUTLINE,
                () -> rows.filterProperty().set(PromptFilter.ALL));
        list = new ListCommands(sheet, prompts, lists);
        side = new SideCommands(sheet, prompts, view, readers);
        this.sets = new SetCommands(sheet, prompts, sets);
    }

    List<Command> all() {
        return sheet.all();
    }
}
