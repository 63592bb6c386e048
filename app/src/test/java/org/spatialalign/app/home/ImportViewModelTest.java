package org.spatialalign.app.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.engine.workflow.imports.ImportPreview;

class ImportViewModelTest {

    private Path folder;
    private final ImportViewModel model = new ImportViewModel(new SameThreadUiExecutor(), true);

    @BeforeEach
    void fill(@TempDir Path temporary) throws IOException {
        folder = Files.createDirectory(temporary.resolve("base"));
        Files.writeString(folder.resolve("cat_LR_1_F81_seed04.mp4"), "");
        Files.writeString(folder.resolve("dog-7.mp4"), "");
        Files.writeString(folder.resolve("list.csv"), "prompt_id,prompt\n");
        Files.writeString(folder.resolve("notes.docx"), "nothing of ours");
    }

    @Test
    void isNotReadyWithNothing() {
        assertThat(model.ready().get()).isFalse();
    }

    @Test
    void findsWhatIsInAFolderAndReadsTheNames() {
        model.add(List.of(folder));
        assertThat(model.spec().clips()).hasSize(2);
        assertThat(model.spec().prompts()).containsExactly(folder.resolve("list.csv"));
        assertThat(model.rows())
                .extracting(ImportPreview.Row::model, ImportPreview.Row::promptId, ImportPreview.Row::seed)
                .containsExactly(tuple("base", "cat_LR_1", 4), tuple("base", null, null));
        assertThat(model.ready().get()).isTrue();
    }

    @Test
    void followsThePatternWhileItIsTyped() {
        model.add(List.of(folder));
        model.patternProperty().set("(?<prompt>[a-z]+)-(?<seed>\\d+");
        assertThat(model.problemProperty().get()).isNotEmpty();
        assertThat(model.ready().get()).isFalse();

        model.patternProperty().set("(?<prompt>[a-z]+)-(?<seed>\\d+)\\.mp4");
        assertThat(model.problemProperty().get()).isEmpty();
        assertThat(model.rows()).filteredOn(ImportPreview.Row::matched).hasSize(1);
        assertThat(model.spec().namePattern()).isEqualTo("(?<prompt>[a-z]+)-(?<seed>\\d+)\\.mp4");
        assertThat(model.ready().get()).isTrue();
    }

    @Test
    void filesAllClipsUnderAModelWhenToldSo() {
        model.add(List.of(folder));
        model.modelProperty().set(" tuned ");
        assertThat(model.rows()).allSatisfy(row -> assertThat(row.model()).isEqualTo("tuned"));
        assertThat(model.spec().model()).isEqualTo("tuned");
    }

    @Test
    void leavesOutWhatIsNotWanted() {
        model.add(List.of(folder));
        model.remove(model.spec().clips());
        assertThat(model.spec().clips()).isEmpty();
        assertThat(model.rows()).isEmpty();
        assertThat(model.ready().get()).as("the prompt list is left").isTrue();
    }
}
