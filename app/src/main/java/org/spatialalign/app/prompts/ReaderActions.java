package org.spatialalign.app.prompts;

import java.nio.file.Path;
import java.util.List;
import org.spatialalign.app.fx.Dialogs;

/** Asks which model's words prompts are to be checked with. */
final class ReaderActions {

    private final ReadersViewModel readers;
    private final Dialogs dialogs;

    ReaderActions(ReadersViewModel readers, Dialogs dialogs) {
        this.readers = readers;
        this.dialogs = dialogs;
    }

    void chooseFolder() {
        dialogs.chooseFolder("Choose a model's folder", null).ifPresent(readers::choose);
    }

    void chooseFiles() {
        List<Path> files = dialogs.chooseFiles(
                "Choose a tokenizer", "Tokenizers", List.of("tokenizer.json", "*.json", "vocab.txt"));
        files.forEach(readers::choose);
    }
}
