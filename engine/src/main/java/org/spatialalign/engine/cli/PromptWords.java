package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.VocabularyCsv;
import org.spatialalign.engine.prompt.Vocabulary;
import org.spatialalign.engine.store.Project;

/** Which vocabulary a command works with: a file's, the project's own, or the one that comes with the program. */
final class PromptWords {

    private PromptWords() {}

    static Vocabulary of(@Nullable Path file, @Nullable Project project) throws WorkbenchException {
        if (file != null) {
            return VocabularyCsv.read(file);
        }
        Optional<Vocabulary> own =
                project == null ? Optional.empty() : project.vocabulary().find();
        return own.orElseGet(VocabularyCsv::shipped);
    }
}
