package org.spatialalign.app.prompts;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.Command;

/** What can be done with many prompts at once. */
final class ListCommands {

    final Command expand;
    final Command paste;
    final Command copy;
    final Command importFile;
    final Command exportFile;
    final Command importWords;
    final Command exportWords;

    ListCommands(CommandSheet sheet, PromptsViewModel prompts, ListActions actions) {
        ObservableBooleanValue writable = prompts.writableProperty();
        PromptListViewModel list = prompts.list();
        ObservableBooleanValue selected = Bindings.createBooleanBinding(
                () -> !list.selectedProperty().get().isEmpty(), list.selectedProperty());
        expand = sheet.add(
                "expand", "Make many…", "Ctrl+Shift+M", MaterialDesignT.TABLE_LARGE_PLUS, actions::expand, writable);
        paste = sheet.add(
                "paste",
                "Paste prompts from a spreadsheet or sentences",
                "Ctrl+V",
                MaterialDesignC.CONTENT_PASTE,
                actions::paste,
                writable);
        copy = sheet.add(
                "copy",
                "Copy selected prompts for a spreadsheet",
                "Ctrl+C",
                MaterialDesignC.CONTENT_COPY,
                actions::copy,
                selected);
        importFile = sheet.add(
                "import", "Import a list…", "Ctrl+Shift+I", MaterialDesignI.IMPORT, actions::importFile, writable);
        exportFile = sheet.add(
                "export",
                "Export the table…",
                "Ctrl+Shift+E",
                MaterialDesignE.EXPORT,
                actions::exportFile,
                list.stateProperty().isEqualTo(PromptListViewModel.State.PROMPTS));
        importWords = sheet.add(
                "import-words", "Import words…", null, MaterialDesignI.IMPORT, actions::importWords, writable);
        exportWords = sheet.add(
                "export-words", "Export words…", null, MaterialDesignD.DOWNLOAD_OUTLINE, actions::exportWords);
    }
}
