package org.spatialalign.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.PromptSet.Purpose;

class PromptSetsTest {

    private final Path folder;

    PromptSetsTest(@TempDir Path temp) {
        folder = temp.resolve("study");
    }

    @Test
    void aFrozenVersionStaysWhateverBecomesOfItsPrompts() throws ProjectException {
        long first;
        DsrPrompt changed = Fixtures.prompt("a", "TL");
        try (Project project = Project.create(folder)) {
            add(project, "a", "b", "c");
            PromptSetRepository sets = project.promptSets();
            PromptSet draft = create(project, "held out", Purpose.EVAL, "b", "a", "b");
            assertThat(draft)
                    .returns(1, PromptSet::version)
                    .returns(2, PromptSet::size)
                    .returns(false, PromptSet::frozen);
            PromptSet frozen = sets.freeze(draft.id());
            assertThat(frozen.frozen()).isTrue();
            assertThat(sets.freeze(draft.id())).isEqualTo(frozen);
            first = frozen.id();
            project.edits()
                    .apply("Change", "Ann", List.of(PromptChange.replace("a", changed), PromptChange.remove("b")));
            assertThat(sets.prompts(first)).containsExactly(prompt("b"), prompt("a"));

            PromptSet next = assign(project, "held out", "a", "c");
            assertThat(next).returns(2, PromptSet::version).returns(Purpose.EVAL, PromptSet::purpose);
            assertThat(sets.prompts(next.id())).containsExactly(changed, prompt("c"));
            assertThat(assign(project, "held out", "c", "a").id()).isEqualTo(next.id());
            assertThat(sets.freeze(next.id()).hash()).isNotEqualTo(frozen.hash());
        }
        try (Project project = Project.open(folder, Project.Access.READ_ONLY)) {
            PromptSetRepository sets = project.promptSets();
            assertThat(sets.all()).extracting(PromptSet::version).containsExactly(2, 1);
            assertThat(sets.prompts(first)).containsExactly(prompt("b"), prompt("a"));
            assertThat(sets.latest("held out")).map(PromptSet::version).contains(2);
        }
    }

    @Test
    void theDatabaseItselfRefusesToChangeAFrozenSet() throws ProjectException {
        try (Project project = Project.create(folder)) {
            add(project, "a", "b");
            PromptSet set = create(project, "train", Purpose.TRAIN, "a");
            project.promptSets().freeze(set.id());
            for (String sql : List.of(
                    "DELETE FROM prompt_set",
                    "DELETE FROM prompt_set_member",
                    "UPDATE prompt_set SET name = 'x'",
                    "UPDATE prompt_set_member SET content = '{}'",
                    "INSERT INTO prompt_set_member (set_id, position, prompt_id) VALUES (" + set.id() + ", 1, 'b')")) {
                assertThatThrownBy(() -> project.database().write(h -> h.execute(sql)))
                        .as(sql)
                        .hasStackTraceContaining("a frozen set of prompts is never changed");
            }
        }
    }

    @Test
    void aDraftFollowsItsPrompts() throws ProjectException {
        try (Project project = Project.create(folder)) {
            add(project, "a", "b");
            PromptSetRepository sets = project.promptSets();
            PromptSet draft = create(project, "train", Purpose.TRAIN, "a", "b");
            project.edits().apply("Remove", "Ann", List.of(PromptChange.remove("a")));
            assertThat(sets.find(draft.id())).map(PromptSet::size).contains(1);
            assertThat(sets.prompts(draft.id())).containsExactly(prompt("b"));
            assertThatThrownBy(() -> sets.freeze(draft.id()))
                    .hasMessageContaining("1 prompts of the set \"train\" were removed");
            project.edits().undo();
            assertThat(sets.freeze(draft.id()).size()).isEqualTo(2);
        }
    }

    @Test
    void refusesWhatMakesNoSense() throws ProjectException {
        try (Project project = Project.create(folder)) {
            add(project, "a");
            PromptSetRepository sets = project.promptSets();
            PromptSet empty = create(project, "train", Purpose.TRAIN);
            assertThatThrownBy(() -> sets.freeze(empty.id())).hasMessageContaining("has no prompts");
            assertThatThrownBy(() -> create(project, "train", Purpose.EVAL)).hasMessageContaining("already");
            assertThatThrownBy(() -> create(project, " ", Purpose.EVAL)).hasMessageContaining("needs a name");
            assertThatThrownBy(() -> assign(project, "train", "x")).hasMessageContaining("no prompt x");
            assertThatThrownBy(() -> assign(project, "test", "a")).hasMessageContaining("no set \"test\"");
            assertThatThrownBy(() -> sets.prompts(99)).hasMessageContaining("number 99");
            assertThat(project.edits().history(9))
                    .as("what is refused leaves no trace")
                    .hasSize(1);
            change(project, new PromptSetChange.Remove(empty.id()));
            assertThat(sets.all()).isEmpty();
            PromptSet full =
                    sets.freeze(create(project, "train", Purpose.TRAIN, "a").id());
            assertThatThrownBy(() -> change(project, new PromptSetChange.Remove(full.id())))
                    .hasMessageContaining("A frozen set stays");
            PromptSet next = assign(project, "train", "a");
            assertThatThrownBy(() -> change(project, new PromptSetChange.Describe(next.id(), "other", Purpose.TRAIN)))
                    .hasMessageContaining("has frozen versions, which keep their name");
        }
    }

    @Test
    void everyChangeOfADraftCanBeTakenBackAlsoAfterARestart() throws ProjectException {
        PromptSet described;
        try (Project project = Project.create(folder)) {
            add(project, "a", "b", "c");
            PromptSet first = create(project, "train", Purpose.TRAIN, "a", "b");
            assign(project, "train", "c", "a");
            change(project, new PromptSetChange.Describe(first.id(), "eval", Purpose.EVAL));
            described = project.promptSets().find(first.id()).orElseThrow();
            assertThat(described).returns("eval", PromptSet::name).returns(Purpose.EVAL, PromptSet::purpose);
            change(project, new PromptSetChange.Remove(first.id()));
            assertThat(project.promptSets().all()).isEmpty();
        }
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            PromptSetRepository sets = project.promptSets();
            EditJournal edits = project.edits();
            assertThat(edits.undo().orElseThrow())
                    .returns(EditJournal.PROMPT_SETS, Edit::kind)
                    .returns("prompt-set:" + described.id(), Edit::target);
            assertThat(sets.all()).containsExactly(described);
            assertThat(sets.prompts(described.id())).containsExactly(prompt("c"), prompt("a"));
            edits.undo();
            assertThat(sets.latest("train")).map(PromptSet::purpose).contains(Purpose.TRAIN);
            edits.undo();
            assertThat(sets.prompts(described.id())).containsExactly(prompt("a"), prompt("b"));
            edits.undo();
            assertThat(sets.all()).isEmpty();
            assertThat(edits.undo()).isEmpty();
            for (int i = 0; i < 3; i++) {
                edits.redo();
            }
            assertThat(sets.all()).containsExactly(described);
            assertThat(sets.prompts(described.id())).containsExactly(prompt("c"), prompt("a"));
        }
    }

    @Test
    void whatLedToAFrozenVersionIsPassedOver() throws ProjectException {
        try (Project project = Project.create(folder)) {
            add(project, "a");
            EditJournal edits = project.edits();
            edits.apply("Add b", "Ann", List.of(PromptChange.add(prompt("b"))));
            PromptSet set = create(project, "train", Purpose.TRAIN, "a", "b");
            assign(project, "train", "b");
            edits.undo();
            project.promptSets().freeze(set.id());
            assertThat(edits.nextRedo()).as("the other membership").isEmpty();
            assertThat(edits.nextUndo()).map(Edit::label).contains("Add b");
            assign(project, "train", "a");
            edits.undo();
            edits.undo();
            assertThat(project.prompts().find("b")).isEmpty();
            assertThat(project.promptSets().all()).hasSize(1);
            assertThat(project.promptSets().prompts(set.id())).containsExactly(prompt("a"), prompt("b"));
        }
    }

    @Test
    void aDraftThatComesBackBesideAFrozenSetOfItsNameIsTheNextVersion() throws ProjectException {
        try (Project project = Project.create(folder)) {
            add(project, "a", "b");
            PromptSet gone = create(project, "train", Purpose.TRAIN, "a");
            change(project, new PromptSetChange.Remove(gone.id()));
            PromptSet other = create(project, "train", Purpose.TRAIN, "b");
            project.promptSets().freeze(other.id());
            project.edits().undo();
            assertThat(project.promptSets().all())
                    .extracting(PromptSet::id, PromptSet::version)
                    .containsExactly(tuple(gone.id(), 2), tuple(other.id(), 1));
            project.edits().redo();
            assertThat(project.promptSets().all()).extracting(PromptSet::id).containsExactly(other.id());
        }
    }

    private static PromptSet create(Project project, String name, Purpose purpose, String... ids)
            throws ProjectException {
        change(project, new PromptSetChange.Create(name, purpose, List.of(ids)));
        return project.promptSets().latest(name).orElseThrow();
    }

    private static PromptSet assign(Project project, String name, String... ids) throws ProjectException {
        change(project, new PromptSetChange.Assign(name, List.of(ids)));
        return project.promptSets().latest(name).orElseThrow();
    }

    private static void change(Project project, PromptSetChange change) throws ProjectException {
        project.edits().apply("Change", "Ann", change);
    }

    private static void add(Project project, String... ids) throws ProjectException {
        for (String id : ids) {
            project.prompts().add(prompt(id), "list.csv");
        }
    }

    private static DsrPrompt prompt(String id) {
        return Fixtures.prompt(id, "LR");
    }
}
