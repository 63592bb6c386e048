package org.spatialalign.app.player;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.track.CorrectionEdits;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.Corrections.KeyFrame;
import org.spatialalign.engine.track.Corrections.Span;
import org.spatialalign.engine.track.EffectiveBox.Origin;

/** The gestures that change boxes: each finished one becomes one named edit, a fruitless one becomes none. */
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

    void nudge(double dx, double dy) {
        Role role = player.selectedRole();
        int frame = player.frame();
        PixelBox box = player.box(role, frame);
        if (!mayEdit()) {
            return;
        }
        if (box == null) {
            player.tell("There is no " + player.name(role) + " box in frame " + frame + " to move.");
            return;
        }
        PixelBox moved = BoxHandle.MOVE.pull(box, dx, dy, player.pictureWidth(), player.pictureHeight());
        if (moved.equals(box)) {
            return;
        }
        if (player.hasTracks()) {
            commit(
                    "Nudge " + boxInFrame(role, frame),
                    CorrectionEdits.setKeyFrame(player.correctionsProperty().get(), role, frame, moved));
        } else {
            player.finishSeed(frame, role, moved);
        }
    }

    void toggleKeyFrame() {
        Role role = player.selectedRole();
        int frame = player.frame();
        Corrections now = player.correctionsProperty().get();
        if (!mayEditTracks()) {
            return;
        }
        String verb = now.keyFrame(role, frame) == null ? "Set" : "Remove";
        Corrections after = CorrectionEdits.toggleKeyFrame(now, player.effective(), role, frame);
        commitOrTell(
                verb + " " + player.name(role) + " key frame " + frame,
                after,
                "There is no " + player.name(role) + " box in frame " + frame + " to keep. Draw one first.");
    }

    void midpointKeyFrame() {
        Role role = player.selectedRole();
        if (!mayEditTracks()) {
            return;
        }
        Corrections now = player.correctionsProperty().get();
        OptionalInt middle = CorrectionEdits.midpoint(
                now, role, player.frame(), player.effective().frameCount());
        if (middle.isEmpty()) {
            player.tell("The key frames around this one have no frame between them.");
            return;
        }
        int frame = middle.getAsInt();
        Corrections after = CorrectionEdits.midpointKeyFrame(now, player.effective(), role, player.frame());
        player.goTo(frame);
        commitOrTell(
                "Set " + player.name(role) + " key frame " + frame,
                after,
                "There is no " + player.name(role) + " box in frame " + frame + ". Draw one.");
    }

    void swapFromHere() {
        if (mayEditTracks()) {
            int frame = player.frame();
            Corrections now = player.correctionsProperty().get();
            String verb = now.swaps().contains(frame) ? "Take back swap" : "Swap identities";
            commit(verb + " from frame " + frame, CorrectionEdits.toggleSwap(now, frame));
        }
    }

    void toggleOutside() {
        Role role = player.selectedRole();
        int frame = player.frame();
        if (!mayEditTracks() || frame >= player.effective().frameCount()) {
            return;
        }
        Corrections now = player.correctionsProperty().get();
        String name = player.name(role);
        if (player.effectiveBox(role, frame).origin() == Origin.MARKED_OUTSIDE) {
            Span span = now.outside().stream()
                    .filter(s -> s.role() == role && s.contains(frame))
                    .findFirst()
                    .orElseThrow();
            Corrections after = CorrectionEdits.clearOutside(now, role, frame);
            if (span.from() < frame) {
                after = CorrectionEdits.markOutside(after, role, span.from(), frame - 1);
            }
            commit("Mark " + name + " as back in frame " + frame, after);
            return;
        }
        int last = keyFrames(now, role).stream()
                        .filter(f -> f > frame)
                        .min(Comparator.naturalOrder())
                        .orElse(player.effective().frameCount())
                - 1;
        commit(
                "Mark " + name + " outside in frames " + frame + " to " + last,
                CorrectionEdits.markOutside(now, role, frame, last));
    }

    void revertFrame() {
        Role role = player.selectedRole();
        int frame = player.frame();
        if (mayEditTracks()) {
            commitOrTell(
                    "Revert " + boxInFrame(role, frame),
                    CorrectionEdits.revertFrame(player.correctionsProperty().get(), role, frame),
                    "Nothing was corrected in frame " + frame + " for the " + player.name(role) + ".");
        }
    }

    void revertAll() {
        Role role = player.selectedRole();
        if (mayEditTracks()) {
            commitOrTell(
                    "Revert all " + player.name(role) + " boxes",
                    CorrectionEdits.revertAll(player.correctionsProperty().get(), role),
                    "Nothing was corrected for the " + player.name(role) + ".");
        }
    }

    void toggleStraightLine() {
        Role role = player.selectedRole();
        int frame = player.frame();
        if (!mayEditTracks()) {
            return;
        }
        Corrections now = player.correctionsProperty().get();
        Span there = now.lines().stream()
                .filter(s -> s.role() == role && s.contains(frame))
                .findFirst()
                .orElse(null);
        if (there != null) {
            commit("Follow the machine again in frames " + there.from() + " to " + there.to(), offset(now, there));
            return;
        }
        Span span = spanAround(now, role, frame);
        if (span == null) {
            player.tell("A straight line needs a key frame on both sides (Q), or a loop range ([ and ]).");
            return;
        }
        commit(
                "Straight line for " + player.name(role) + " in frames " + span.from() + " to " + span.to(),
                CorrectionEdits.straightLine(now, span));
    }

    private static Corrections offset(Corrections now, Span span) {
        return CorrectionEdits.offset(now, span);
    }

    private @Nullable Span spanAround(Corrections now, Role role, int frame) {
        Playhead head = player.playhead();
        int from = head.loopFromProperty().get();
        int to = head.loopToProperty().get();
        if (head.hasLoopRange() && frame >= from && frame <= to && to > from) {
            return new Span(role, from, to);
        }
        List<Integer> keys = keyFrames(now, role);
        OptionalInt left =
                keys.stream().mapToInt(f -> f).filter(f -> f <= frame).max();
        OptionalInt right =
                keys.stream().mapToInt(f -> f).filter(f -> f > frame).min();
        if (right.isEmpty() && keys.contains(frame)) {
            right = left;
            left = keys.stream().mapToInt(f -> f).filter(f -> f < frame).max();
        }
        return left.isPresent() && right.isPresent() ? new Span(role, left.getAsInt(), right.getAsInt()) : null;
    }

    private static List<Integer> keyFrames(Corrections now, Role role) {
        return now.keyFrames().stream()
                .filter(key -> key.role() == role)
                .map(KeyFrame::frame)
                .toList();
    }

    private void commitOrTell(String label, Corrections after, String otherwise) {
        if (after.equals(player.correctionsProperty().get())) {
            player.tell(otherwise);
        } else {
            commit(label, after);
        }
    }

    private void commit(String label, Corrections after) {
        cancel();
        show(after);
        player.finishEdit(label);
    }

    private void show(Corrections corrections) {
        changing = true;
        player.correctionsProperty().set(corrections);
        changing = false;
    }

    private boolean mayEdit() {
        if (!player.editableProperty().get()) {
            player.tell("This project is open read-only.");
            return false;
        }
        return player.clip() != null;
    }

    private boolean mayEditTracks() {
        if (!mayEdit()) {
            return false;
        }
        if (!player.hasTracks()) {
            player.tell("This clip was not tracked yet: draw a box for each and track.");
            return false;
        }
        return true;
    }

    private String boxInFrame(Role role, int frame) {
        return player.name(role) + " box in frame " + frame;
    }
}
