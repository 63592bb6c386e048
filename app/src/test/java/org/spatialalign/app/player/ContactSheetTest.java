package org.spatialalign.app.player;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.EffectiveTracks;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
// TestFX calls start before each test.
@SuppressWarnings("NullAway.Init")
class ContactSheetTest {

    private final Playhead head = new Playhead();
    private final List<String> chosen = new ArrayList<>();
    private ContactSheet sheet;

    @Start
    void start(Stage stage) {
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        head.open(41, 16);
        sheet = new ContactSheet(head);
        EffectiveTracks tracks = EffectiveTracks.of(Scenes.leftToRight(), Corrections.NONE);
        sheet.setItems(List.of(
                new ContactSheet.Item("a", "seed 0", Scenes.clip(), tracks, null),
                new ContactSheet.Item("fast", "seed 1", Scenes.clip(64, 36, 41, 32), null, null),
                new ContactSheet.Item("short", "seed 2", Scenes.clip(64, 36, 10, 16), null, null)));
        sheet.setOnChosen(chosen::add);
        stage.setScene(new Scene(sheet, 800, 500));
        stage.show();
    }

    @Test
    void allClipsFollowOneClockByTime(FxRobot robot) {
        robot.interact(() -> head.goTo(12));
        assertThat(sheet.cells()).extracting(SheetCell::frame).containsExactly(12, 25, 9);
    }

    @Test
    void aClickOrEnterChooses(FxRobot robot) {
        robot.clickOn("#sheet-fast");
        assertThat(sheet.selectedProperty().get()).isEqualTo("fast");
        robot.clickOn("#sheet-short").type(KeyCode.ENTER);
        assertThat(chosen).containsExactly("fast", "short", "short");
    }

    @Test
    void theCellsDoNotOverlap() {
        List<SheetCell> cells = sheet.cells();
        for (int i = 0; i < cells.size(); i++) {
            assertThat(cells.get(i).getWidth()).isGreaterThan(100);
            for (int j = i + 1; j < cells.size(); j++) {
                assertThat(cells.get(i)
                                .getBoundsInParent()
                                .intersects(cells.get(j).getBoundsInParent()))
                        .isFalse();
            }
        }
    }
}
