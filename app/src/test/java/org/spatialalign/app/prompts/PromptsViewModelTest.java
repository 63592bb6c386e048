package org.spatialalign.app.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.prompts.PromptListViewModel.State;
import org.spatialalign.app.undo.UndoViewModel;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.Likeness;
import org.spatialalign.engine.prompt.LintFinding;
import org.spatialalign.engine.prompt.LintFinding.Severity;
import org.spatialalign.engine.prompt.Relation;
import org.spatialalign.engine.prompt.Slot;
import org.spatialalign.engine.store.Edit;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.PromptSet;
import org.spatialalign.engine.store.PromptSet.Purpose;
import org.spatialalign.engine.workflow.WorkflowJobs;

class PromptsViewModelTest {

    private static final Path WAN = Path.of(
                    System.getProperty("basedir", "."), "../engine/src/test/resources/fixtures/wan-pipeline-tiny")
            .toAbsolutePath()
            .normalize();

    private final List<Throwable> problems = new ArrayList<>();
    private final SameThreadUiExecutor executor = new SameThreadUiExecutor();
    private final UndoViewModel.Lane lane = new UndoViewModel.Lane() {
        @Override
        public <T> void submit(Callable<T> work, Consumer<T> onDone, Consumer<Throwable> onFailed) {
            executor.load(this, work, onDone, onFailed);
        }
    };
    private final List<String> said = new ArrayList<>();
    private final PromptsViewModel prompts =
            new PromptsViewModel(executor, lane, () -> "Ada", said::add, problems::add);
    private Project project;
    private ProjectSession session;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        project = Project.create(folder.resolve("project"));
        session = new ProjectSession(project, new WorkflowJobs(project));
        prompts.open(session);
    }

    @AfterEach
    void close() throws Exception {
        prompts.open(null);
        session.close();
        assertThat(problems).isEmpty();
    }

    private void write(String animal, String verb, String object, Relation from, Relation to) {
        prompts.desk().startNew();
        PromptEditorViewModel editor = prompts.editor();
        editor.word(Slot.SCENE).set("In a quiet room");
        editor.word(Slot.ANIMAL).set(animal);
        editor.word(Slot.VERB).set(verb);
        editor.word(Slot.OBJECT).set(object);
        editor.initialProperty().set(from);
        editor.lastProperty().set(to);
        prompts.desk().save();
    }

    private DsrPrompt there(String id) {
        return Objects.requireNonNull(prompts.list().find(id));
    }

    @Test
    void aPromptIsWrittenChangedAndTakenBack() throws Exception {
        assertThat(prompts.list().stateProperty().get()).isEqualTo(State.NO_PROMPTS);
        write("cat", "walks", "chair", Relation.LEFT, Relation.RIGHT);
        write("dog", "runs", "box", Relation.TOP, Relation.LEFT);
        assertThat(prompts.list().rows()).extracting(DsrPrompt::promptId).containsExactly("0001_LR", "0002_TL");
        assertThat(project.prompts().all()).isEqualTo(prompts.list().rows());

        prompts.list().selectedProperty().set(Set.of("0001_LR"));
        assertThat(prompts.editor().word(Slot.ANIMAL).get()).isEqualTo("cat");
        prompts.editor().word(Slot.OBJECT).set("sofa");
        prompts.list().selectedProperty().set(Set.of("0002_TL"));
        assertThat(project.prompts().find("0001_LR").orElseThrow().sentence())
                .as("what was written is stored when another is chosen")
                .endsWith("to the right of the sofa.");

        project.edits().undo();
        assertThat(there("0001_LR").object()).isEqualTo("chair");
        project.edits().undo();
        assertThat(prompts.list().rows()).hasSize(1);
        assertThat(prompts.list().selectedProperty().get()).isEmpty();
        assertThat(prompts.editor().editingProperty().get()).isNull();
        assertThat(project.edits().history(1).get(0).author()).isEqualTo("Ada");
    }

    @Test
    void aCellIsWrittenAndTheSentenceFollows() throws Exception {
        DsrPrompt prompt = TestPrompts.prompt("0001_LR", "LR", "cat", "chair");
        prompts.add("Add", List.of(prompt, TestPrompts.prompt("0002_LR", "LR", "dog", "chair")), false);
        prompts.write(prompt, PromptColumn.TYPE, "tr");
        DsrPrompt now = there("0001_LR");
        assertThat(now.type().code()).isEqualTo("TR");
        assertThat(now.sentence()).contains("on the top of a chair").contains("to the right of the chair");
        prompts.write(now, PromptColumn.SENTENCE, "In a barn, a fox trots from the left of a crate to the top of it.");
        now = there("0001_LR");
        assertThat(List.of(
                        now.animal(),
                        now.verb(),
                        now.object(),
                        now.scene(),
                        now.type().code()))
                .containsExactly("fox", "trots", "crate", "In a barn", "LT");
        DsrPrompt last = now;
        assertThatThrownBy(() -> prompts.write(last, PromptColumn.TYPE, "sideways"))
                .isInstanceOf(PromptInputException.class)
                .hasMessageContaining("two of the letters");
        assertThatThrownBy(() -> prompts.write(last, PromptColumn.ANIMAL, " "))
                .hasMessageContaining("an animal and an object");
        assertThatThrownBy(() -> prompts.write(last, PromptColumn.ID, "0002_LR"))
                .hasMessageContaining("Another prompt has the id");
    }

    private void choose(String id) {
        prompts.list().selectedProperty().set(Set.of(id));
    }

    private List<UnfinishedPrompt> unfinished() {
        return prompts.desk().unfinished().allProperty().get();
    }

    @Test
    void whatIsTypedIsNeverLost() throws Exception {
        write("cat", "walks", "chair", Relation.LEFT, Relation.RIGHT);
        write("dog", "runs", "box", Relation.TOP, Relation.LEFT);
        PromptEditorViewModel editor = prompts.editor();
        prompts.desk().startNew();
        assertThat(unfinished())
                .as("a scene alone is what the last prompt left")
                .isEmpty();
        editor.word(Slot.ANIMAL).set("fox");
        choose("0001_LR");
        assertThat(unfinished()).extracting(UnfinishedPrompt::name).containsExactly("New: fox");
        editor.word(Slot.OBJECT).set("");
        choose("0002_TL");
        assertThat(unfinished()).extracting(UnfinishedPrompt::name).containsExactly("New: fox", "0001_LR");
        assertThat(there("0001_LR").object()).isEqualTo("chair");
        choose("0001_LR");
        assertThat(editor.word(Slot.OBJECT).get()).isEmpty();
        assertThat(editor.dirtyProperty().get()).isTrue();
        editor.revert();
        prompts.desk().startNew();
        assertThat(editor.word(Slot.ANIMAL).get()).isEqualTo("fox");
        assertThat(unfinished()).isEmpty();
        prompts.desk().startNew();
        assertThat(editor.word(Slot.ANIMAL).get()).as("New again").isEqualTo("fox");
        editor.sentenceProperty().set("A fox does something.");

        choose("0002_TL");
        editor.word(Slot.ANIMAL).set("owl");
        List<UnfinishedPrompt> kept = prompts.desk().allUnfinished();
        assertThat(kept).extracting(UnfinishedPrompt::promptId).containsExactly("", "0002_TL");
        prompts.open(null);
        prompts.open(session);
        assertThat(editor.dirtyProperty().get()).isFalse();
        prompts.desk().restore(kept);
        assertThat(editor.sentenceProperty().get()).isEqualTo("A fox does something.");
        choose("0002_TL");
        assertThat(editor.word(Slot.ANIMAL).get()).isEqualTo("owl");
        prompts.desk().save();
        assertThat(there("0002_TL").animal()).isEqualTo("owl");
        assertThat(unfinished()).extracting(UnfinishedPrompt::isNew).containsExactly(true);
    }

    @Test
    void whatIsTypedOutlivesWhatHappensToThePromptElsewhere() throws Exception {
        write("cat", "walks", "chair", Relation.LEFT, Relation.RIGHT);
        choose("0001_LR");
        PromptEditorViewModel editor = prompts.editor();
        editor.word(Slot.ANIMAL).set("owl");
        prompts.write(there("0001_LR"), PromptColumn.OBJECT, "sofa");
        assertThat(there("0001_LR")).returns("owl", DsrPrompt::animal).returns("sofa", DsrPrompt::object);
        assertThat(editor.dirtyProperty().get()).isFalse();
        editor.word(Slot.ANIMAL).set("fox");
        project.edits().undo();
        assertThat(there("0001_LR").object()).isEqualTo("chair");
        assertThat(editor.word(Slot.ANIMAL).get()).isEqualTo("fox");
        project.edits().undo();
        assertThat(prompts.list().rows()).isEmpty();
        assertThat(editor.word(Slot.ANIMAL).get()).isEqualTo("fox");
        prompts.desk().save();
        assertThat(there("0001_LR")).returns("fox", DsrPrompt::animal).returns("sofa", DsrPrompt::object);
    }

    @Test
    void whatCannotBeStoredIsKept() throws Exception {
        write("cat", "walks", "chair", Relation.LEFT, Relation.RIGHT);
        prompts.desk().startNew();
        prompts.editor().word(Slot.ANIMAL).set("owl");
        prompts.editor().word(Slot.OBJECT).set("box");
        prompts.list().open(() -> List.of());
        prompts.desk().save();
        assertThat(problems).hasSize(1);
        assertThat(problems.remove(0)).hasMessageContaining("0001_LR");
        assertThat(unfinished()).extracting(UnfinishedPrompt::name).containsExactly("New: owl box");
    }

    @Test
    void manyAreRemovedAndDuplicatedAsOneStep() throws Exception {
        prompts.add("Add", TestPrompts.many(200, 3), true);
        assertThat(prompts.list().selectedProperty().get()).hasSize(200);
        assertThat(prompts.list().countTextProperty().get()).isEqualTo("200 prompts, 200 selected");
        prompts.duplicateSelected();
        assertThat(prompts.list().rows()).hasSize(400);
        prompts.removeSelected();
        assertThat(prompts.list().rows()).hasSize(200);
        assertThat(project.edits().history(9)).hasSize(3);
        project.edits().undo();
        assertThat(prompts.list().rows()).hasSize(400);
    }

    @Test
    void findingsAreListedFilteredAndFixed() {
        prompts.add(
                "Add",
                List.of(
                        TestPrompts.prompt("1_LR", "LR", "cats", "chair"),
                        TestPrompts.prompt("2_LR", "LR", "dog", "chair"),
                        TestPrompts.prompt("3_LL", "LL", "dog", "box")),
                false);
        assertThat(prompts.lint().of("2_LR")).isEmpty();
        assertThat(prompts.lint().of("3_LL").get(0).severity().name()).isEqualTo("ERROR");
        prompts.fix(prompts.lint().allProperty().get());
        assertThat(there("1_LR").animal()).isEqualTo("cat");
        assertThat(prompts.lint().of("1_LR")).isEmpty();
        prompts.lint().onlyProperty().set(Severity.WARNING);
        assertThat(prompts.lint().shownProperty().get())
                .isNotEqualTo(prompts.lint().allProperty().get());
    }

    @Test
    void wordsAreCheckedWithTheModelsThatWereChosen(@TempDir Path models) throws Exception {
        prompts.add("Add", List.of(TestPrompts.prompt("1_LR", "LR", "cat", "chair")), false);
        assertThat(prompts.lint().of("1_LR")).isEmpty();
        Path detector = Files.createDirectory(models.resolve("dino"));
        Files.writeString(detector.resolve("vocab.txt"), "[UNK]\ncat\nch\n##air\n");
        ReadersViewModel readers = prompts.readers();
        readers.choose(detector);
        readers.choose(WAN);
        readers.choose(detector);
        assertThat(readers.allProperty().get())
                .extracting(ReadersViewModel.Reader::name)
                .containsExactly("dino", "wan-pipeline-tiny");
        assertThat(prompts.lint().of("1_LR"))
                .extracting(LintFinding::message)
                .as("the tiny text encoder knows no capital I")
                .containsExactly(
                        "wan-pipeline-tiny cannot read 'In' in the sentence",
                        "dino reads 'chair' in pieces: ch ##air; it may label a box with a part of it");
        prompts.list().selectedProperty().set(Set.of("1_LR"));
        prompts.editor().word(Slot.OBJECT).set("owl");
        assertThat(prompts.editor().findingsProperty().get())
                .extracting(LintFinding::message)
                .contains("dino cannot read 'owl'");
        prompts.editor().revert();

        readers.choose(models);
        assertThat(problems).hasSize(1);
        assertThat(problems.remove(0)).hasMessageContaining("holds no tokenizer");
        assertThat(readers.allProperty().get()).hasSize(2);

        Path gone = models.resolve("gone").toAbsolutePath();
        readers.restore(List.of(gone, detector));
        assertThat(readers.allProperty().get())
                .extracting(ReadersViewModel.Reader::problem)
                .satisfiesExactly(
                        problem -> assertThat(problem).contains("there is no such file"),
                        problem -> assertThat(problem).isEmpty());
        readers.remove(gone);
        readers.remove(detector);
        assertThat(prompts.lint().of("1_LR")).isEmpty();
    }

    @Test
    void wordsAreEditedCheckedAndTakenBack() throws Exception {
        VocabularyViewModel words = prompts.words();
        words.text(WordList.ANIMALS).set("zebra: gallops\n\nzebra: walks");
        assertThat(words.problemProperty().get())
                .hasToString("Animals, line 3: 'zebra' is there already (line 1); remove one of them");
        words.save();
        assertThat(project.vocabulary().find()).as("nothing wrong is stored").isEmpty();
        words.text(WordList.ANIMALS).set("zebra: gallops, walks [plural]");
        assertThat(words.problemProperty().get()).isNull();
        words.save();
        assertThat(project.vocabulary().find().orElseThrow().animals()).hasSize(1);
        assertThat(prompts.editor().verbsOf("zebra")).containsExactly("gallops", "walks");
        assertThat(words.dirtyProperty().get()).isFalse();
        project.edits().undo();
        assertThat(prompts.editor().verbsOf("zebra")).contains("prowls");
    }

    @Test
    void aFrozenSetStaysAndLeaksAreFound() throws Exception {
        DsrPrompt one = TestPrompts.prompt("1_LR", "LR", "cat", "chair");
        DsrPrompt other = TestPrompts.prompt("2_TL", "TL", "dog", "box");
        prompts.add("Add", List.of(one, other, one.withId("3_LR")), false);
        PromptSetsViewModel sets = prompts.sets();
        assertThat(sets.nameProblem(" ")).isNotEmpty();
        assertThat(prompts.lint().checkingProperty().get()).isFalse();
        sets.create("eval", Purpose.EVAL, List.of(one));
        sets.create("train", Purpose.TRAIN, List.of(other));
        assertThat(sets.nameProblem("Train")).contains("already");
        assertThat(sets.leaksProperty().get()).isEmpty();
        PromptSet train = find("train", 1);
        sets.freeze(train);
        assertThat(find("train", 1).frozen()).isTrue();
        sets.assign(find("train", 1), List.of(other, one.withId("3_LR")));
        assertThat(find("train", 2).frozen()).isFalse();
        assertThat(sets.leaksProperty().get()).hasSize(1);
        assertThat(sets.leaksProperty().get().get(0).likeness()).isEqualTo(Likeness.SAME_SENTENCE);
        sets.removeDraft(find("train", 2));
        assertThat(sets.leaksProperty().get()).isEmpty();
        project.edits().undo();
        assertThat(sets.leaksProperty().get()).hasSize(1);
        project.edits().undo();
        assertThat(project.edits().nextUndo()).map(Edit::label).contains("Make set eval");
    }

    @Test
    void aSetGrowsShrinksAndIsRenamedStepByStep() throws Exception {
        DsrPrompt one = TestPrompts.prompt("1_LR", "LR", "cat", "chair");
        DsrPrompt other = TestPrompts.prompt("2_TL", "TL", "dog", "box");
        prompts.add("Add", List.of(one, other), false);
        PromptSetsViewModel sets = prompts.sets();
        sets.create("first", Purpose.OTHER, List.of(other));
        assertThat(sets.chosenProperty().get()).isEqualTo(find("first", 1));
        sets.add(find("first", 1), List.of(one, other));
        assertThat(project.promptSets().prompts(find("first", 1).id())).containsExactly(other, one);
        assertThat(project.edits().nextUndo()).map(Edit::label).contains("Add 2 prompts to set first");
        sets.add(find("first", 1), List.of(one));
        sets.describe(find("first", 1), "first", Purpose.OTHER);
        assertThat(project.edits().history(9))
                .as("what changes nothing is no step")
                .hasSize(3);
        sets.describe(find("first", 1), " second ", Purpose.EVAL);
        assertThat(find("second", 1).purpose()).isEqualTo(Purpose.EVAL);
        project.edits().undo();
        assertThat(sets.named(find("first", 1))).isFalse();
        sets.freeze(find("first", 1));
        assertThat(sets.named(find("first", 1))).isTrue();
        sets.takeOut(find("first", 1), List.of(other));
        assertThat(project.promptSets().prompts(find("first", 2).id())).containsExactly(one);
        assertThat(sets.chosenProperty().get()).isEqualTo(find("first", 2));
        assertThat(project.promptSets().prompts(find("first", 1).id())).containsExactly(other, one);
        project.edits().undo();
        assertThat(sets.sets()).hasSize(1);
        project.edits().undo();
        assertThat(prompts.list().rows())
                .as("what led to the frozen set is passed over")
                .isEmpty();
    }

    private PromptSet find(String name, int version) {
        return prompts.sets().sets().stream()
                .filter(set -> set.name().equals(name) && set.version() == version)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void revealsInSpiteOfFilters() {
        prompts.add("Add", TestPrompts.many(20, 3), false);
        prompts.list().filterProperty().set(PromptFilter.ALL.withText("nothing like that"));
        assertThat(prompts.list().stateProperty().get()).isEqualTo(State.NO_MATCH);
        String id = prompts.list().allProperty().get().get(5).promptId();
        prompts.list().reveal(Set.of(id));
        assertThat(prompts.list().rows()).hasSize(20);
        assertThat(prompts.list().selection()).extracting(DsrPrompt::promptId).containsExactly(id);
    }
}
