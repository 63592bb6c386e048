package org.spatialalign.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.HeldExecutor;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.player.BoxHandle;
import org.spatialalign.app.player.PlayerViewModel;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.ClipStatus;
import org.spatialalign.engine.store.Edit;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.Project.Access;
import org.spatialalign.engine.track.Corrections;

/** The page on a real project, without a toolkit. */
class InspectViewModelTest {

    private final List<Throwable> problems = new ArrayList<>();
    private String detector = "";
    private final InspectViewModel inspect =
            new InspectViewModel(new SameThreadUiExecutor(), () -> "anna", () -> detector, problems::add);
    private final PlayerViewModel player = inspect.clip().player();
    private TestProject made;
    private ProjectSession session;

    @BeforeEach
    void project(@TempDir Path folder) throws Exception {
        made = new TestProject(folder);
        session = TestProject.session(made.create());
    }

    @AfterEach
    void close() throws Exception {
        inspect.open(null);
        session.close();
    }

    @Test
    void opensTheFirstClipWithItsBoxesAndItsScoreInWords() throws Exception {
        ClipRecord clip = made.addClip(session.project(), 1, "7_LR");
        TestProject.track(session, clip);
        inspect.open(session);
        assertThat(inspect.table().selectedIdProperty().get()).isEqualTo(clip.id());
        assertThat(player.clip()).isNotNull();
        assertThat(player.playhead().frameCount()).isEqualTo(TestProject.FRAMES);
        assertThat(player.outcome()).isInstanceOf(ScoreOutcome.Scored.class);
        assertThat(player.name(Role.ANIMAL)).isEqualTo("cat");
        assertThat(inspect.clip().explanationProperty().get()).isNotBlank();
        assertThat(inspect.clip().problemProperty().get()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void aDragIsJournalledAndTheTableFollows() throws Exception {
        ClipRecord clip = made.addClip(session.project(), 1, "7_LR");
        TestProject.track(session, clip);
        inspect.open(session);
        double before = row(clip).score();

        drag(Role.ANIMAL, 0, 80, 20);
        Edit edit = session.project().edits().history(10).get(0);
        assertThat(edit.target()).isEqualTo(clip.id());
        assertThat(edit.author()).isEqualTo("anna");
        assertThat(edit.label()).contains("cat").contains("0");
        assertThat(row(clip).score())
                .isNotEqualTo(before)
                .isEqualTo(((ScoreOutcome.Scored) player.outcome()).dsrScore());
        assertThat(row(clip).status()).isEqualTo(ClipStatus.SCORED);
        assertThat(row(clip).listing().corrected()).isTrue();
        assertThat(inspect.clip().stateProperty().get().edits()).containsExactly(edit);
        assertThat(problems).isEmpty();
    }

    @Test
    void undoAndRedoArriveInThePlayerAndLeadToTheirFrame() throws Exception {
        ClipRecord clip = made.addClip(session.project(), 1, "7_LR");
        TestProject.track(session, clip);
        inspect.open(session);
        double before = row(clip).score();
        drag(Role.ANIMAL, 23, -60, 0);
        double after = row(clip).score();
        player.goTo(5);

        session.project().edits().undo();
        assertThat(player.correctionsProperty().get()).isEqualTo(Corrections.NONE);
        assertThat(player.frame()).isEqualTo(23);
        assertThat(row(clip).score()).isEqualTo(before);
        player.goTo(5);
        session.project().edits().redo();
        assertThat(player.correctionsProperty().get().keyFrames()).hasSize(1);
        assertThat(player.frame()).isEqualTo(23);
        assertThat(row(clip).score()).isEqualTo(after);
    }

    @Test
    void editsSurviveReopeningAndCanStillBeUndone() throws Exception {
        ClipRecord clip = made.addClip(session.project(), 1, "7_LR");
        TestProject.track(session, clip);
        inspect.open(session);
        drag(Role.OBJECT, 0, 10, -20);
        Corrections corrected = player.correctionsProperty().get();
        reopen(Access.WRITE);
        assertThat(player.correctionsProperty().get()).isEqualTo(corrected);
        session.project().edits().undo();
        assertThat(player.correctionsProperty().get()).isEqualTo(Corrections.NONE);
    }

    @Test
    void comesBackAsItWasLeft() throws Exception {
        made.addClip(session.project(), 1, "7_LR");
        ClipRecord second = made.addClip(session.project(), 2, "7_LR");
        inspect.open(session);
        inspect.table().selectedIdProperty().set(second.id());
        inspect.table().filterProperty().set(ClipFilter.ALL.withText("cat").toggle(Facet.TYPE, "LR"));
        inspect.table().sortProperty().set(List.of(new SortKey(ClipColumn.SEED, true)));
        inspect.gridProperty().set(true);
        inspect.detailsProperty().set(false);
        player.goTo(11);
        JsonNode state = inspect.saveState();

        reopen(Access.WRITE);
        assertThat(inspect.gridProperty().get())
                .as("another project starts afresh")
                .isFalse();
        inspect.restoreState(state);
        assertThat(inspect.clip().rowProperty().get().id()).isEqualTo(second.id());
        assertThat(player.frame()).isEqualTo(11);
        assertThat(inspect.saveState()).isEqualTo(state);
    }

    @Test
    void seedsDrawnByHandAreKeptAndTracked() throws Exception {
        ClipRecord clip = made.addClip(session.project(), 1, "7_LR");
        inspect.open(session);
        inspect.track();
        assertThat(problems).singleElement().isInstanceOf(WorkbenchException.class);
        problems.clear();

        draw(Role.ANIMAL, 3, TestProject.animal(3));
        draw(Role.OBJECT, 3, TestProject.object());
        assertThat(session.project().seeds().of(clip.id()))
                .containsExactly(FrameBoxes.of(3, TestProject.animal(3), TestProject.object()));
        inspect.track();
        long job = session.jobs().jobs().get(0).id();
        assertThat(session.jobs().await(job).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(player.hasTracks()).isTrue();
        assertThat(player.box(Role.ANIMAL, 20)).isNotNull();
        assertThat(row(clip).status()).isEqualTo(ClipStatus.SCORED);
        assertThat(problems).isEmpty();
    }

    @Test
    void whatOthersChangeArrivesHoweverTheAnswersCome() throws Exception {
        ClipRecord clip = made.addClip(session.project(), 1, "7_LR");
        HeldExecutor held = new HeldExecutor();
        InspectViewModel slow = new InspectViewModel(held, () -> "anna", () -> detector, problems::add);
        slow.open(session);
        held.runAll();
        assertThat(slow.clip().player().hasTracks()).isFalse();
        TestProject.track(session, clip);
        long second = TestProject.track(session, clip);
        held.runAll();
        assertThat(slow.clip().player().hasTracks()).isTrue();
        ClipState state = Objects.requireNonNull(slow.clip().stateProperty().get());
        assertThat(state.annotation().trackId()).isEqualTo(second);
        slow.open(null);
    }

    @Test
    void withoutADetectorItSaysWhereToChooseOne() throws Exception {
        made.addClip(session.project(), 1, "7_LR");
        inspect.open(session);
        inspect.detect();
        assertThat(problems).singleElement().satisfies(problem -> assertThat(problem)
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("Settings"));
        assertThat(session.jobs().jobs()).isEmpty();
    }

    /** The folder is no detector's: what is tested is that the job is asked for and how its end is told. */
    @Test
    void aDetectionIsAJobThatTellsHowItEnds(@TempDir Path elsewhere) throws Exception {
        ClipRecord clip = made.addClip(session.project(), 1, "7_LR");
        detector = elsewhere.toString();
        inspect.open(session);
        CountDownLatch told = new CountDownLatch(1);
        session.jobs().addListener(record -> {
            if (record.state().finished()) {
                told.countDown();
            }
        });
        inspect.detect();
        long job = session.jobs().jobs().get(0).id();
        JobRecord ended = session.jobs().await(job);
        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ended.spec().title()).isEqualTo("Detect in 1 clip");
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(inspect.tracking().textProperty().get())
                .startsWith("Detection failed. ")
                .contains(elsewhere.toString(), "grounding-dino-tiny");
        assertThat(session.project().tracks().history(clip.id())).isEmpty();
        inspect.tracking().detectAll();
        assertThat(session.jobs().jobs())
                .extracting(each -> each.spec().title())
                .contains("Detect in all clips");
    }

    @Test
    void anEarlierTrackingCanCountAgain() throws Exception {
        ClipRecord clip = made.addClip(session.project(), 1, "7_LR");
        long first = TestProject.track(session, clip);
        long second = TestProject.track(session, clip);
        inspect.open(session);
        ClipState state = inspect.clip().stateProperty().get();
        assertThat(state.tracks()).extracting(ClipState.TrackEntry::id).containsExactly(second, first);
        inspect.clip().restore(state.tracks().get(1));
        assertThat(session.project().tracks().annotation(clip.id()).trackId()).isEqualTo(first);
        session.project().edits().undo();
        assertThat(inspect.clip().stateProperty().get().annotation().trackId()).isEqualTo(second);
    }

    @Test
    void aClipWithoutPromptIsMatchedByHand() throws Exception {
        ClipRecord clip = made.addClip(session.project(), 1, null);
        TestProject.track(session, clip);
        inspect.open(session);
        assertThat(row(clip).status()).isEqualTo(ClipStatus.NO_PROMPT);
        assertThat(player.typeProperty().get()).isNull();
        inspect.clip().match("7_LR", 4);
        assertThat(row(clip).status()).isEqualTo(ClipStatus.SCORED);
        assertThat(row(clip).clip().seed()).isEqualTo(4);
        assertThat(player.typeProperty().get()).isEqualTo(made.prompt.type());
        assertThat(player.outcome()).isInstanceOf(ScoreOutcome.Scored.class);
    }

    @Test
    void aMatchedClipWithoutBoxesWaitsForThem() throws Exception {
        ClipRecord clip = made.addClip(session.project(), 1, null);
        inspect.open(session);
        inspect.clip().match("7_LR", 4);
        assertThat(row(clip).status()).isEqualTo(ClipStatus.NO_SEED);
    }

    @Test
    void aReadOnlyProjectIsShownAndLeftAlone() throws Exception {
        ClipRecord clip = made.addClip(session.project(), 1, "7_LR");
        TestProject.track(session, clip);
        reopen(Access.READ_ONLY);
        assertThat(player.clip()).isNotNull();
        assertThat(player.editableProperty().get()).isFalse();
        drag(Role.ANIMAL, 0, 30, 0);
        inspect.clip().revertToMachine();
        inspect.track();
        assertThat(session.project().edits().history(5)).isEmpty();
        assertThat(player.correctionsProperty().get()).isEqualTo(Corrections.NONE);
        assertThat(problems).isEmpty();
    }

    @Test
    void aClipWhoseFileIsGoneIsNamed() throws Exception {
        ClipRecord clip = made.addClip(session.project(), 1, "7_LR");
        ClipRecord other = made.addClip(session.project(), 2, "7_LR");
        inspect.open(session);
        Files.delete(session.project().clipFile(other));
        inspect.table().selectedIdProperty().set(other.id());
        assertThat(player.clip()).isNull();
        assertThat(inspect.clip().problemProperty().get()).contains(other.hash().hex());
        inspect.table().selectedIdProperty().set(clip.id());
        assertThat(player.clip()).isNotNull();
        assertThat(inspect.clip().problemProperty().get()).isEmpty();
    }

    @Test
    void savedViewsAreKeptInTheProject() throws Exception {
        made.addClip(session.project(), 1, "7_LR");
        inspect.open(session);
        inspect.table().filterProperty().set(ClipFilter.ALL.toggle(Facet.MODEL, "wan"));
        ViewState view = inspect.view();
        inspect.views().save(" base model ", view);
        reopen(Access.WRITE);
        assertThat(inspect.views().names()).containsExactly("base model");
        assertThat(inspect.views().find("base model")).contains(view);
        inspect.views().remove("base model");
        assertThat(inspect.views().names()).isEmpty();
    }

    @Test
    void allSeedsOfThePromptStandSideBySide() throws Exception {
        ClipRecord first = made.addClip(session.project(), 1, "7_LR");
        ClipRecord second = made.addClip(session.project(), 2, "7_LR");
        made.addClip(session.project(), 3, null);
        TestProject.track(session, first);
        inspect.open(session);
        inspect.table().selectedIdProperty().set(first.id());
        assertThat(inspect.sheet().entriesProperty().get()).isEmpty();
        inspect.contactSheetProperty().set(true);
        List<ContactSheetViewModel.Entry> entries =
                inspect.sheet().entriesProperty().get();
        assertThat(entries).extracting(ContactSheetViewModel.Entry::id).containsExactly(first.id(), second.id());
        assertThat(entries.get(0).outcome()).isInstanceOf(ScoreOutcome.Scored.class);
        assertThat(entries.get(1).tracks()).isNull();
    }

    @Test
    void revealsAClipInSpiteOfFilters() throws Exception {
        ClipRecord first = made.addClip(session.project(), 1, "7_LR");
        ClipRecord second = made.addClip(session.project(), 2, "7_LR");
        inspect.open(session);
        inspect.table().selectedIdProperty().set(first.id());
        inspect.table().filterProperty().set(ClipFilter.ALL.toggle(Facet.SEED, "1"));
        inspect.reveal(second.id());
        assertThat(inspect.clip().rowProperty().get().id()).isEqualTo(second.id());
    }

    private void reopen(Access access) throws Exception {
        inspect.open(null);
        session.close();
        session = TestProject.session(Project.open(made.folder(), access));
        inspect.open(session);
    }

    private ClipRow row(ClipRecord clip) {
        return Objects.requireNonNull(inspect.table().find(clip.id()));
    }

    private void drag(Role role, int frame, double dx, double dy) {
        player.goTo(frame);
        PixelBox box = Objects.requireNonNull(player.box(role, frame));
        if (player.beginDrag(role, BoxHandle.MOVE, box.centerX(), box.centerY())) {
            player.drag(box.centerX() + dx / 2, box.centerY() + dy / 2);
            player.drag(box.centerX() + dx, box.centerY() + dy);
            player.endDrag();
        }
    }

    private void draw(Role role, int frame, PixelBox box) {
        player.goTo(frame);
        player.beginDrag(role, BoxHandle.DRAW, box.x1(), box.y1());
        player.drag(box.x2(), box.y2());
        player.endDrag();
    }
}
