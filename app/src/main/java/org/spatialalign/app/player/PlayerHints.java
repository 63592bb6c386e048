package org.spatialalign.app.player;

import java.util.function.Function;
import org.spatialalign.engine.geometry.Role;

/** The mode line: what is going on, and what the next keys do. */
final class PlayerHints {

    private final PlayerViewModel player;
    private final Function<String, String> keyOf;

    /** Keys are asked for by command id, because people may have changed them. */
    PlayerHints(PlayerViewModel player, Function<String, String> keyOf) {
        this.player = player;
        this.keyOf = keyOf;
    }

    String text() {
        if (!player.noticeProperty().get().isEmpty()) {
            return player.noticeProperty().get();
        }
        if (player.clip() == null) {
            return "No clip is open.";
        }
        if (!player.editableProperty().get()) {
            return "Open read-only: look, step and play, but nothing can be changed.";
        }
        if (player.isDragging()) {
            return "Release to keep, Esc to put it back.";
        }
        Role role = player.selectedRole();
        String name = player.name(role);
        if (!player.hasTracks()) {
            return "Seeds: drag on the picture to draw a box around the " + name + ". "
                    + key("boxes.subject") + " " + player.name(Role.ANIMAL) + ", "
                    + key("boxes.object") + " " + player.name(Role.OBJECT) + ", then "
                    + key("boxes.retrack") + " tracks both.";
        }
        if (player.box(role, player.frame()) == null) {
            return "No " + name + " box in this frame: drag to draw one, " + key("boxes.outside") + " outside or back, "
                    + key("player.next-problem") + " next problem.";
        }
        return "Editing the " + name + ": drag to move or resize, " + key("boxes.key-frame") + " key frame, "
                + key("boxes.swap") + " swap, " + key("boxes.outside") + " outside, "
                + key("boxes.revert") + " revert.";
    }

    private String key(String commandId) {
        return keyOf.apply(commandId);
    }
}
