package org.spatialalign.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.TableRow;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
// TestFX calls start before each test.
@SuppressWarnings("NullAway.Init")
class ClipTableTest {

    private List<ClipRow> stored = List.of();
    private ClipTableViewModel model;
    private ClipTable table;
    private Stage stage;

    @Start
    void start(Stage shown) {
        stage = shown;
        model = new ClipTableViewModel(new SameThreadUiExecutor(), problem -> {
            throw new AssertionError(problem);
        });
        table = new ClipTable(model);
        stage.setScene(new Scene(table, 420, 500));
        stage.show();
    }

    @Test
    void theSelectedRowIsTheSelectedClipWhateverHappensToTheRows(FxRobot robot) {
        stored = TestRows.random(40, 3);
        robot.interact(() -> {
            model.open(() -> stored);
            model.selectBy(1);
        });
        assertSelected();
        robot.interact(() -> model.selectBy(1));
        assertSelected();
        // One clip gets another score: all rows are exchanged.
        ClipRow changed = TestRows.row(0, stored.get(0).prompt(), 0, "wan", 0.123);
        stored = Stream.concat(Stream.of(changed), stored.stream().skip(1)).toList();
        robot.interact(model::invalidate);
        assertSelected();
        robot.interact(() -> model.selectBy(1));
        robot.interact(model::invalidate);
        assertSelected();
        robot.interact(() -> model.sortProperty().set(List.of(new SortKey(ClipColumn.SCORE, true))));
        assertSelected();
        robot.interact(() -> model.filterProperty().set(ClipFilter.ALL.withText("no such clip")));
        assertThat(table.getSelectionModel().isEmpty()).isTrue();
        robot.interact(model::clearFilters);
        assertSelected();
    }

    @Test
    void aTableMadeLaterShowsTheSelectionAndTheOrderToo(FxRobot robot) {
        stored = TestRows.random(40, 3);
        List<SortKey> bySeed = List.of(new SortKey(ClipColumn.SEED, true));
        robot.interact(() -> {
            model.open(() -> stored);
            model.selectBy(1);
            model.sortProperty().set(bySeed);
            table = new ClipTable(model);
            stage.getScene().setRoot(table);
        });
        assertSelected();
        assertThat(model.sortProperty().get()).isEqualTo(bySeed);
        assertThat(table.getSortOrder())
                .singleElement()
                .isEqualTo(table.getColumns().get(3));
        robot.interact(() -> model.selectBy(1));
        assertSelected();
    }

    private void assertSelected() {
        WaitForAsyncUtils.waitForFxEvents();
        List<Integer> highlighted = table.lookupAll(".table-row-cell").stream()
                .map(row -> (TableRow<?>) row)
                .filter(row -> row.isSelected() && row.getItem() != null)
                .map(TableRow::getIndex)
                .toList();
        assertThat(highlighted).containsExactly(model.selectedPosition());
        assertThat(Objects.requireNonNull(table.getSelectionModel().getSelectedItem())
                        .id())
                .isEqualTo(model.selectedIdProperty().get());
        assertThat(table.getSelectionModel().getSelectedIndex()).isEqualTo(model.selectedPosition());
        assertThat(table.getSelectionModel().getSelectedIndices()).containsExactly(model.selectedPosition());
    }
}
