package org.spatialalign.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.evaluate.EvaluateViewModel.State;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.FakeDialogs;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.evaluate.ComparisonTable.Group;
import org.spatialalign.engine.evaluate.MotionKind;
import org.spatialalign.engine.evaluate.Unscorable;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.PromptSet;
import org.spatialalign.engine.store.PromptSetChange;

/** What the page computes and does, without a window. */
class EvaluateViewModelTest {

    private final Path folder;
    private final SameThreadUiExecutor executor = new SameThreadUiExecutor();
    private final SimpleObjectProperty<@Nullable ProjectSession> session = new SimpleObjectProperty<>();
    private final List<Throwable> problems = new ArrayList<>();
    private final FakeDialogs dialogs = new FakeDialogs();
    private final List<String> told = new ArrayList<>();
    private final List<String> inspected = new ArrayList<>();
    private final EvaluateViewModel evaluate;
    private final PairsListViewModel list;
    private final SideBySideViewModel sides;
    private final AtlasViewModel atlas;
    private final EvaluateActions actions;

    EvaluateViewModelTest(@TempDir Path folder) {
        this.folder = folder;
        evaluate = new EvaluateViewModel(executor, session, problems::add);
        evaluate.setVisible(true);
        list = new PairsListViewModel(evaluate);
        sides = new SideBySideViewModel(executor, evaluate, list, problems::add);
        atlas = new AtlasViewModel(executor, evaluate, problems::add);
        Notices notices = new Notices() {
            @Override
            public void status(String text) {
                told.add(text);
            }

            @Override
            public void toast(Kind kind, String text, @Nullable Command action) {
                told.add(text);
            }
        };
        actions = new EvaluateActions(evaluate, list, sides, atlas, executor, dialogs, notices, inspected::add);
    }

    @AfterEach
    void close() throws Exception {
        ProjectSession open = session.get();
        session.set(null);
        if (open != null) {
            open.close();
        }
        assertThat(problems).isEmpty();
    }

    private Project open() throws Exception {
        Project project = TwoModels.create(folder);
        session.set(TwoModels.session(project));
        return project;
    }

    @Test
    void withoutAnythingItSaysWhatIsMissing() throws Exception {
        assertThat(evaluate.stateProperty().get()).isEqualTo(State.NO_PROJECT);
        Project project = Project.create(folder.resolve("empty"));
        session.set(TwoModels.session(project));
        assertThat(evaluate.stateProperty().get()).isEqualTo(State.NO_CLIPS);
        project.prompts().add(TwoModels.prompt("1_LR", "LR"), "prompts.csv");
        TwoModels.add(project, folder, "base", "1_LR", "LR", 0, 0, TwoModels.FRAMES);
        // A change in the project is seen by itself.
        assertThat(evaluate.stateProperty().get()).isEqualTo(State.ONE_MODEL);
        TwoModels.add(project, folder, "tuned", "1_LR", "LR", 0, 1, TwoModels.FRAMES);
        assertThat(evaluate.stateProperty().get()).isEqualTo(State.READY);
        assertThat(evaluate.requireShown().choice().tuned()).containsExactly("tuned");
    }

    @Test
    void theLikelyModelsAreChosenAndEveryChoiceIsFollowed() throws Exception {
        Project project = open();
        assertThat(evaluate.baseProperty().get()).isEqualTo("base");
        assertThat(evaluate.tunedProperty().get()).containsExactly("base+lora");
        assertThat(evaluate.modelsProperty().get()).containsEntry("base", 4).containsEntry("base+lora", 4);
        var row = Objects.requireNonNull(
                        evaluate.requireShown().evaluation().versus().get("base+lora"))
                .overall();
        assertThat(row.base().share()).isZero();
        assertThat(row.tuned().share()).isEqualTo(0.75);
        assertThat(row.tuned().unscorable()).isEqualTo(1);
        evaluate.countingProperty().set(Unscorable.LEFT_OUT);
        assertThat(overallTuned()).isEqualTo(1);
        evaluate.seedsProperty().set(Set.of(1L));
        assertThat(evaluate.requireShown().evaluation().unscorable().get("base+lora"))
                .hasSize(1)
                .allMatch(clip -> clip.reason().startsWith("Too few valid frames"));
        evaluate.seedsProperty().set(Set.of());
        project.edits()
                .apply(
                        "Make set eval",
                        "Ada",
                        new PromptSetChange.Create("eval", PromptSet.Purpose.EVAL, List.of("1_LR")));
        PromptSet set = project.promptSets().latest("eval").orElseThrow();
        assertThat(evaluate.setsProperty().get()).hasSize(2);
        evaluate.promptsProperty().set(evaluate.setsProperty().get().get(1));
        assertThat(set.name()).isEqualTo("eval");
        assertThat(Objects.requireNonNull(
                                evaluate.requireShown().evaluation().versus().get("base+lora"))
                        .pairs())
                .hasSize(2);
        evaluate.thresholdProperty().set(0.4);
        assertThat(evaluate.requireShown().evaluation().threshold()).isCloseTo(0.4, within(1e-12));
        evaluate.choose("base+lora", false);
        assertThat(evaluate.shownProperty().get()).isNull();
        evaluate.choose("base", true);
        assertThat(evaluate.tunedProperty().get()).isEmpty();
        evaluate.baseProperty().set("base+lora");
        evaluate.choose("base", true);
        assertThat(evaluate.requireShown().choice().base()).isEqualTo("base+lora");
    }

    private double overallTuned() {
        return Objects.requireNonNull(
                        evaluate.requireShown().evaluation().versus().get("base+lora"))
                .overall()
                .tuned()
                .share();
    }

    @Test
    void aRowOfTheTableLeadsToItsClips() throws Exception {
        open();
        var all = Objects.requireNonNull(
                evaluate.requireShown().evaluation().versus().get("base+lora"));
        for (var pair : all.pairs()) {
            TableRow row = new TableRow(Group.TYPE, pair.base().type().code());
            actions.showClips(row);
            assertThat(actions.partProperty().get()).isEqualTo(EvaluatePart.CLIPS);
            assertThat(list.pairsProperty().get()).isNotEmpty().allMatch(row::holds);
            int counted = list.countsProperty().get().entrySet().stream()
                    .filter(sort -> sort.getKey() != OutcomeFilter.UNSCORABLE)
                    .mapToInt(java.util.Map.Entry::getValue)
                    .sum();
            assertThat(counted)
                    .isEqualTo((int) all.pairs().stream().filter(row::holds).count());
        }
        actions.showClips(new TableRow(Group.ANIMAL, "unicorn"));
        assertThat(list.pairsProperty().get()).isEmpty();
        // A clip that is looked for is found whatever the list is of.
        assertThat(list.reveal(all.pairs().get(0).tuned().clip())).isTrue();
        assertThat(list.rowProperty().get()).isEqualTo(TableRow.ALL);
    }

    @Test
    void choicesComeBackAsFarAsTheyAreStillThere() throws Exception {
        Project project = open();
        project.edits()
                .apply(
                        "Make set eval",
                        "Ada",
                        new PromptSetChange.Create("eval", PromptSet.Purpose.EVAL, List.of("1_LR")));
        PromptChoice eval = evaluate.setsProperty().get().get(1);
        evaluate.restore(new EvaluateViewModel.Earlier(
                "base+lora", Set.of("base", "gone"), eval.label(), "gone", Set.of(1L, 99L)));
        assertThat(evaluate.requireShown().choice().base()).isEqualTo("base+lora");
        assertThat(evaluate.tunedProperty().get()).containsExactly("base");
        assertThat(evaluate.promptsProperty().get()).isEqualTo(eval);
        assertThat(evaluate.structuresProperty().get()).isEqualTo(StructureChoice.ALL);
        assertThat(evaluate.seedsProperty().get()).containsExactly(1L);
        // Only once: what is chosen afterwards stays when the project changes.
        evaluate.promptsProperty().set(PromptChoice.ALL);
        evaluate.load();
        assertThat(evaluate.promptsProperty().get()).isEqualTo(PromptChoice.ALL);
    }

    @Test
    void sentenceStructuresCanBeSetApart() throws Exception {
        Project project = Project.create(folder.resolve("structures"));
        for (String type : List.of("LR", "TL")) {
            String id = "1_" + type;
            DsrPrompt plain = TwoModels.prompt(id, type);
            project.prompts()
                    .add(
                            new DsrPrompt(
                                    id,
                                    plain.type(),
                                    plain.animal(),
                                    plain.object(),
                                    plain.scene(),
                                    plain.initialPhrase(),
                                    plain.finalPhrase(),
                                    plain.sentence(),
                                    plain.group(),
                                    "walks",
                                    type.equals("LR") ? "plain" : "from-to"),
                            "prompts.csv");
            TwoModels.add(project, folder, "base", id, type, 0, 0, TwoModels.FRAMES);
            TwoModels.add(project, folder, "tuned", id, type, 0, 1, TwoModels.FRAMES);
        }
        session.set(TwoModels.session(project));
        assertThat(evaluate.allStructuresProperty().get())
                .extracting(StructureChoice::label)
                .containsExactly("All structures", "from-to", "plain");
        evaluate.structuresProperty().set(evaluate.allStructuresProperty().get().get(1));
        assertThat(list.pairsProperty().get())
                .extracting(pair -> pair.base().promptId())
                .containsExactly("1_TL");
    }

    @Test
    void pairsAreSortedByWhatBecameOfThemAndPlayedTogether() throws Exception {
        open();
        assertThat(list.countsProperty().get())
                .containsEntry(OutcomeFilter.WON, 3)
                .containsEntry(OutcomeFilter.LOST, 0)
                .containsEntry(OutcomeFilter.STILL_BELOW, 1)
                .containsEntry(OutcomeFilter.UNSCORABLE, 1);
        assertThat(sides.sidesProperty().get()).as("nothing is decoded unseen").isEmpty();
        actions.show(EvaluatePart.CLIPS);
        sides.setVisible(true);
        assertThat(sides.sidesProperty().get())
                .extracting(SideBySideViewModel.Side::model)
                .containsExactly("base", "base+lora");
        assertThat(sides.playhead().frameCount()).isEqualTo(TwoModels.FRAMES);
        assertThat(actions.sentence(list.selectedProperty().get())).startsWith("A cat is");
        String first =
                Objects.requireNonNull(list.selectedProperty().get()).tuned().clip();
        actions.command("next").execute();
        assertThat(Objects.requireNonNull(list.selectedProperty().get()).tuned().clip())
                .isNotEqualTo(first);
        actions.command("back").execute();
        actions.command("inspect").execute();
        assertThat(inspected).containsExactly(first);
        list.filterProperty().set(OutcomeFilter.LOST);
        assertThat(list.selectedProperty().get()).isNull();
        assertThat(actions.command("inspect").enabled().get()).isFalse();
        assertThat(sides.sidesProperty().get()).isEmpty();
    }

    @Test
    void theAtlasShowsTheWaysAndLeadsToTheClips() throws Exception {
        open();
        atlas.setVisible(true);
        actions.show(EvaluatePart.ATLAS);
        assertThat(atlas.modelProperty().get()).isEqualTo("base+lora");
        assertThat(atlas.countsProperty().get())
                .containsEntry(MotionKind.FOLLOWS, 3)
                .containsEntry(MotionKind.VANISHES, 1);
        atlas.modelProperty().set("base");
        assertThat(atlas.countsProperty().get()).containsOnlyKeys(MotionKind.NEVER_MOVES);
        assertThat(atlas.waysProperty().get()).containsOnlyKeys("LR", "TL");
        actions.command("next").execute();
        String clip =
                Objects.requireNonNull(atlas.selectedProperty().get()).clip().clip();
        actions.command("compare").execute();
        assertThat(actions.partProperty().get()).isEqualTo(EvaluatePart.CLIPS);
        assertThat(Objects.requireNonNull(list.selectedProperty().get()).base().clip())
                .isEqualTo(clip);
        atlas.choose(MotionKind.NEVER_MOVES, false);
        assertThat(atlas.kindsProperty().get()).isEqualTo(EnumSet.complementOf(EnumSet.of(MotionKind.NEVER_MOVES)));
    }

    @Test
    void figuresAndReportAreWritten() throws Exception {
        open();
        for (String name : List.of("a.csv", "a.tex", "a.json")) {
            dialogs.willGive(folder.resolve(name));
            actions.command("export").execute();
            assertThat(folder.resolve(name)).isNotEmptyFile();
        }
        assertThat(Files.readString(folder.resolve("a.tex"))).contains("\\toprule");
        dialogs.willGive(folder.resolve("report.html"));
        actions.command("report").execute();
        assertThat(folder.resolve("report.html")).content().contains("base+lora against base");
        assertThat(told).hasSize(4).allMatch(line -> line.startsWith("Written to"));
        dialogs.willGive(folder);
        actions.command("report").execute();
        assertThat(dialogs.errors).hasSize(1);
    }

    @Test
    void looksAreMeasuredByAJobAndThenShown() throws Exception {
        open();
        assertThat(evaluate.requireShown().appearance().isEmpty()).isTrue();
        // Unseen, so that the job's own thread does not read along.
        evaluate.setVisible(false);
        actions.command("looks").execute();
        ProjectSession open = Objects.requireNonNull(session.get());
        open.jobs().await(open.jobs().jobs().get(0).id());
        evaluate.setVisible(true);
        assertThat(evaluate.requireShown().appearance().consistency()).hasSize(7);
        assertThat(evaluate.requireShown().appearance().consistency().values()).allMatch(v -> v > 0.8 && v <= 1);
        assertThat(evaluate.requireShown().appearance().diversity()).containsOnlyKeys("base", "base+lora");
    }
}
