package org.spatialalign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.spatialalign.app.fx.Command;

class PaletteViewModelTest {

    private static Command command(String title, String group) {
        return Command.of(title, title, group, null, MaterialDesignA.ABACUS, () -> {});
    }

    private final PaletteViewModel model = new PaletteViewModel(() -> List.of(
            command("Inspect", "Go to"),
            command("Import…", "Project"),
            command("Undo", "Edit").when(new SimpleBooleanProperty(false)),
            command("Keyboard shortcuts", "Window")));

    private List<String> titles() {
        return model.hits().stream().map(hit -> hit.command().title()).toList();
    }

    @Test
    void listsWhatCanBeDoneNow() {
        model.reset();
        assertThat(titles()).containsExactly("Inspect", "Import…", "Keyboard shortcuts");
    }

    @Test
    void findsByTitleFirstThenByGroup() {
        model.reset();
        model.queryProperty().set("imp");
        assertThat(titles()).first().isEqualTo("Import…");
        model.queryProperty().set("project");
        assertThat(titles()).containsExactly("Import…");
        model.queryProperty().set("nothing like that");
        assertThat(titles()).isEmpty();
    }

    @Test
    void beginsAnew() {
        model.queryProperty().set("imp");
        model.reset();
        assertThat(model.queryProperty().get()).isEmpty();
        assertThat(titles()).hasSize(3);
    }
}
