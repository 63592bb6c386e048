package org.spatialalign.app.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.pairs.PairsViewModel.Mode;
import org.spatialalign.engine.interchange.PairFormat;
import org.spatialalign.engine.interchange.PairShareFile;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.WorkflowJobs;
import org.testfx.api.FxToolkit;

/** Sets, shares and files of pairs, asked for by commands and answered as a person would, with good and bad files. */
class PairFileActionsTest {

    private final FakeDialogs dialogs = new FakeDialogs();
    private final List<String> toasts = new ArrayList<>();
    private Path folder;
    private Settings settings;
    private ProjectSession session;
    private PairsPage page;

    private final Notices notices = new Notices() {
        @Override
        public void status(String text) {
            toasts.add(text);
        }

        @Override
        public void toast(Kind kind, String text, @Nullable Command action) {
            toasts.add(kind + ": " + text);
        }
    };

    @BeforeAll
    static void toolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        PairsProject.write(folder.resolve("project"), 2, 3, 64, 48, 8);
        settings = new Settings(folder.resolve("config"));
        settings.set(Preferences.ANNOTATOR, "ann");
        Project project = Project.open(folder.resolve("project"), Project.Access.WRITE);
        session = new ProjectSession(project, new WorkflowJobs(project));
        page = new PairsPage(
                new SameThreadUiExecutor(),
                dialogs,
                new Keymap(settings),
                settings,
                notices,
                new SimpleObjectProperty<>(session),
                () -> 0,
                clip -> {});
        pairs().setShown(true);
    }

    @AfterEach
    void stop() throws Exception {
        pairs().open(null);
        session.close();
        settings.close();
    }

    private PairsViewModel pairs() {
        return page.viewModel();
    }

    private void run(String id) {
        Command command = page.commands().stream()
                .filter(one -> one.id().equals("pairs." + id))
                .findFirst()
                .orElseThrow();
        assertThat(command.enabled().get()).as(id).isTrue();
        command.execute();
    }

    private String toast() {
        return toasts.isEmpty() ? "" : toasts.remove(toasts.size() - 1);
    }

    private static <T> T in(Node form, String id, Class<T> type) {
        return type.cast(Objects.requireNonNull(form.lookup(id), id));
    }

    @SuppressWarnings("unchecked")
    private static <T> void choose(Node form, String id, T value) {
        ((ChoiceBox<T>) in(form, id, ChoiceBox.class)).setValue(value);
    }

    private PairSet kept(String name) throws Exception {
        return session.project().pairSets().find(name).orElseThrow();
    }

    private void keep(String name, PairSet.Policy policy) {
        dialogs.willFill(form -> {
            in(form, "#set-name", TextField.class).setText(name);
            choose(form, "#pair-policy", policy);
        });
        run("keep-set");
    }

    @Test
    void aSetIsKeptOnceAndAnotherOneOfItsNameIsRefused() throws Exception {
        keep("first", PairSet.Policy.SCORE);
        assertThat(toast()).isEqualTo("SUCCESS: Set 'first' keeps 6 pairs");
        assertThat(kept("first").pairs()).hasSize(6);
        keep("first", PairSet.Policy.VERDICT);
        assertThat(dialogs.errors).singleElement().asString().contains("'first'", "another name");
        assertThat(toasts).isEmpty();
        run("keep-set");
        assertThat(session.project().pairSets().all()).hasSize(1);
    }

    @Test
    void pairsAreWrittenInEveryFormatAndTakenInAgain() throws Exception {
        keep("first", PairSet.Policy.SCORE);
        for (PairFiles.Format format : PairFiles.Format.values()) {
            Path file = folder.resolve(format + "-" + format.fileName());
            dialogs.willFill(form -> {
                choose(form, "#pair-format", format);
                choose(form, "#pair-source", "first");
            });
            dialogs.willGive(file);
            run("export");
            assertThat(toast()).startsWith("SUCCESS: ").contains(file.toString());
            assertThat(dialogs.errors).isEmpty();
            if (format == PairFiles.Format.PAPER_CSV) {
                assertThat(file).content().contains("reward");
                continue;
            }
            dialogs.willGive(file);
            dialogs.willChoose(0);
            run("import");
            String name = file.getFileName().toString().replaceFirst("\\..*", "");
            assertThat(toast()).isEqualTo("SUCCESS: Set '" + name + "' keeps 6 pairs");
            assertThat(kept(name).pairs()).isEqualTo(kept("first").pairs());
        }
    }

    @Test
    void filesThatAreWrongAreNamedAndNothingIsTakenIn() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), "{\"prompt\": \"a\"}\n");
        dialogs.willGive(bad);
        dialogs.willChoose(0);
        run("import");
        assertThat(dialogs.errors).singleElement().asString().contains("bad.jsonl", "line 1", "chosen");
        Path stranger =
                Files.writeString(folder.resolve("strange.csv"), "path_A,path_B,prompt,TA\nx.mp4,y.mp4,A cat.,A\n");
        dialogs.willGive(stranger);
        dialogs.willChoose(0);
        run("import");
        assertThat(dialogs.errors.get(1)).hasMessageContaining("pair 1").hasMessageContaining("import it first");
        assertThat(session.project().pairSets().all()).isEmpty();
        for (String id : List.of("merge", "take-share")) {
            dialogs.willGive(bad);
            run(id);
        }
        assertThat(dialogs.errors).hasSize(4).allSatisfy(problem -> assertThat(problem.getMessage())
                .containsAnyOf("bad.jsonl", "strange.csv"));
        dialogs.willFill(form -> {});
        dialogs.willGive(folder.resolve("project/project.db/pairs.jsonl"));
        run("export");
        assertThat(dialogs.errors.get(4)).hasMessageContaining("cannot be written");
        assertThat(toasts).isEmpty();
    }

    @Test
    void sharesAreHandedOutTakenInAndVerdictsComeBack() throws Exception {
        Path shares = Files.createDirectory(folder.resolve("shares"));
        dialogs.willFill(form -> {
            in(form, "#hand-out-names", TextField.class).setText("ann, bob");
            form.lookupAll(".spinner").forEach(node -> ((Spinner<?>) node).increment(0));
        });
        dialogs.willGive(shares);
        run("hand-out");
        assertThat(toast()).isEqualTo("SUCCESS: 6 pairs handed out to ann, bob, one file each in " + shares);
        PairShare anns = PairShareFile.read(shares.resolve("ann.json"));
        PairShare bobs = PairShareFile.read(shares.resolve("bob.json"));
        assertThat(anns.blind()).isTrue();
        assertThat(anns.items().size() + bobs.items().size()).isGreaterThanOrEqualTo(7);

        dialogs.willGive(shares.resolve("bob.json"));
        run("take-share");
        assertThat(toast()).contains("It was made for bob; you judge as ann.");
        dialogs.willGive(shares.resolve("ann.json"));
        run("take-share");
        assertThat(toast()).startsWith("SUCCESS: ").contains("taken in.").doesNotContain("made for");
        assertThat(pairs().modeProperty().get()).isEqualTo(Mode.JUDGE);
        assertThat(pairs().judge().queue().entriesProperty().get()).hasSameSizeAs(anns.items());
        pairs().judge().say(Choice.LEFT);

        Path verdicts = folder.resolve("ann.jsonl");
        dialogs.willChoose(0);
        dialogs.willGive(verdicts);
        run("export-verdicts");
        assertThat(toast()).isEqualTo("SUCCESS: 1 verdict written to " + verdicts);
        dialogs.willGive(verdicts);
        run("merge");
        assertThat(toast()).isEqualTo("SUCCESS: 0 of 1 verdict is new; 0 pairs are disputed");
        assertThat(dialogs.errors).isEmpty();
    }

    @Test
    void aShareOfStrangeClipsIsKeptAndSaysWhatIsMissing() throws Exception {
        Path shares = Files.createDirectory(folder.resolve("shares"));
        dialogs.willFill(form -> in(form, "#hand-out-names", TextField.class).setText("ann"));
        dialogs.willGive(shares);
        run("hand-out");
        String text = Files.readString(shares.resolve("ann.json"));
        String strange = new HashSet<>(List.of(text.split("\"")))
                .stream()
                        .filter(word -> word.matches("[0-9a-f]{64}"))
                        .sorted()
                        .findFirst()
                        .orElseThrow();
        Path other = Files.writeString(
                folder.resolve("other.json"), text.replace(strange, strange.replaceAll("^.{12}", "000000000000")));
        dialogs.willGive(other);
        run("take-share");
        assertThat(toast()).startsWith("WARNING: ").contains("have clips that this project lacks; import them.");
    }

    @Test
    void whatAFileOfPairsIsFollowsFromItsBeginning() throws Exception {
        assertThat(PairFormat.of(Files.writeString(folder.resolve("a.jsonl"), "{\"label_0\": 1}")))
                .isEqualTo(PairFormat.DIFFUSION_DPO);
        assertThat(PairFormat.of(Files.writeString(folder.resolve("b.jsonl"), "{\"prompt\": 1}")))
                .isEqualTo(PairFormat.JSONL);
        assertThat(PairFormat.of(folder.resolve("c.CSV"))).isEqualTo(PairFormat.VIDEO_ALIGN);
        assertThat(PairFormat.of(folder.resolve("absent"))).isEqualTo(PairFormat.JSONL);
    }
}
