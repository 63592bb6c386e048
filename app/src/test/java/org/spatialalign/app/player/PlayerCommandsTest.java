package org.spatialalign.app.player;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.spatialalign.app.fx.Command;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.track.Corrections;

class PlayerCommandsTest {

    private final PlayerViewModel player = new PlayerViewModel();
    private final List<Command> commands = PlayerCommands.commands(player);

    @Test
    void noKeyAndNoIdIsUsedTwice() {
        assertThat(commands).extracting(Command::id).doesNotHaveDuplicates();
        assertThat(commands)
                .extracting(Command::defaultKey)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsOfferedWithoutAClipAndNoEditWhenReadOnly() {
        assertThat(commands).noneMatch(c -> c.enabled().get());
        player.open(Scenes.clip(), DsrType.of("LR"), Scenes.leftToRight(), Corrections.NONE);
        assertThat(commands).allMatch(c -> c.enabled().get());
        player.setTracks(null, Corrections.NONE);
        assertThat(commands)
                .filteredOn(c -> !c.enabled().get())
                .extracting(Command::id)
                .contains("boxes.swap");
        player.editableProperty().set(false);
        assertThat(commands).allSatisfy(c -> assertThat(c.enabled().get()).isEqualTo(c.id().startsWith("player.")));
    }

    @Test
    void theKeysOfTheMapDoWhatTheySay() {
        player.open(Scenes.clip(), DsrType.of("LR"), Scenes.leftToRight(), Corrections.NONE);
        run("player.next");
        run("player.next-10");
        run("player.back-comma");
        assertThat(player.frame()).isEqualTo(10);
        run("player.last");
        run("player.back-score");
        assertThat(player.frame()).isEqualTo(39);
        run("player.overlay");
        assertThat(player.overlayVisibleProperty().get()).isFalse();
        run("boxes.object");
        run("boxes.nudge-up-10");
        assertThat(Objects.requireNonNull(player.box(Role.OBJECT, 39)).centerY())
                .isEqualTo(Scenes.CHAIR.centerY() - 10);
        run("boxes.revert");
        assertThat(player.correctionsProperty().get()).isEqualTo(Corrections.NONE);
        boolean[] asked = {false};
        player.setRetrackAction(() -> asked[0] = true);
        run("boxes.retrack");
        assertThat(asked[0]).isTrue();
    }

    private void run(String id) {
        commands.stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow()
                .execute();
    }
}
