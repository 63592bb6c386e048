package org.spatialalign.app.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.StringBinding;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;

class KeymapTest {

    private Path folder;

    private Settings settings;
    private Keymap keymap;

    @BeforeEach
    void open(@TempDir Path temporary) {
        folder = temporary;
        settings = new Settings(folder);
        keymap = new Keymap(settings);
        keymap.registerGlobal(List.of(command("palette", "Ctrl+K")));
        keymap.registerPage("inspect", List.of(command("inspect.search", "Slash")));
        keymap.registerView("inspect", "player", new Pane(), List.of(command("player.play", "Space")));
        keymap.registerPage("pairs", List.of(command("pairs.left", "A")));
    }

    @AfterEach
    void close() {
        settings.close();
    }

    private static Command command(String id, String key) {
        return Command.of(id, "Do " + id, "Group", key, MaterialDesignA.ABACUS, () -> {});
    }

    private static KeyCombination key(String text) {
        return KeyCombination.valueOf(text);
    }

    @Test
    void showsTheKeyInTheTooltipAndFollowsChanges() {
        Command palette = command("palette", "Ctrl+K");
        StringBinding tooltip = keymap.tooltipText(palette);
        assertThat(tooltip.get()).isEqualTo("Do palette (Ctrl+K)");
        keymap.remap("palette", key("Ctrl+P"));
        assertThat(tooltip.get()).isEqualTo("Do palette (Ctrl+P)");
        keymap.remap("palette", null);
        assertThat(tooltip.get()).isEqualTo("Do palette");
    }

    @Test
    void keepsAChangedKey() {
        keymap.remap("player.play", key("P"));
        settings.flush();
        try (Settings again = new Settings(folder)) {
            Keymap restarted = new Keymap(again);
            restarted.registerGlobal(List.of(command("player.play", "Space")));
            assertThat(restarted.keyOf("player.play")).isEqualTo(key("P"));
            restarted.reset("player.play");
            assertThat(restarted.keyOf("player.play")).isEqualTo(key("Space"));
        }
    }

    @Test
    void seesAConflictOnlyWhereBothKeysApply() {
        assertThat(keymap.conflict("player.play", key("Slash")))
                .as("the page's keys apply in its view")
                .hasValueSatisfying(other -> assertThat(other.id()).isEqualTo("inspect.search"));
        assertThat(keymap.conflict("palette", key("Space")))
                .as("a global key applies everywhere")
                .isPresent();
        assertThat(keymap.conflict("pairs.left", key("Space")))
                .as("two pages are never shown at once")
                .isEmpty();
        assertThat(keymap.conflict("palette", key("Ctrl+K"))).isEmpty();
    }

    @Test
    void listsWhatAppliesOnThePageShown() {
        keymap.showPage("inspect");
        assertThat(keymap.active()).extracting(Command::id).containsExactly("inspect.search", "player.play", "palette");
        keymap.showPage("pairs");
        assertThat(keymap.active()).extracting(Command::id).containsExactly("pairs.left", "palette");
    }

    @Test
    void passesOverNonsenseInTheFile() {
        settings.set(Preferences.KEYS, Map.of("palette", "Hyper+Nothing"));
        assertThat(keymap.keyOf("palette")).isEqualTo(key("Ctrl+K"));
    }
}
