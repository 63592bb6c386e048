package org.spatialalign.app.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.pairs.PairsViewModel.Mode;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.PairState;
import org.spatialalign.engine.prefer.Reason;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.WorkflowJobs;

/** When a verdict counts, what of it is kept, and what is told. */
class JudgingTest {

    private static final long SECOND = 1_000_000_000L;

    private Path folder;
    private final List<Throwable> problems = new ArrayList<>();
    private long nanos;
    private @Nullable ProjectSession open;
    private PairsViewModel pairs;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary.resolve("project");
        PairsProject.write(folder, 2, 2, 64, 48, 8);
        Project project = Project.open(folder, Project.Access.WRITE);
        ProjectSession session = new ProjectSession(project, new WorkflowJobs(project));
        open = session;
        pairs = new PairsViewModel(new SameThreadUiExecutor(), () -> nanos, problems::add);
        pairs.setShown(true);
        pairs.setAnnotator("ann");
        pairs.open(session);
        pairs.modeProperty().set(Mode.JUDGE);
    }

    @AfterEach
    void stop() throws Exception {
        pairs.open(null);
        Objects.requireNonNull(open).close();
        assertThat(problems).isEmpty();
    }

    private JudgeViewModel judge() {
        return pairs.judge();
    }

    private PairEntry current() {
        return Objects.requireNonNull(judge().currentProperty().get());
    }

    private List<Verdict> given() throws Exception {
        return Objects.requireNonNull(pairs.project()).verdicts().log().events().values().stream()
                .filter(Verdict.class::isInstance)
                .map(Verdict.class::cast)
                .toList();
    }

    /** So many frames later. */
    private void play(int frames) {
        for (int i = 0; i <= frames; i++) {
            nanos += SECOND / 16;
            pairs.clips().playhead().tick(nanos);
        }
    }

    @Test
    void aVerdictOfWhatHasNotPlayedToTheEndIsADraftUntilItHas() throws Exception {
        judge().wholeFirstProperty().set(true);
        PairEntry first = current();
        play(3);
        judge().say(Choice.LEFT);
        assertThat(current()).isEqualTo(first);
        assertThat(judge().queue().state(first)).isEqualTo(PairState.DRAFT);
        assertThat(judge().noteProperty().get()).contains("counts when both clips have played");
        assertThat(judge().confirm()).as("by Enter").isFalse();
        judge().say(Choice.RIGHT);
        play(5);
        assertThat(current()).isNotEqualTo(first);
        assertThat(judge().queue().state(first)).isEqualTo(PairState.SUBMITTED);
        assertThat(given().stream().map(Verdict::choice)).containsExactly(Choice.LEFT, Choice.RIGHT, Choice.RIGHT);
        assertThat(given().stream().map(Verdict::submitted)).containsExactly(false, false, true);

        PairEntry second = current();
        pairs.clips().playhead().goToLast();
        judge().say(Choice.TIE);
        assertThat(current()).as("dragged to the end").isNotEqualTo(second);
        PairEntry third = current();
        judge().say(Choice.SKIP);
        assertThat(judge().queue().state(third)).as("skipped at once").isEqualTo(PairState.SUBMITTED);
    }

    @Test
    void theEndIsSeenAlsoWhenItIsJumpedOverAtAHighSpeed() {
        pairs.clips().playhead().speedProperty().set(4);
        play(1);
        assertThat(pairs.clips().seenToEndProperty().get()).isFalse();
        play(2);
        assertThat(pairs.clips().seenToEndProperty().get()).isTrue();
        judge().say(Choice.LEFT);
        assertThat(pairs.clips().seenToEndProperty().get())
                .as("of the next pair")
                .isFalse();
    }

    @Test
    void whatCannotBeSeenCanOnlyBeSkipped() throws Exception {
        PairEntry first = current();
        Project project = Objects.requireNonNull(pairs.project());
        var clips = Objects.requireNonNull(pairs.dataProperty().get()).clips();
        Files.delete(project.clipFile(Objects.requireNonNull(clips.get(first.right()))));
        judge().step(1);
        judge().go(first);
        assertThat(pairs.clips().problemProperty().get()).contains(first.right());
        assertThat(judge().say(Choice.LEFT)).isFalse();
        assertThat(judge().noteProperty().get()).contains("or skip");
        assertThat(given()).isEmpty();
        assertThat(judge().say(Choice.SKIP)).isTrue();
        assertThat(given()).singleElement().satisfies(verdict -> assertThat(verdict.leftWatched())
                .isZero());
    }

    @Test
    void aReasonMarkedAfterwardsIsKeptWithTheVerdict() throws Exception {
        PairEntry first = current();
        nanos += 2 * SECOND;
        judge().say(Choice.LEFT);
        judge().go(first);
        judge().mark(Reason.VANISHES);
        assertThat(current()).isEqualTo(first);
        assertThat(given()).hasSize(2);
        assertThat(given().get(1)).satisfies(verdict -> {
            assertThat(verdict.choice()).isEqualTo(Choice.LEFT);
            assertThat(verdict.reasons()).containsExactly(Reason.VANISHES);
            assertThat(verdict.leftWatched()).isEqualTo(2000);
            assertThat(verdict.submitted()).isTrue();
        });
        judge().takeBack();
        assertThat(judge().reasons().markedProperty().get()).isEmpty();
        assertThat(judge().queue().state(first)).isEqualTo(PairState.SUBMITTED);
        judge().takeBack();
        assertThat(judge().queue().state(first)).isEqualTo(PairState.PENDING);
    }

    @Test
    void onlyTheTimeInWhichAPairCanBeWatchedCounts() throws Exception {
        nanos += SECOND;
        pairs.setShown(false);
        nanos += 10 * SECOND;
        pairs.setShown(true);
        nanos += SECOND;
        pairs.setGrid(true);
        nanos += 10 * SECOND;
        judge().say(Choice.LEFT);
        nanos += 10 * SECOND;
        judge().say(Choice.LEFT);
        pairs.setGrid(false);
        nanos += 3 * SECOND;
        judge().say(Choice.LEFT);
        assertThat(given().stream().map(Verdict::leftWatched)).containsExactly(2000L, 0L, 3000L);
    }
}
