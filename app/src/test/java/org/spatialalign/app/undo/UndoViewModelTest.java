package org.spatialalign.app.undo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.job.ScriptedJobs;
import org.spatialalign.engine.store.Project;

class UndoViewModelTest {

    private final List<Throwable> problems = new ArrayList<>();
    private final UndoViewModel model = new UndoViewModel(new SameThreadUiExecutor(), problems::add);

    @Test
    void hasNothingToTakeBackAtFirst(@TempDir Path folder) throws Exception {
        try (ProjectSession session = new ProjectSession(Project.create(folder.resolve("p")), new ScriptedJobs())) {
            model.show(session);
            assertThat(model.canUndoProperty().get()).isFalse();
            assertThat(model.undoLabelProperty().get()).isEmpty();
            model.undo(clip -> problems.add(new AssertionError("there was nothing")));
            model.show(null);
        }
        assertThat(problems).isEmpty();
    }
}
