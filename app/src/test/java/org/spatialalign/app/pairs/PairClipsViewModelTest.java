package org.spatialalign.app.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.HeldExecutor;
import org.spatialalign.app.pairs.JudgeViewModel.Sides;
import org.spatialalign.app.player.CompareView.Side;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;

class PairClipsViewModelTest {

    private static final int WIDTH = 80;
    private static final int HEIGHT = 48;

    private final List<Throwable> problems = new ArrayList<>();
    private final HeldExecutor later = new HeldExecutor();
    private Project project;
    private PairClipsViewModel clips;
    private Map<String, ClipRecord> records;
    /** Ids by the numbers that the clips carry. */
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        PairsProject.write(temporary.resolve("project"), 3, 3, WIDTH, HEIGHT, 8);
        project = Project.open(temporary.resolve("project"), Project.Access.READ_ONLY);
        records = new HashMap<>();
        for (ClipRecord clip : project.clips().all()) {
            records.put(clip.id(), clip);
        }
        for (int i = 0; i < 6; i++) {
            int seed = i;
            ids.add(records.values().stream()
                    .filter(clip -> Objects.equals(clip.seed(), seed))
                    .findFirst()
                    .orElseThrow()
                    .id());
        }
        clips = new PairClipsViewModel(later, problems::add);
        clips.open(project);
    }

    @AfterEach
    void stop() throws Exception {
        project.close();
        assertThat(problems).isEmpty();
    }

    private Sides sides(int left, int right) {
        return new Sides(ids.get(left), ids.get(right));
    }

    /** The numbers of the clips that are to be seen; -1 for none. */
    private List<Integer> seen() {
        var now = clips.shownProperty().get();
        return List.of(number(now.left()), number(now.right()));
    }

    private static int number(@Nullable Side side) {
        if (side == null) {
            return -1;
        }
        Frame frame = side.clip().frame(0);
        int number = 0;
        for (int bit = 0; bit < PairsProject.BITS; bit++) {
            int x = (int) ((bit + 0.5) * WIDTH / PairsProject.BITS);
            int green = frame.bgra().get(4 * (HEIGHT / 6 * WIDTH + x) + 1) & 0xff;
            number |= green > 128 ? 1 << bit : 0;
        }
        return number;
    }

    @Test
    void firstFramesComeFirstAndThenTheWholePairPlays() {
        clips.show(sides(0, 5), List.of(), records);
        assertThat(seen()).containsExactly(-1, -1);
        assertThat(clips.loadingProperty().get()).isTrue();
        while (seen().contains(-1)) {
            later.runOldest();
        }
        assertThat(seen()).containsExactly(0, 5);
        assertThat(clips.loadingProperty().get()).isTrue();
        assertThat(clips.playhead().frameCount()).as("as announced").isEqualTo(8);
        assertThat(clips.playhead().playingProperty().get()).isFalse();
        later.runAll();
        assertThat(clips.loadingProperty().get()).isFalse();
        assertThat(clips.playhead().playingProperty().get()).isTrue();
        assertThat(Objects.requireNonNull(clips.shownProperty().get().left())
                        .clip()
                        .frameCount())
                .isEqualTo(8);
    }

    @Test
    void aPairThatWasExpectedIsToBeSeenAtOnceAndOneThatWasNotNeverShowsAnothersPictures() {
        clips.show(sides(0, 5), List.of(sides(1, 4)), records);
        later.runAll();
        clips.show(sides(1, 4), List.of(), records);
        assertThat(seen()).containsExactly(1, 4);
        clips.show(sides(2, 3), List.of(), records);
        assertThat(seen()).containsExactly(-1, -1);
        later.runAll();
        assertThat(seen()).containsExactly(2, 3);
    }

    @Test
    void whoGoesOnBeforeAPairIsThereSeesOnlyTheOneThatIsWanted() {
        clips.show(sides(0, 5), List.of(sides(1, 4)), records);
        later.runOldest();
        clips.show(sides(1, 4), List.of(sides(2, 3)), records);
        later.runOldest();
        later.runOldest();
        clips.show(sides(2, 3), List.of(), records);
        while (clips.loadingProperty().get()) {
            later.runOldest();
            assertThat(seen()).isIn(List.of(-1, -1), List.of(2, 3));
        }
        later.runAll();
        assertThat(seen()).containsExactly(2, 3);
    }

    @Test
    void swappedSidesGoOnWhereTheyAre() {
        clips.show(sides(0, 5), List.of(), records);
        later.runAll();
        clips.playhead().goTo(5);
        clips.show(sides(5, 0), List.of(), records);
        assertThat(seen()).containsExactly(5, 0);
        assertThat(clips.playhead().frame()).isEqualTo(5);
    }
}
