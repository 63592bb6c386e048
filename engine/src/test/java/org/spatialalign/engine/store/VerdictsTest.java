package org.spatialalign.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.prefer.Reason;
import org.spatialalign.engine.prefer.Ruling;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.prefer.VerdictEvent;
import org.spatialalign.engine.prefer.VerdictLog;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.track.Corrections;

class VerdictsTest {

    private Path temp;

    @BeforeEach
    void folder(@TempDir Path folder) {
        temp = folder;
    }

    private Project project() throws Exception {
        Project project = Project.create(temp.resolve("project"));
        Fixtures.addClip(project, temp.resolve("source"), 1);
        Fixtures.addClip(project, temp.resolve("source"), 2);
        return project;
    }

    private static Verdict said(Project project, Choice choice, String annotator) throws Exception {
        List<ClipRecord> clips = project.clips().all();
        return Verdict.of(clips.get(0).id(), clips.get(1).id(), choice, annotator, Instant.EPOCH);
    }

    @Test
    void whatIsGivenComesBackWithItsTimeAndTheBoxesItWasSaidOf() throws Exception {
        Project project = project();
        List<ProjectChange> changes = new ArrayList<>();
        project.addListener(changes::add);
        Verdict first = project.verdicts()
                .give(said(project, Choice.LEFT, "Änne")
                        .withReasons(List.of(Reason.WRONG_END))
                        .watched(4000, 2500));
        assertThat(first.at()).isAfter(Instant.EPOCH.plusSeconds(1));
        assertThat(first.leftBoxes())
                .isEqualTo(project.scores().inputHash(first.left()).hex());
        assertThat(project.scores().inputHashes()).containsEntry(first.right(), first.rightBoxes());
        Verdict second = project.verdicts().give(said(project, Choice.TIE, "Änne"));
        assertThat(second.at()).isAfter(first.at());
        assertThat(changes)
                .containsExactly(
                        new ProjectChange(ProjectChange.Kind.VERDICTS, null),
                        new ProjectChange(ProjectChange.Kind.VERDICTS, null));
        VerdictLog before = project.verdicts().log();
        project.close();
        try (Project again = Project.open(temp.resolve("project"), Project.Access.READ_ONLY)) {
            VerdictLog log = again.verdicts().log();
            assertThat(log).isEqualTo(before);
            assertThat(log.events().values()).containsExactly(first, second);
            assertThat(log.current(first.key(), "Änne")).contains(second);
        }
    }

    @Test
    void takingBackAddsARowAndMayBeDoneSeveralTimes() throws Exception {
        try (Project project = project()) {
            Verdict first = project.verdicts().give(said(project, Choice.LEFT, "ann"));
            Verdict second = project.verdicts().give(said(project, Choice.RIGHT, "ann"));
            project.verdicts().give(said(project, Choice.RIGHT, "bob"));
            assertThat(project.verdicts().takeBackLast("ann")).contains(second);
            assertThat(project.verdicts().log().current(first.key(), "ann")).contains(first);
            project.verdicts().takeBack(first);
            assertThat(project.verdicts().takeBackLast("ann")).isEmpty();
            assertThat(project.verdicts().log().events()).hasSize(5);
            assertThat(project.verdicts().log().of(first.key()).current()).containsOnlyKeys("bob");
            assertThatThrownBy(() -> project.verdicts().takeBack(said(project, Choice.LEFT, "ann")))
                    .hasMessageContaining("no such verdict");
        }
    }

    @Test
    void rowsAreNeverChangedAndSetsNeither() throws Exception {
        try (Project project = project()) {
            project.verdicts().give(said(project, Choice.LEFT, "ann"));
            assertThatThrownBy(() -> project.database().write(h -> h.execute("UPDATE verdict_event SET at = ''")))
                    .hasMessageContaining("only ever added");
            assertThatThrownBy(() -> project.database().write(h -> h.execute("DELETE FROM verdict_event")))
                    .hasMessageContaining("only ever added");
            assertThat(project.verdicts().log().events()).hasSize(1);
        }
    }

    @Test
    void aTransactionThatFailsLeavesNothingBehind() throws Exception {
        try (Project project = project()) {
            assertThatThrownBy(() -> project.inTransaction(() -> {
                        project.verdicts().give(said(project, Choice.LEFT, "ann"));
                        assertThat(project.verdicts().log().events()).hasSize(1);
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");
            assertThat(project.verdicts().log().events()).isEmpty();
            project.verdicts().give(said(project, Choice.RIGHT, "ann"));
            assertThat(project.verdicts().log().events()).hasSize(1);
        }
    }

    @Test
    void aVerdictOnAClipThatIsNotThereIsRefused() throws Exception {
        try (Project project = project()) {
            Verdict verdict = Verdict.of("nobody", "noone", Choice.LEFT, "ann", Instant.EPOCH);
            assertThatThrownBy(() -> project.verdicts().give(verdict)).hasMessageContaining("nobody");
            // From another project it is kept; the clips may come later.
            assertThat(project.verdicts().merge(List.of(verdict))).isEqualTo(1);
        }
    }

    @Test
    void aCorrectionMakesAVerdictStaleUntilItIsGivenAgain() throws Exception {
        try (Project project = project()) {
            Verdict verdict = project.verdicts().give(said(project, Choice.LEFT, "ann"));
            Ruling ruling = project.verdicts().log().rulings().get(0);
            assertThat(ruling.stale(project.scores().inputHashes())).isFalse();
            Corrections corrections = Fixtures.corrections(new Random(1));
            project.edits().apply("Move", "me", new Annotation(verdict.left(), null, corrections));
            assertThat(ruling.stale(project.scores().inputHashes())).isTrue();
            project.verdicts().give(verdict);
            ruling = project.verdicts().log().rulings().get(0);
            assertThat(ruling.stale(project.scores().inputHashes())).isFalse();
        }
    }

    @Test
    void mergingInAnyOrderAndTwiceGivesTheSame() throws Exception {
        List<List<VerdictEvent>> files = new ArrayList<>();
        Random random = new Random(8);
        for (String annotator : List.of("ann", "bob", "cho")) {
            List<VerdictEvent> events = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                events.add(Verdict.of(
                        "a" + random.nextInt(3),
                        "b" + random.nextInt(3),
                        List.of(Choice.values()).get(random.nextInt(5)),
                        annotator,
                        Instant.ofEpochSecond(random.nextInt(20))));
            }
            files.add(events);
        }
        List<VerdictLog> results = new ArrayList<>();
        for (int[] order : new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0, 1, 2}}) {
            try (Project project = Project.create(temp.resolve("p" + results.size()))) {
                for (int file : order) {
                    project.verdicts().merge(files.get(file));
                }
                assertThat(project.verdicts().merge(files.get(0))).isZero();
                results.add(project.verdicts().log());
            }
        }
        assertThat(results).allSatisfy(log -> {
            assertThat(log).isEqualTo(results.get(0));
            assertThat(log.pairs()).isEqualTo(results.get(0).pairs());
        });
    }

    @Test
    void setsAndSharesComeBackWhole() throws Exception {
        DsrType type = DsrType.of("LT");
        PreferencePair pair = new PreferencePair(
                "p1",
                "A cat.",
                type,
                "a",
                "b",
                false,
                0.9,
                null,
                null,
                PreferencePair.Source.HUMAN,
                List.of("ann"),
                Instant.ofEpochSecond(9),
                List.of(Reason.NO_MOTION),
                "x",
                "");
        PairRules rules = PairRules.FAIR.withThreshold(type, 0.3).withCap(4, PairRules.Choice.WIDEST_MARGIN, 7);
        PairSet set =
                PairSet.of("first", PairSet.Policy.BOTH, rules, "paper-v5", Instant.ofEpochSecond(10), List.of(pair));
        PairShare share = PairShare.of(
                "ann",
                true,
                Instant.ofEpochSecond(11),
                List.of(new PairShare.Item(
                        "p1", "A cat.", type, ContentHash.ofText("a"), ContentHash.ofText("b"), false, null, null)));
        try (Project project = project()) {
            project.pairSets().add(set);
            project.pairSets().add(set);
            project.pairShares().add(share);
            project.pairShares().add(share);
            PairSet other =
                    PairSet.of("first", PairSet.Policy.SCORE, null, "paper-v5", Instant.ofEpochSecond(12), List.of());
            assertThatThrownBy(() -> project.pairSets().add(other))
                    .hasMessageContaining("first")
                    .hasMessageContaining("another name");
        }
        try (Project project = Project.open(temp.resolve("project"), Project.Access.WRITE)) {
            assertThat(project.pairSets().find("first")).contains(set);
            assertThat(project.pairSets().find(set.hash())).contains(set);
            assertThat(project.pairSets().find("second")).isEmpty();
            assertThat(project.pairSets().all()).singleElement().satisfies(heading -> {
                assertThat(heading.pairs()).isEqualTo(1);
                assertThat(heading.policy()).isEqualTo(PairSet.Policy.BOTH);
            });
            assertThat(project.pairShares().all()).containsExactly(share);
            assertThat(project.pairShares().find(share.id())).contains(share);
        }
    }

    @Test
    void everyVerdictThatWasAcknowledgedSurvivesAKill() throws Exception {
        killAndLook(8);
    }

    @Test
    @Tag("slow")
    void andFiftyKills() throws Exception {
        killAndLook(50);
    }

    /** Small writes, killed at random moments: every line the worker printed is a promise. */
    private void killAndLook(int kills) throws Exception {
        project().close();
        Path folder = temp.resolve("project");
        Random random = new Random(20260222);
        List<String> promised = new ArrayList<>();
        for (int round = 0; round < kills; round++) {
            try (ForkedJvm worker = ForkedJvm.start("verdicts", folder.toString(), Integer.toString(round))) {
                for (int lines = 1 + random.nextInt(40); lines > 0; lines--) {
                    promised.add(Objects.requireNonNull(worker.line()));
                }
                promised.addAll(worker.kill());
            }
        }
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            VerdictLog log = project.verdicts().log();
            assertThat(log.events().keySet()).containsAll(promised);
            // Of the last write of each life nobody may have heard; nothing else was made up.
            assertThat(log.events()).hasSizeBetween(promised.size(), promised.size() + kills);
            assertThat(log.pairs()).containsOnlyKeys(key(project));
            assertThat(promised).hasSizeGreaterThan(10 * kills).doesNotHaveDuplicates();
        }
    }

    private static PairKey key(Project project) throws Exception {
        return said(project, Choice.LEFT, "x").key();
    }
}
