package org.spatialalign.app.player;

import static javafx.scene.input.KeyCombination.ALT_DOWN;
import static javafx.scene.input.KeyCombination.SHIFT_DOWN;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignG;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.spatialalign.app.fx.Command;
import org.spatialalign.engine.geometry.Role;

/** Everything that can be done with a player, with its keys. Ids start with "player." or "boxes.". */
public final class PlayerCommands {

    private final PlayerViewModel player;
    private final ObservableBooleanValue open;
    private final ObservableBooleanValue editing;
    private final ObservableBooleanValue correcting;
    private final List<Command> commands = new ArrayList<>();

    private PlayerCommands(PlayerViewModel player) {
        this.player = player;
        open = Bindings.createBooleanBinding(() -> player.clip() != null, player.clipProperty());
        editing = Bindings.createBooleanBinding(
                () -> player.clip() != null && player.editableProperty().get(),
                player.clipProperty(),
                player.editableProperty());
        correcting = Bindings.createBooleanBinding(
                () -> editing.get() && player.hasTracks(), editing, player.hasTracksProperty());
    }

    public static List<Command> commands(PlayerViewModel player) {
        PlayerCommands all = new PlayerCommands(player);
        all.playing();
        all.moving();
        all.looking();
        all.selecting();
        all.correcting();
        return List.copyOf(all.commands);
    }

    private void playing() {
        Playhead head = player.playhead();
        player("play", "Play or pause", key(KeyCode.SPACE), MaterialDesignP.PLAY, head::togglePlay);
        player("reverse", "Play backwards", key(KeyCode.J), MaterialDesignP.PLAY, head::playBackwards);
        player("pause", "Pause", key(KeyCode.K), MaterialDesignP.PAUSE, head::pause);
        player("forwards", "Play forwards", key(KeyCode.L), MaterialDesignP.PLAY_OUTLINE, head::playForwards);
        player("slower", "Slower", key(KeyCode.MINUS), MaterialDesignM.MINUS, head::slower);
        player("faster", "Faster", key(KeyCode.EQUALS), MaterialDesignP.PLUS, head::faster);
        player(
                "loop-in",
                "Loop from this frame",
                key(KeyCode.OPEN_BRACKET),
                MaterialDesignC.CODE_BRACKETS,
                head::setLoopIn);
        player(
                "loop-out",
                "Loop up to this frame",
                key(KeyCode.CLOSE_BRACKET),
                MaterialDesignC.CODE_BRACKETS,
                head::setLoopOut);
        player(
                "loop",
                "Loop on or off",
                key(KeyCode.BACK_SLASH),
                MaterialDesignR.REPEAT,
                toggle(head.loopingProperty()));
        player(
                "loop-all",
                "Loop the whole clip",
                key(KeyCode.BACK_SLASH, SHIFT_DOWN),
                MaterialDesignR.REPEAT,
                head::clearLoopRange);
    }

    private void moving() {
        Playhead head = player.playhead();
        player("back", "One frame back", key(KeyCode.LEFT), MaterialDesignS.STEP_BACKWARD, () -> head.step(-1));
        player("next", "One frame on", key(KeyCode.RIGHT), MaterialDesignS.STEP_FORWARD, () -> head.step(1));
        player(
                "back-comma",
                "One frame back (second key)",
                key(KeyCode.COMMA),
                MaterialDesignS.STEP_BACKWARD,
                () -> head.step(-1));
        player(
                "next-period",
                "One frame on (second key)",
                key(KeyCode.PERIOD),
                MaterialDesignS.STEP_FORWARD,
                () -> head.step(1));
        player(
                "back-10",
                "Ten frames back",
                key(KeyCode.LEFT, SHIFT_DOWN),
                MaterialDesignR.REWIND,
                () -> head.step(-10));
        player(
                "next-10",
                "Ten frames on",
                key(KeyCode.RIGHT, SHIFT_DOWN),
                MaterialDesignF.FAST_FORWARD,
                () -> head.step(10));
        player("first", "First frame", key(KeyCode.HOME), MaterialDesignS.SKIP_BACKWARD, head::goToFirst);
        player("last", "Last frame", key(KeyCode.END), MaterialDesignS.SKIP_FORWARD, head::goToLast);
        player("goto", "Go to frame…", key(KeyCode.G), MaterialDesignC.CURSOR_TEXT, player::requestGoTo);
        player(
                "next-score",
                "Next score-bearing frame",
                key(KeyCode.N),
                MaterialDesignC.CHEVRON_TRIPLE_RIGHT,
                player::nextScoreFrame);
        player(
                "back-score",
                "Previous score-bearing frame",
                key(KeyCode.N, SHIFT_DOWN),
                MaterialDesignC.CHEVRON_TRIPLE_LEFT,
                player::previousScoreFrame);
        player("next-problem", "Next problem", key(KeyCode.B), MaterialDesignA.ALERT_OUTLINE, player::nextProblemFrame);
        player(
                "back-problem",
                "Previous problem",
                key(KeyCode.B, SHIFT_DOWN),
                MaterialDesignA.ALERT_OUTLINE,
                player::previousProblemFrame);
    }

    private void looking() {
        player(
                "overlay",
                "Boxes on or off",
                key(KeyCode.O),
                MaterialDesignV.VECTOR_SQUARE,
                toggle(player.overlayVisibleProperty()));
        player(
                "trail",
                "Trails on or off",
                key(KeyCode.T),
                MaterialDesignC.CHART_TIMELINE_VARIANT,
                toggle(player.trailVisibleProperty()));
        player(
                "landscape",
                "Score landscape on or off",
                key(KeyCode.O, SHIFT_DOWN),
                MaterialDesignG.GRADIENT_VERTICAL,
                toggle(player.landscapeVisibleProperty()));
        player("fit", "Show the whole picture", key(KeyCode.Z), MaterialDesignF.FIT_TO_PAGE, player::requestFit);
    }

    private void selecting() {
        boxes(
                "subject",
                "Select the animal",
                key(KeyCode.DIGIT1),
                MaterialDesignP.PAW,
                () -> player.selectedRoleProperty().set(Role.ANIMAL));
        boxes(
                "object",
                "Select the object",
                key(KeyCode.DIGIT2),
                MaterialDesignC.CUBE_OUTLINE,
                () -> player.selectedRoleProperty().set(Role.OBJECT));
        nudge("left", KeyCode.LEFT, MaterialDesignA.ARROW_LEFT, -1, 0);
        nudge("right", KeyCode.RIGHT, MaterialDesignA.ARROW_RIGHT, 1, 0);
        nudge("up", KeyCode.UP, MaterialDesignA.ARROW_UP, 0, -1);
        nudge("down", KeyCode.DOWN, MaterialDesignA.ARROW_DOWN, 0, 1);
    }

    private void nudge(String way, KeyCode code, Ikon icon, int dx, int dy) {
        boxes("nudge-" + way, "Nudge " + way, key(code, ALT_DOWN), icon, () -> player.nudge(dx, dy));
        boxes(
                "nudge-" + way + "-10",
                "Nudge " + way + " by ten pixels",
                key(code, SHIFT_DOWN, ALT_DOWN),
                icon,
                () -> player.nudge(10 * dx, 10 * dy));
    }

    private void correcting() {
        correction("key-frame", "Key frame on or off", key(KeyCode.Q), MaterialDesignR.RHOMBUS, player::toggleKeyFrame);
        correction(
                "midpoint",
                "Key frame half-way between key frames",
                key(KeyCode.M),
                MaterialDesignR.RHOMBUS_SPLIT,
                player::midpointKeyFrame);
        correction(
                "swap",
                "Swap identities from here on",
                key(KeyCode.X),
                MaterialDesignS.SWAP_HORIZONTAL,
                player::swapFromHere);
        correction(
                "outside",
                "Outside the picture from here, or back",
                key(KeyCode.H),
                MaterialDesignE.EXIT_TO_APP,
                player::toggleOutside);
        correction(
                "straight",
                "Straight line between key frames, or the machine's motion",
                key(KeyCode.I),
                MaterialDesignV.VECTOR_LINE,
                player::toggleStraightLine);
        correction(
                "revert",
                "Revert this frame to the machine's box",
                key(KeyCode.U),
                MaterialDesignR.RESTORE,
                player::revert);
        correction(
                "revert-all",
                "Revert all frames to the machine's boxes",
                key(KeyCode.U, SHIFT_DOWN),
                MaterialDesignR.RESTORE_ALERT,
                player::revertAll);
        boxes(
                "retrack",
                "Track again from the corrected boxes",
                key(KeyCode.R),
                MaterialDesignI.IMAGE_FILTER_CENTER_FOCUS,
                player::retrack);
    }

    private void player(String id, String title, KeyCombination key, Ikon icon, Runnable run) {
        commands.add(new Command("player." + id, title, "Player", key, icon, run, open));
    }

    private void boxes(String id, String title, KeyCombination key, Ikon icon, Runnable run) {
        commands.add(new Command("boxes." + id, title, "Boxes", key, icon, run, editing));
    }

    /** Nothing can be corrected before the clip was tracked. */
    private void correction(String id, String title, KeyCombination key, Ikon icon, Runnable run) {
        commands.add(new Command("boxes." + id, title, "Boxes", key, icon, run, correcting));
    }

    private static Runnable toggle(BooleanProperty property) {
        return () -> property.set(!property.get());
    }

    private static KeyCombination key(KeyCode code, KeyCombination.Modifier... modifiers) {
        return new KeyCodeCombination(code, modifiers);
    }
}
