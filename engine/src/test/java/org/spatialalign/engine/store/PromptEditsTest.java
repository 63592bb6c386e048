package org.spatialalign.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.Noun;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.prompt.Vocabulary;
import org.spatialalign.engine.store.ProjectException.Reason;

class PromptEditsTest {

    private final Path folder;

    PromptEditsTest(@TempDir Path temp) {
        folder = temp.resolve("study");
    }

    @Test
    void everyChangeCanBeTakenBackAlsoAfterARestart() throws ProjectException {
        List<DsrPrompt> start;
        List<DsrPrompt> end;
        DsrPrompt b = prompt("b").with("walks", "paper");
        try (Project project = Project.create(folder)) {
            for (String id : List.of("a", "b", "c", "d")) {
                project.prompts().add(prompt(id), "list.csv");
            }
            start = project.prompts().all();
            EditJournal edits = project.edits();
            assertThat(edits.apply("Change b", "Ann", List.of(PromptChange.replace("b", b))))
                    .returns(EditJournal.PROMPTS, Edit::kind)
                    .returns("b", Edit::target);
            edits.apply("Remove a and c", "Ann", List.of(PromptChange.remove("a"), PromptChange.remove("c")));
            edits.apply(
                    "Rename d, add e",
                    "Ann",
                    List.of(PromptChange.replace("d", prompt("a")), PromptChange.add(prompt("e"))));
            end = project.prompts().all();
            assertThat(end).containsExactly(b, prompt("a"), prompt("e"));
        }
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            EditJournal edits = project.edits();
            assertThat(edits.nextUndo()).map(Edit::label).contains("Rename d, add e");
            assertThat(edits.undo()).map(Edit::undone).contains(true);
            assertThat(project.prompts().all()).containsExactly(b, prompt("d"));
            edits.undo();
            assertThat(project.prompts().all()).containsExactly(prompt("a"), b, prompt("c"), prompt("d"));
            edits.undo();
            assertThat(project.prompts().all()).isEqualTo(start);
            assertThat(edits.undo()).isEmpty();
            for (int i = 0; i < 3; i++) {
                edits.redo();
            }
            assertThat(project.prompts().all()).isEqualTo(end);
            assertThat(edits.history(10))
                    .extracting(Edit::label)
                    .containsExactly("Rename d, add e", "Remove a and c", "Change b");
        }
    }

    @Test
    void idsCanBeExchanged() throws ProjectException {
        try (Project project = Project.create(folder)) {
            project.prompts().add(prompt("a"), "list.csv");
            project.prompts().add(prompt("b").with("walks", ""), "list.csv");
            project.edits()
                    .apply(
                            "Exchange",
                            "Ann",
                            List.of(
                                    PromptChange.replace("a", prompt("b")),
                                    PromptChange.replace("b", prompt("a").with("walks", ""))));
            assertThat(project.prompts().all())
                    .containsExactly(prompt("b"), prompt("a").with("walks", ""));
            project.edits().undo();
            assertThat(project.prompts().all())
                    .containsExactly(prompt("a"), prompt("b").with("walks", ""));
        }
    }

    @Test
    void aManyRowPasteIsOneStep() throws ProjectException {
        try (Project project = Project.create(folder)) {
            List<PromptChange> many = IntStream.range(0, 2_000)
                    .mapToObj(i -> PromptChange.add(prompt("p" + i)))
                    .toList();
            project.edits().apply("Add 2000 prompts", "Ann", many);
            assertThat(project.prompts().all()).hasSize(2_000);
            project.edits().undo();
            assertThat(project.prompts().all()).isEmpty();
            project.prompts().add(prompt("imported"), "list.csv");
            project.edits().redo();
            assertThat(project.prompts().all()).hasSize(2_001).contains(prompt("imported"), prompt("p0"));
        }
    }

    @Test
    void nothingIsChangedWhenOneOfThemCannotBe() throws ProjectException {
        try (Project project = Project.create(folder)) {
            project.prompts().add(prompt("a"), "list.csv");
            refused(project, Reason.CONFLICT, PromptChange.remove("a"), PromptChange.remove("a"));
            refused(project, Reason.CONFLICT, PromptChange.add(prompt("b")), PromptChange.replace("a", prompt("b")));
            refused(project, Reason.CONFLICT, PromptChange.add(prompt("b")), PromptChange.add(prompt("b")));
            refused(project, Reason.CONFLICT, PromptChange.add(prompt("a").with("walks", "")));
            refused(project, Reason.NOT_FOUND, PromptChange.replace("x", prompt("x")));
            refused(project, Reason.NOT_FOUND, PromptChange.add(prompt("b")), PromptChange.remove("x"));
            assertThat(project.prompts().all()).containsExactly(prompt("a"));
            assertThat(project.edits().nextUndo()).isEmpty();
            // Undoing a removal cannot bring back what was imported anew in between.
            project.edits().apply("Remove a", "Ann", List.of(PromptChange.remove("a")));
            project.prompts().add(prompt("a"), "again.csv");
            assertThatThrownBy(project.edits()::undo).hasMessageContaining("the id a");
            assertThat(project.prompts().all()).containsExactly(prompt("a"));
        }
    }

    private static void refused(Project project, Reason reason, PromptChange... changes) {
        assertThatThrownBy(() -> project.edits().apply("Try", "Ann", List.of(changes)))
                .isInstanceOfSatisfying(
                        ProjectException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void aListImportedAgainIsTheSameThoughThePromptKnowsItsVerbByNow() throws ProjectException {
        try (Project project = Project.create(folder)) {
            project.prompts().add(prompt("a"), "list.csv");
            project.edits()
                    .apply(
                            "Tell the verb",
                            "Ann",
                            List.of(PromptChange.replace("a", prompt("a").with("walks", "paper"))));
            assertThat(project.prompts().add(prompt("a"), "list.csv")).isFalse();
            assertThat(project.prompts().find("a")).contains(prompt("a").with("walks", "paper"));
        }
    }

    @Test
    void anotherTypeMakesAScoreStale() throws ProjectException {
        try (Project project = Project.create(folder)) {
            project.prompts().add(prompt("p1"), "list.csv");
            ClipRecord clip = Fixtures.addClip(project, folder.resolveSibling("in"), 1);
            String id = Optional.ofNullable(clip.promptId()).orElseThrow();
            project.prompts().add(prompt(id), "list.csv");
            String before = hash(project, clip);
            DsrPrompt p = prompt(id);
            DsrPrompt other = new DsrPrompt(
                    id, DsrType.of("TL"), p.animal(), p.object(), p.scene(), "on the top of", "to the left of", "", "");
            project.edits().apply("Turn", "Ann", List.of(PromptChange.replace(id, other)));
            assertThat(hash(project, clip)).isNotEqualTo(before);
            project.edits().undo();
            assertThat(hash(project, clip)).isEqualTo(before);
        }
    }

    private static String hash(Project project, ClipRecord clip) throws ProjectException {
        return project.database().read(h -> h.createQuery("SELECT input_hash FROM clip WHERE id = :id")
                .bind("id", clip.id())
                .mapTo(String.class)
                .one());
    }

    @Test
    void theVocabularyIsKeptAndItsChangesTakenBack() throws ProjectException {
        Vocabulary cats = new Vocabulary(
                List.of(Noun.of("cat", "walks")), List.of(Noun.of("box")), List.of(), List.of(SentenceGrammar.PAPER));
        try (Project project = Project.create(folder)) {
            assertThat(project.vocabulary().find()).isEmpty();
            project.edits().apply("Edit the vocabulary", "Ann", cats);
            assertThat(project.vocabulary().find()).contains(cats);
            project.edits().undo();
            assertThat(project.vocabulary().find()).isEmpty();
            project.edits().redo();
        }
        try (Project project = Project.open(folder, Project.Access.READ_ONLY)) {
            assertThat(project.vocabulary().find()).contains(cats);
        }
    }

    private static DsrPrompt prompt(String id) {
        return Fixtures.prompt(id, "LR");
    }
}
