package org.spatialalign.app.player;

import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.track.CorrectionEdits;
import org.spatialalign.engine.track.Corrections;

/** Boxes dragged, resized and drawn: each finished gesture becomes one named edit, a fruitless one becomes none. */
final class BoxEditor {

    /** A drawn box smaller than this was a click. */
    private static final double SMALLEST_DRAWN_PX = 4;

    private final PlayerViewModel player;
    private @Nullable Drag drag;
    private boolean changing;

    final ReadOnlyObjectWrapper<@Nullable ScoreOutcome> ghostOutcome = new ReadOnlyObjectWrapper<>();
    final ReadOnlyObjectWrapper<@Nullable PixelBox> ghostBox = new ReadOnlyObjectWrapper<>();
    final ReadOnlyObjectWrapper<@Nullable PixelBox> draftBox = new ReadOnlyObjectWrapper<>();

    /** What is held; {@code start} is null when a box is drawn where none was. */
    private record Drag(
            Role role,
            BoxHandle handle,
            int frame,
            @Nullable PixelBox start,
            Corrections before,
            boolean seed,
            double fromX,
            double fromY,
            @Nullable PixelBox now) {
        Drag at(@Nullable PixelBox box) {
            return new Drag(role, handle, frame, start, before, seed, fromX, fromY, box);
        }
    }

    BoxEditor(PlayerViewModel player) {
        this.player = player;
    }

    boolean isDragging() {
        return drag != null;
    }

    boolean begin(Role role, BoxHandle handle, double x, double y) {
        cancel();
        PixelBox start = player.box(role, player.frame());
        if (!mayEdit() || player.clip() == null || (start == null && handle != BoxHandle.DRAW)) {
            return false;
        }
        player.playhead().pause();
        player.selectedRoleProperty().set(role);
        Corrections before = player.correctionsProperty().get();
        drag = new Drag(role, handle, player.frame(), start, before, !player.hasTracks(), x, y, start);
        ghostBox.set(start);
        ghostOutcome.set(player.outcome());
        player.showGhostScore(true);
        return true;
    }

    void drag(double x, double y) {
        Drag held = drag;
        if (held == null) {
            return;
        }
        double width = player.pictureWidth();
        double height = player.pictureHeight();
        PixelBox box = pulled(held, x, y, width, height);
        drag = held.at(box);
        if (held.seed) {
            draftBox.set(box);
        } else {
            show(
                    box == null || box.equals(held.start)
                            ? held.before
                            : CorrectionEdits.setKeyFrame(held.before, held.role, held.frame, box));
        }
    }

    private static @Nullable PixelBox pulled(Drag held, double x, double y, double width, double height) {
        if (held.handle == BoxHandle.DRAW) {
            PixelBox drawn = PixelBox.ofCorners(held.fromX, held.fromY, x, y).clampTo(width, height);
            boolean click = drawn.width() < SMALLEST_DRAWN_PX || drawn.height() < SMALLEST_DRAWN_PX;
            return click ? held.start : drawn;
        }
        PixelBox start = held.start;
        return start == null ? null : held.handle.pull(start, x - held.fromX, y - held.fromY, width, height);
    }

    void end() {
        Drag held = drag;
        if (held == null) {
            return;
        }
        letGo();
        PixelBox box = held.now;
        if (box == null || box.equals(held.start)) {
            show(held.before);
        } else if (held.seed) {
            player.finishSeed(held.frame, held.role, box);
        } else {
            String verb =
                    switch (held.handle) {
                        case MOVE -> "Move";
                        case DRAW -> "Draw";
                        default -> "Resize";
                    };
            player.finishEdit(verb + " " + boxInFrame(held.role, held.frame));
        }
    }

    void cancel() {
        Drag held = drag;
        if (held != null) {
            letGo();
            show(held.before);
        }
    }

    private void letGo() {
        drag = null;
        ghostBox.set(null);
        ghostOutcome.set(null);
        draftBox.set(null);
        player.showGhostScore(false);
    }

    /** Somebody else, an undo for instance, set other corrections: what is held belongs to the past. */
    void correctionsChanged() {
        if (!changing && drag != null) {
            letGo();
        }
    }

    /** A whole edit at once: shown, and told to the page. */
    void commit(String label, Corrections after) {
        cancel();
        show(after);
        player.finishEdit(label);
    }

    private void show(Corrections corrections) {
        changing = true;
        player.correctionsProperty().set(corrections);
        changing = false;
    }

    /** Says why when it must not. */
    boolean mayEdit() {
        if (!player.editableProperty().get()) {
            player.tell("This project is open read-only.");
            return false;
        }
        return player.clip() != null;
    }

    String boxInFrame(Role role, int frame) {
        return player.name(role) + " box in frame " + frame;
    }
}
