package org.spatialalign.app.undo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.job.ScriptedJobs;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.NewClip;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.track.CorrectionEdits;
import org.spatialalign.engine.track.Corrections;

class UndoViewModelTest {

    private final List<Throwable> problems = new ArrayList<>();
    private final List<String> touched = new ArrayList<>();
    private final UndoViewModel model = new UndoViewModel(new SameThreadUiExecutor(), problems::add);
    private Path place;
    private ProjectSession session;
    private ClipRecord clip;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        place = folder.resolve("p");
        session = new ProjectSession(Project.create(place), new ScriptedJobs());
        Path file = Files.writeString(folder.resolve("clip.mp4"), "stands for a clip");
        NewClip added =
                new NewClip(file, ContentHash.ofFile(file), "base", null, null, new VideoInfo(64, 48, 8, 4), null);
        clip = session.project().clips().add(added);
        model.show(session);
    }

    @AfterEach
    void close() throws Exception {
        model.show(null);
        session.close();
        assertThat(problems).isEmpty();
    }

    @Test
    void waitsInTheLaneOfTheEdits() throws Exception {
        List<Runnable> waiting = new ArrayList<>();
        model.runIn(new UndoViewModel.Lane() {
            @Override
            public <T> void submit(Callable<T> work, Consumer<T> onDone, Consumer<Throwable> onFailed) {
                waiting.add(() -> {
                    try {
                        onDone.accept(work.call());
                    } catch (Exception problem) {
                        onFailed.accept(problem);
                    }
                });
            }
        });
        edit("first", 0);
        model.undo(edit -> touched.add(edit.target()));
        edit("second", 1);
        waiting.forEach(Runnable::run);
        assertThat(touched).containsExactly(clip.id());
        assertThat(model.undoLabelProperty().get()).isEqualTo("first");
        assertThat(model.redoLabelProperty().get()).isEqualTo("second");
    }

    private void edit(String label, int frame) throws Exception {
        Annotation now = session.project().tracks().annotation(clip.id());
        Corrections after =
                CorrectionEdits.setKeyFrame(now.corrections(), Role.ANIMAL, frame, new PixelBox(1, 2, 30, 40));
        session.project().edits().apply(label, "ada", new Annotation(clip.id(), now.trackId(), after));
    }

    @Test
    void hasNothingToTakeBackAtFirst() {
        assertThat(model.canUndoProperty().get()).isFalse();
        assertThat(model.undoLabelProperty().get()).isEmpty();
        model.undo(edit -> touched.add(edit.target()));
        assertThat(touched).isEmpty();
    }

    @Test
    void namesWhatItTakesBackAndWhere() throws Exception {
        edit("Move the cat's box in frame 1", 1);
        edit("Move the cat's box in frame 2", 2);
        assertThat(model.undoLabelProperty().get()).isEqualTo("Move the cat's box in frame 2");
        assertThat(model.canRedoProperty().get()).isFalse();

        model.undo(edit -> touched.add(edit.target()));
        assertThat(touched).containsExactly(clip.id());
        assertThat(model.undoLabelProperty().get()).isEqualTo("Move the cat's box in frame 1");
        assertThat(model.redoLabelProperty().get()).isEqualTo("Move the cat's box in frame 2");

        model.redo(edit -> touched.add(edit.target()));
        assertThat(model.canRedoProperty().get()).isFalse();
        assertThat(touched).hasSize(2);
    }

    @Test
    void stillKnowsAfterARestart() throws Exception {
        edit("Draw the chair", 3);
        model.show(null);
        session.close();
        assertThat(model.canUndoProperty().get()).isFalse();
        session = new ProjectSession(Project.open(place, Project.Access.WRITE), new ScriptedJobs());
        model.show(session);
        assertThat(model.undoLabelProperty().get()).isEqualTo("Draw the chair");
    }
}
