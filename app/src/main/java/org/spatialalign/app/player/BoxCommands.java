package org.spatialalign.app.player;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.track.CorrectionEdits;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.Corrections.KeyFrame;
import org.spatialalign.engine.track.Corrections.Span;
import org.spatialalign.engine.track.EffectiveBox.Origin;

/** The changes to boxes that take one key: each becomes one named edit, or a word about why nothing was changed. */
final class BoxCommands {

    private final PlayerViewModel player;
    private final BoxEditor editor;

    BoxCommands(PlayerViewModel player, BoxEditor editor) {
        this.player = player;
        this.editor = editor;
    }

    void nudge(double dx, double dy) {
        Role role = player.selectedRole();
        int frame = player.frame();
        PixelBox box = player.box(role, frame);
        if (!editor.mayEdit()) {
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
            editor.commit(
                    "Nudge " + editor.boxInFrame(role, frame),
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
            editor.commit(verb + " from frame " + frame, CorrectionEdits.toggleSwap(now, frame));
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
            editor.commit("Mark " + name + " as back in frame " + frame, after);
            return;
        }
        int last = keyFrames(now, role).stream()
                        .filter(f -> f > frame)
                        .min(Comparator.naturalOrder())
                        .orElse(player.effective().frameCount())
                - 1;
        editor.commit(
                "Mark " + name + " outside in frames " + frame + " to " + last,
                CorrectionEdits.markOutside(now, role, frame, last));
    }

    void revertFrame() {
        Role role = player.selectedRole();
        int frame = player.frame();
        if (mayEditTracks()) {
            commitOrTell(
                    "Revert " + editor.boxInFrame(role, frame),
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
            editor.commit(
                    "Follow the machine again in frames " + there.from() + " to " + there.to(), offset(now, there));
            return;
        }
        Span span = spanAround(now, role, frame);
        if (span == null) {
            player.tell("A straight line needs a key frame on both sides (Q), or a loop range ([ and ]).");
            return;
        }
        editor.commit(
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
            editor.commit(label, after);
        }
    }

    private boolean mayEditTracks() {
        if (!editor.mayEdit()) {
            return false;
        }
        if (!player.hasTracks()) {
            player.tell("This clip was not tracked yet: draw a box for each and track.");
            return false;
        }
        return true;
    }
}
