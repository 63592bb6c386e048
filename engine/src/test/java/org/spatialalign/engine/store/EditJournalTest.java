package org.spatialalign.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spatialalign.engine.track.Corrections;

class EditJournalTest {

    private Path temp;

    @BeforeEach
    void folder(@TempDir Path folder) {
        temp = folder;
    }

    /** What a journal should do, in memory. */
    private static final class Model {
        record Step(String label, Annotation before, Annotation after) {}

        final Map<String, Annotation> current = new HashMap<>();
        final List<Step> done = new ArrayList<>();
        final List<Step> undone = new ArrayList<>();

        void apply(String label, Annotation after) {
            done.add(new Step(label, of(after.clipId()), after));
            undone.clear();
            current.put(after.clipId(), after);
        }

        Optional<Step> undo() {
            return move(done, undone, true);
        }

        Optional<Step> redo() {
            return move(undone, done, false);
        }

        private Optional<Step> move(List<Step> from, List<Step> to, boolean back) {
            if (from.isEmpty()) {
                return Optional.empty();
            }
            Step step = from.remove(from.size() - 1);
            to.add(step);
            current.put(step.after.clipId(), back ? step.before : step.after);
            return Optional.of(step);
        }

        Annotation of(String clip) {
            return current.getOrDefault(clip, new Annotation(clip, null, Corrections.NONE));
        }
    }

    private static @org.jspecify.annotations.Nullable String last(List<Model.Step> steps) {
        return steps.isEmpty() ? null : steps.get(steps.size() - 1).label();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anySequenceBehavesLikeTwoStacksAlsoAcrossRestarts(long seed) throws Exception {
        Random random = new Random(seed);
        Model model = new Model();
        Project project = Project.create(temp.resolve("p"));
        List<String> clips = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clips.add(Fixtures.addClip(project, temp, i).id());
        }
        for (int i = 0; i < 150; i++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    String clip = clips.get(random.nextInt(3));
                    Annotation after = new Annotation(clip, null, Fixtures.corrections(random));
                    model.apply("step " + i, after);
                    Edit edit = project.edits().apply("step " + i, "me", after);
                    assertThat(edit.label()).isEqualTo("step " + i);
                    assertThat(edit.target()).isEqualTo(clip);
                }
                case 3, 4 -> {
                    Optional<Edit> edit = project.edits().undo();
                    assertThat(edit.map(Edit::label)).isEqualTo(model.undo().map(Model.Step::label));
                    edit.ifPresent(e -> assertThat(e.undone()).isTrue());
                }
                case 5, 6 ->
                    assertThat(project.edits().redo().map(Edit::label))
                            .isEqualTo(model.redo().map(Model.Step::label));
                default -> {
                    if (random.nextInt(4) == 0) {
                        project.close();
                        project = Project.open(project.folder(), Project.Access.WRITE);
                    }
                }
            }
            assertThat(project.edits().nextUndo().map(Edit::label)).isEqualTo(Optional.ofNullable(last(model.done)));
            assertThat(project.edits().nextRedo().map(Edit::label)).isEqualTo(Optional.ofNullable(last(model.undone)));
            for (String clip : clips) {
                assertThat(project.tracks().annotation(clip)).isEqualTo(model.of(clip));
            }
        }
        assertThat(project.edits().history(1000)).hasSize(model.done.size() + model.undone.size());
        int everything = project.database().read(h -> h.createQuery("SELECT count(*) FROM edit")
                .mapTo(Integer.class)
                .one());
        assertThat(everything).isGreaterThan(model.done.size() + model.undone.size());
        project.close();
    }

    @Test
    void takingBackADragDoesNotTakeBackALaterTracking() throws Exception {
        try (Project project = Project.create(temp.resolve("p"))) {
            String clip = Fixtures.addClip(project, temp, 1).id();
            Random random = new Random(5);
            long first = track(project, clip, random);
            project.tracks().setCurrent(clip, first);
            Corrections corrections = Fixtures.corrections(random);
            project.edits().apply("Drag", "me", new Annotation(clip, first, corrections));
            long second = track(project, clip, random);
            project.tracks().setCurrent(clip, second);
            assertThat(project.tracks().annotation(clip)).isEqualTo(new Annotation(clip, second, corrections));
            project.edits().undo();
            assertThat(project.tracks().annotation(clip)).isEqualTo(new Annotation(clip, second, Corrections.NONE));
            project.edits().redo();
            assertThat(project.tracks().annotation(clip)).isEqualTo(new Annotation(clip, second, corrections));
            // A re-tracking that a person asked for is a step like any other.
            long third = track(project, clip, random);
            project.edits().apply("Track again", "me", new Annotation(clip, third, corrections));
            project.edits().undo();
            assertThat(project.tracks().annotation(clip)).isEqualTo(new Annotation(clip, second, corrections));
        }
    }

    private static long track(Project project, String clip, Random random) throws ProjectException {
        return project.tracks()
                .add(clip, "csrt", Fixtures.tracks(5, random), Fixtures.recipe())
                .id();
    }
}
