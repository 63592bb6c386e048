package org.spatialalign.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.app.fx.Settings;

class DetectorChoiceTest {

    private final Path folder;
    private final Settings settings;
    private final DetectorChoice choice;

    DetectorChoiceTest(@TempDir Path folder) {
        this.folder = folder;
        settings = new Settings(folder);
        choice = new DetectorChoice(settings, new SameThreadUiExecutor());
    }

    @AfterEach
    void close() {
        settings.close();
    }

    @Test
    void withoutOneClipsWaitForPeople() {
        assertThat(choice.statusProperty().get()).isEqualTo(DetectorChoice.NONE);
        assertThat(choice.faultyProperty().get()).isFalse();
    }

    @Test
    void aFolderThatIsNoneIsKeptAndSaidToBeWrong() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        choice.choose(empty);
        assertThat(settings.get(Preferences.DETECTOR)).isEqualTo(empty.toString());
        assertThat(choice.faultyProperty().get()).isTrue();
        assertThat(choice.statusProperty().get()).contains(empty.toString(), "grounding-dino-tiny");
        choice.remove();
        assertThat(settings.get(Preferences.DETECTOR)).isEmpty();
        assertThat(choice.statusProperty().get()).isEqualTo(DetectorChoice.NONE);
        assertThat(choice.faultyProperty().get()).isFalse();
    }

    @Test
    void aFolderThatIsWholeIsReady() {
        choice.choose(Path.of("..", "engine", "src", "test", "resources", "fixtures", "grounding-dino-tiny"));
        assertThat(choice.statusProperty().get()).startsWith("Ready");
        assertThat(choice.faultyProperty().get()).isFalse();
    }
}
