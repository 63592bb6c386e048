package org.spatialalign.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
            PromptSet draft = sets.create("held out", Purpose.EVAL, List.of("b", "a", "b"));
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

            PromptSet next = sets.edit("held out", List.of("a", "c"));
            assertThat(next).returns(2, PromptSet::version).returns(Purpose.EVAL, PromptSet::purpose);
            assertThat(sets.prompts(next.id())).containsExactly(changed, prompt("c"));
            assertThat(sets.edit("held out", List.of("c", "a")).id()).isEqualTo(next.id());
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
            PromptSet set = project.promptSets().create("train", Purpose.TRAIN, List.of("a"));
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
            PromptSet draft = sets.create("train", Purpose.TRAIN, List.of("a", "b"));
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
            PromptSet empty = sets.create("train", Purpose.TRAIN, List.of());
            assertThatThrownBy(() -> sets.freeze(empty.id())).hasMessageContaining("has no prompts");
            assertThatThrownBy(() -> sets.create("train", Purpose.EVAL, List.of()))
                    .hasMessageContaining("already");
            assertThatThrownBy(() -> sets.create(" ", Purpose.EVAL, List.of())).hasMessageContaining("needs a name");
            assertThatThrownBy(() -> sets.edit("train", List.of("x"))).hasMessageContaining("no prompt x");
            assertThatThrownBy(() -> sets.edit("test", List.of("a"))).hasMessageContaining("no set \"test\"");
            assertThatThrownBy(() -> sets.prompts(99)).hasMessageContaining("number 99");
            sets.removeDraft(empty.id());
            assertThat(sets.all()).isEmpty();
            PromptSet full = sets.freeze(
                    sets.create("train", Purpose.TRAIN, List.of("a")).id());
            assertThatThrownBy(() -> sets.removeDraft(full.id())).hasMessageContaining("A frozen set stays");
        }
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
