package org.spatialalign.app.prompts;

import java.util.function.Supplier;
import javafx.beans.value.ObservableBooleanValue;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.Command;

/** What can be done with findings and words. */
final class SideCommands {

    final Command fixAll;
    final Command showFindings;
    final Command readerFolder;
    final Command readerFile;
    final Command saveWords;
    final Command revertWords;

    SideCommands(CommandSheet sheet, PromptsViewModel prompts, Supplier<PromptsView> view, ReaderActions readers) {
        ObservableBooleanValue open = prompts.list().stateProperty().isNotEqualTo(PromptListViewModel.State.NO_PROJECT);
        VocabularyViewModel words = prompts.words();
        fixAll = sheet.add(
                "fix-all",
                "Fix all listed",
                "Ctrl+Shift+X",
                MaterialDesignA.AUTO_FIX,
                () -> prompts.fix(prompts.lint().shownProperty().get()),
                prompts.lint().fixableProperty().and(prompts.writableProperty()));
        showFindings =
                sheet.add("show-findings", "Show in table", null, MaterialDesignF.FILTER_OUTLINE, () -> view.get()
                        .findings()
                        .filterTable());
        readerFolder = sheet.add(
                "reader-folder",
                "Check words of a model…",
                "Ctrl+Shift+D",
                MaterialDesignF.FOLDER_OUTLINE,
                readers::chooseFolder,
                open);
        readerFile = sheet.add(
                "reader-file",
                "Check words of a tokenizer file…",
                null,
                MaterialDesignF.FILE_OUTLINE,
                readers::chooseFiles,
                open);
        sheet.add("next-finding", "Next finding", "F8", MaterialDesignA.ARROW_DOWN, () -> step(view.get(), 1));
        sheet.add(
                "previous-finding",
                "Previous finding",
                "Shift+F8",
                MaterialDesignA.ARROW_UP,
                () -> step(view.get(), -1));
        saveWords = sheet.add(
                "save-words",
                "Store words",
                "Ctrl+S",
                MaterialDesignC.CHECK,
                words::save,
                words.dirtyProperty().and(words.problemProperty().isNull()).and(prompts.writableProperty()));
        revertWords = sheet.add(
                "revert-words", "Discard changes", null, MaterialDesignR.RESTORE, words::revert, words.dirtyProperty());
        int number = 1;
        for (PromptsView.Part part : PromptsView.Part.values()) {
            sheet.add(
                    "part-" + part.id(),
                    "Show: " + part.title(),
                    "Alt+" + number++,
                    MaterialDesignT.TAB,
                    () -> view.get().show(part));
        }
    }

    private static void step(PromptsView view, int by) {
        view.show(PromptsView.Part.CHECK);
        view.findings().step(by);
    }
}
