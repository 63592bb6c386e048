package org.spatialalign.app.pairs;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.spatialalign.app.pairs.PairFilter.Show;
import org.spatialalign.app.pairs.PairsViewModel.Holding;
import org.spatialalign.app.pairs.PairsViewModel.Mode;
import org.spatialalign.app.pairs.RulesViewModel.Part;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.MetricCourt;
import org.spatialalign.engine.prefer.PairClip;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairScale;
import org.spatialalign.engine.prefer.PairState;
import org.spatialalign.engine.prefer.Reason;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.workflow.Scoring;
import org.spatialalign.engine.workflow.WorkflowJobs;

class PairsViewModelTest {

    private Path folder;
    private final List<Throwable> problems = new ArrayList<>();
    private long nanos;
    private @Nullable ProjectSession open;
    private PairsViewModel pairs;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary.resolve("project");
        PairsProject.write(folder, 3, 4, 64, 48, 8);
        begin();
    }

    private void begin() throws Exception {
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

    private int count(Show show) {
        return judge().queue().countsProperty().get().getOrDefault(show, 0);
    }

    private List<Verdict> given() throws Exception {
        return Objects.requireNonNull(pairs.project()).verdicts().log().events().values().stream()
                .filter(Verdict.class::isInstance)
                .map(Verdict.class::cast)
                .toList();
    }

    @Test
    void rulesCountWhileTheyChange() {
        RulesViewModel rules = pairs.rules();
        assertThat(rules.is(PairRules.PAPER)).isTrue();
        assertThat(Objects.requireNonNull(rules.summaryProperty().get()).pairs())
                .isEqualTo(12);
        assertThat(rules.promptsProperty().get()).singleElement().satisfies(prompt -> assertThat(prompt.clips())
                .hasSize(7));
        rules.setThreshold(0.2);
        assertThat(Objects.requireNonNull(rules.summaryProperty().get()).promptsLost())
                .isEqualTo(1);
        rules.useFair();
        assertThat(rules.rulesProperty().get()).isEqualTo(PairRules.FAIR);
        rules.setScale(PairScale.PAPER);
        assertThat(rules.rulesProperty().get()).isEqualTo(PairRules.PAPER);
        rules.setCap(5, PairRules.Choice.WIDEST_MARGIN);
        assertThat(Objects.requireNonNull(rules.summaryProperty().get()).pairs())
                .isEqualTo(5);
        assertThat(judge().queue().entriesProperty().get()).hasSizeBetween(5, 6);
    }

    @Test
    void aClipWinsOrLosesAgainstThoseItMayMeet() {
        DsrType type = DsrType.of("LR");
        PairClip tuned = new PairClip("a", "p", type, "tuned", 0.9);
        PairClip good = new PairClip("b", "p", type, "base", 0.8);
        PairClip bad = new PairClip("c", "p", type, "base", 0.2);
        RulesViewModel.Prompt prompt = RulesViewModel.Prompt.of("p", List.of(tuned, good, bad));
        assertThat(List.of(
                        prompt.part(tuned, PairRules.PAPER),
                        prompt.part(good, PairRules.PAPER),
                        prompt.part(bad, PairRules.PAPER)))
                .containsExactly(Part.NONE, Part.WINNER, Part.LOSER);
        RulesViewModel rules = pairs.rules();
        rules.setMixed(true);
        assertThat(prompt.part(tuned, rules.rulesProperty().get())).isEqualTo(Part.WINNER);
        rules.useFair();
        rules.usePaper();
        assertThat(rules.rulesProperty().get()).isEqualTo(PairRules.PAPER.withPool(PairRules.Pool.MIXED));
        assertThat(rules.is(PairRules.PAPER)).isTrue();
        // A wide margin leaves the good one without a loser, but not the tuned one.
        rules.setMargin(0.65);
        assertThat(prompt.part(good, rules.rulesProperty().get())).isEqualTo(Part.NONE);
        assertThat(prompt.part(tuned, rules.rulesProperty().get())).isEqualTo(Part.WINNER);
        assertThat(rules.severalGenerators().get()).isFalse();
    }

    @Test
    void aVerdictIsKeptAsItWasSeenAndTheNextPairComes() throws Exception {
        PairEntry first = current();
        judge().reasons().toggle(Reason.NO_MOTION);
        nanos += 3_000_000_000L;
        assertThat(judge().say(Choice.LEFT)).isTrue();
        assertThat(given()).singleElement().satisfies(verdict -> {
            assertThat(verdict.left()).isEqualTo(first.left());
            assertThat(verdict.right()).isEqualTo(first.right());
            assertThat(verdict.choice()).isEqualTo(Choice.LEFT);
            assertThat(verdict.reasons()).containsExactly(Reason.NO_MOTION);
            assertThat(verdict.annotator()).isEqualTo("ann");
            assertThat(verdict.blind()).isTrue();
            assertThat(verdict.submitted()).isTrue();
            assertThat(verdict.leftWatched()).isEqualTo(3000);
            assertThat(verdict.leftBoxes()).isNotEmpty();
        });
        assertThat(current()).isNotEqualTo(first);
        assertThat(judge().reasons().markedProperty().get()).isEmpty();
        assertThat(count(Show.SUBMITTED)).isEqualTo(1);
        judge().swap();
        PairEntry second = current();
        judge().blindProperty().set(false);
        judge().say(Choice.RIGHT);
        Verdict swapped = given().get(1);
        assertThat(swapped.right()).isEqualTo(second.left());
        assertThat(swapped.blind()).isFalse();
    }

    @Test
    void allAreJudgedInTheOrderOfTheQueueAndThenThereIsNone() throws Exception {
        List<PairEntry> queue = judge().queue().entriesProperty().get();
        while (judge().currentProperty().get() != null) {
            judge().say(Choice.TIE);
        }
        assertThat(given().stream().map(Verdict::key).toList())
                .isEqualTo(queue.stream().map(PairEntry::key).toList());
        assertThat(given().stream().map(Verdict::repeat).toList())
                .isEqualTo(queue.stream().map(PairEntry::repeat).toList());
        assertThat(count(Show.PENDING)).isZero();
        judge().step(1);
        assertThat(current()).isEqualTo(queue.get(0));
    }

    @Test
    void theLastVerdictIsTakenBackAlsoAfterARestart() throws Exception {
        PairEntry first = current();
        judge().reasons().toggle(Reason.WRONG_END);
        judge().say(Choice.LEFT);
        PairEntry second = current();
        judge().say(Choice.BOTH_BAD);
        judge().takeBack();
        assertThat(current().id()).isEqualTo(second.id());
        assertThat(judge().queue().said(second)).isNull();
        stop();
        begin();
        assertThat(count(Show.SUBMITTED)).isEqualTo(1);
        judge().takeBack();
        assertThat(current().id()).isEqualTo(first.id());
        assertThat(judge().reasons().markedProperty().get()).containsExactly(Reason.WRONG_END);
        assertThat(count(Show.SUBMITTED)).isZero();
        judge().takeBack();
        assertThat(judge().noteProperty().get()).contains("no verdict of yours");
    }

    @Test
    void aDraftWaitsToBeConfirmed() throws Exception {
        judge().confirmingProperty().set(true);
        PairEntry first = current();
        judge().say(Choice.LEFT);
        judge().say(Choice.RIGHT);
        assertThat(current()).isEqualTo(first);
        assertThat(judge().queue().state(first)).isEqualTo(PairState.DRAFT);
        assertThat(count(Show.DRAFT)).isEqualTo(1);
        assertThat(judge().confirm()).isTrue();
        assertThat(current()).isNotEqualTo(first);
        assertThat(judge().queue().state(first)).isEqualTo(PairState.SUBMITTED);
        assertThat(given()).hasSize(3);
        assertThat(given().get(2).choice()).isEqualTo(Choice.RIGHT);
        judge().takeBack();
        assertThat(judge().queue().state(first)).isEqualTo(PairState.DRAFT);
    }

    @Test
    void aCorrectionMakesItStaleUntilItIsJudgedAgain() throws Exception {
        PairEntry first = current();
        judge().reasons().toggle(Reason.BOXES_WRONG);
        judge().say(Choice.SKIP);
        assertThat(judge().queue().heldBack(first)).isTrue();
        Project project = Objects.requireNonNull(pairs.project());
        Long track = project.tracks().annotation(first.left()).trackId();
        project.edits()
                .apply(
                        "Move",
                        "ann",
                        new Annotation(
                                first.left(),
                                track,
                                new Corrections(
                                        List.of(new Corrections.KeyFrame(Role.ANIMAL, 3, new PixelBox(12, 22, 32, 42))),
                                        List.of(),
                                        List.of(),
                                        List.of())));
        new Scoring(project, ScorePreset.PAPER).score(first.left());
        assertThat(count(Show.STALE)).isEqualTo(1);
        PairEntry again =
                judge().queue().first(entry -> entry.id().equals(first.id())).orElseThrow();
        judge().go(again);
        if (judge().reasons().markedProperty().get().contains(Reason.BOXES_WRONG)) {
            judge().reasons().toggle(Reason.BOXES_WRONG);
        }
        judge().say(Choice.LEFT);
        assertThat(count(Show.STALE)).isZero();
        assertThat(judge().queue().heldBack(again)).isFalse();
    }

    @Test
    void aDisputeIsShownAfterAnOwnVerdictAndSettledByOne() throws Exception {
        PairEntry first = current();
        Project project = Objects.requireNonNull(pairs.project());
        judge().say(Choice.LEFT);
        project.verdicts().give(Verdict.of(first.left(), first.right(), Choice.RIGHT, "bob", java.time.Instant.EPOCH));
        PairEntry other = current();
        project.verdicts().give(Verdict.of(other.left(), other.right(), Choice.LEFT, "bob", java.time.Instant.EPOCH));
        project.verdicts().give(Verdict.of(other.left(), other.right(), Choice.RIGHT, "cho", java.time.Instant.EPOCH));
        assertThat(judge().queue().state(first)).isEqualTo(PairState.DISPUTED);
        assertThat(judge().queue().state(other)).as("not before an own verdict").isEqualTo(PairState.PENDING);
        assertThat(Objects.requireNonNull(pairs.agreementProperty().get()).disputed())
                .containsExactlyInAnyOrder(first.key(), other.key());
        judge().settle(first.key());
        assertThat(judge().settlingProperty().get()).isTrue();
        judge().say(Choice.LEFT);
        assertThat(judge().settlingProperty().get()).isFalse();
        assertThat(Objects.requireNonNull(pairs.agreementProperty().get()).disputed())
                .containsExactly(other.key());
    }

    @Test
    void filtersByTypeTextAndState() {
        int all = judge().queue().entriesProperty().get().size();
        judge().say(Choice.LEFT);
        judge().queue().filterProperty().set(PairFilter.ALL.with(Show.PENDING));
        assertThat(judge().queue().entriesProperty().get()).hasSize(all - 1);
        judge().queue().filterProperty().set(PairFilter.ALL.withType("TL"));
        assertThat(judge().queue().entriesProperty().get()).isEmpty();
        assertThat(judge().currentProperty().get()).isNull();
        judge().queue().filterProperty().set(PairFilter.ALL.withText("Chair cat"));
        assertThat(judge().queue().entriesProperty().get()).hasSize(all);
    }

    @Test
    void metricsAreHeardWhenTheyAreLookedAt() {
        assertThat(pairs.court().reportProperty().get()).isNull();
        judge().say(Choice.LEFT);
        pairs.modeProperty().set(Mode.COURT);
        var report = Objects.requireNonNull(pairs.court().reportProperty().get());
        assertThat(report.clips()).hasSize(7);
        assertThat(report.dsr().total()).isEqualTo(1);
    }

    @Test
    void readingIsToldFromNoProjectAndFromOneThatCannotBeRead() throws Exception {
        assertThat(pairs.holdingProperty().get()).isEqualTo(Holding.READ);
        ProjectSession session = Objects.requireNonNull(open);
        List<Throwable> seen = new ArrayList<>();
        PairsViewModel page = new PairsViewModel(new SameThreadUiExecutor(), () -> 0, seen::add);
        assertThat(page.holdingProperty().get()).isEqualTo(Holding.NO_PROJECT);
        page.open(session);
        assertThat(page.holdingProperty().get()).as("nobody looks yet").isEqualTo(Holding.READING);
        Path database = folder.resolve("project.db");
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE verdict_event RENAME TO away");
            page.setShown(true);
            assertThat(page.holdingProperty().get()).isEqualTo(Holding.UNREADABLE);
            assertThat(seen).isNotEmpty();
            statement.execute("ALTER TABLE away RENAME TO verdict_event");
        }
        page.readAgain();
        assertThat(page.holdingProperty().get()).isEqualTo(Holding.READ);
        page.open(null);
        assertThat(page.holdingProperty().get()).isEqualTo(Holding.NO_PROJECT);
    }

    @Test
    void aClipIsCalledBySeedBesideOneOfTheSameModel() {
        PairKey pair = current().key();
        ClipNames names = pairs.names();
        assertThat(names.within(pair, pair.first())).matches("seed \\d");
        assertThat(names.full(pair.first())).matches("wan 7_LR seed \\d");
        assertThat(names.side(pair, MetricCourt.Side.SECOND)).isEqualTo(names.within(pair, pair.second()));
        assertThat(names.within(PairKey.of("gone", pair.first()), "gone")).isEqualTo("gone");
    }

    @Test
    void nothingIsSaidWithoutAName() throws Exception {
        pairs.setAnnotator("");
        assertThat(judge().say(Choice.LEFT)).isFalse();
        assertThat(given()).isEmpty();
    }
}
