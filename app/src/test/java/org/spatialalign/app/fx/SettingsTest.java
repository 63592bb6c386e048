package org.spatialalign.app.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.Preferences.Appearance;
import org.spatialalign.app.fx.Preferences.RecentProject;
import org.spatialalign.app.fx.Preferences.WindowBounds;

class SettingsTest {

    private Path folder;

    @BeforeEach
    void place(@TempDir Path temporary) {
        folder = temporary;
    }

    @Test
    void beginsWithTheDefaults() {
        try (Settings settings = new Settings(folder)) {
            assertThat(settings.get(Preferences.APPEARANCE)).isEqualTo(Appearance.SYSTEM);
            assertThat(settings.get(Preferences.SCALE)).isEqualTo(100);
            assertThat(settings.problem()).isEmpty();
        }
        assertThat(folder).as("nothing was changed, so nothing is written").isEmptyDirectory();
    }

    @Test
    void keepsWhatWasChosen() {
        RecentProject recent = new RecentProject("/data/cats", "cats", 12, "2025-01-31T10:15:00Z");
        try (Settings settings = new Settings(folder)) {
            settings.set(Preferences.APPEARANCE, Appearance.DARK);
            settings.set(Preferences.SCALE, 150);
            settings.set(Preferences.KEYS, Map.of("palette", "Ctrl+P"));
            settings.set(Preferences.RECENT_PROJECTS, List.of(recent));
            settings.set(Preferences.WINDOW, new WindowBounds(10, 20, 1280, 800, false));
        }
        try (Settings again = new Settings(folder)) {
            assertThat(again.get(Preferences.APPEARANCE)).isEqualTo(Appearance.DARK);
            assertThat(again.get(Preferences.SCALE)).isEqualTo(150);
            assertThat(again.get(Preferences.KEYS)).containsExactly(Map.entry("palette", "Ctrl+P"));
            assertThat(again.get(Preferences.RECENT_PROJECTS)).containsExactly(recent);
            assertThat(again.get(Preferences.WINDOW)).isEqualTo(new WindowBounds(10, 20, 1280, 800, false));
        }
    }

    @Test
    void putsABrokenFileAsideAndSaysSo() throws IOException {
        Files.writeString(folder.resolve("settings.json"), "{ \"scalePercent\": 15");
        try (Settings settings = new Settings(folder)) {
            assertThat(settings.get(Preferences.SCALE)).isEqualTo(100);
            assertThat(settings.problem()).hasValueSatisfying(problem -> assertThat(problem)
                    .contains(folder.resolve("settings.json").toString())
                    .contains("settings.json.bad"));
            settings.set(Preferences.SCALE, 125);
        }
        assertThat(folder.resolve("settings.json.bad")).hasContent("{ \"scalePercent\": 15");
        try (Settings again = new Settings(folder)) {
            assertThat(again.get(Preferences.SCALE)).isEqualTo(125);
            assertThat(again.problem()).isEmpty();
        }
    }

    @Test
    void takesTheDefaultForAValueThatIsNotValidAndLeavesTheRest() throws IOException {
        Files.writeString(
                folder.resolve("settings.json"),
                "{\"scalePercent\": 9000, \"appearance\": \"PINK\", \"annotator\": \"Ada\", \"later\": [1, 2]}");
        try (Settings settings = new Settings(folder)) {
            assertThat(settings.get(Preferences.SCALE)).isEqualTo(100);
            assertThat(settings.get(Preferences.APPEARANCE)).isEqualTo(Appearance.SYSTEM);
            assertThat(settings.get(Preferences.ANNOTATOR)).isEqualTo("Ada");
            settings.set(Preferences.ANNOTATOR, "Grace");
        }
        assertThat(folder.resolve("settings.json"))
                .content()
                .as("a key of another version is kept")
                .contains("\"later\"");
    }

    @Test
    void refusesAValueThatIsNotValid() {
        try (Settings settings = new Settings(folder)) {
            assertThatThrownBy(() -> settings.set(Preferences.SCALE, 99)).isInstanceOf(IllegalArgumentException.class);
            assertThat(settings.get(Preferences.SCALE)).isEqualTo(100);
        }
    }
}
