package org.spatialalign.app.player;

import java.util.Locale;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.charts.PaintedRegion;
import org.spatialalign.app.charts.TextWidth;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.track.EffectiveBox;
import org.spatialalign.engine.track.EffectiveBox.Origin;

/** Everything drawn over the picture of a player, in the order in which it is painted. */
final class OverlayCanvas extends PaintedRegion {

    private static final Color GHOST = Color.rgb(255, 255, 255, 0.85);
    private static final Color MACHINE = Color.rgb(255, 255, 255, 0.45);

    private final PlayerViewModel player;
    private final TextWidth widths = new TextWidth();
    private Viewport view = new Viewport(1, 0, 0);

    OverlayCanvas(PlayerViewModel player) {
        this.player = player;
        setMouseTransparent(true);
        opacityProperty().bind(player.overlayOpacityProperty());
        visibleProperty().bind(player.overlayVisibleProperty());
    }

    void setViewport(Viewport viewport) {
        view = viewport;
        repaint();
    }

    Viewport viewport() {
        return view;
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        if (player.clip() == null) {
            return;
        }
        BoxPainter painter = new BoxPainter(g, view, fontSize(), widths);
        int frame = player.frame();
        if (player.trailVisibleProperty().get() && player.hasTracks()) {
            for (Role role : Role.values()) {
                painter.trail(role, player.effective().of(role), frame);
            }
        }
        Role selected = player.selectedRole();
        PixelBox ghost = player.ghostBoxProperty().get();
        if (ghost != null) {
            painter.outline(GHOST, ghost);
        }
        paintRole(painter, selected.other(), frame, width, height);
        paintRole(painter, selected, frame, width, height);
    }

    private void paintRole(BoxPainter painter, Role role, int frame, double width, double height) {
        boolean selected = role == player.selectedRole();
        PixelBox box = shown(role, frame, selected);
        boolean mayEdit = player.editableProperty().get();
        if (box != null) {
            if (player.hasTracks()) {
                paintMachine(painter, player.effectiveBox(role, frame));
            }
            painter.box(role, box, selected && mayEdit);
            painter.centre(role, box);
            painter.label(role, box, text(role, frame), width);
        } else if (player.hasTracks()) {
            paintAbsence(painter, role, frame, width, height);
        }
    }

    private @Nullable PixelBox shown(Role role, int frame, boolean selected) {
        PixelBox draft = player.draftBoxProperty().get();
        return selected && draft != null ? draft : player.box(role, frame);
    }

    /** The machine's own box stays visible under a corrected one. */
    private static void paintMachine(BoxPainter painter, EffectiveBox box) {
        PixelBox machine = box.machine().box();
        if (machine != null && box.origin() != Origin.MACHINE) {
            painter.outline(MACHINE, machine);
        }
    }

    private void paintAbsence(BoxPainter painter, Role role, int frame, double width, double height) {
        String text = player.name(role) + " " + absence(role, frame);
        PixelBox seen = BoxPainter.lastSeen(player.effective().of(role), frame);
        double x = 8;
        double y = role == Role.ANIMAL ? 8 : 8 + fontSize() * 1.9;
        if (seen != null) {
            painter.gone(role, seen);
            x = view.toScreenX(seen.centerX()) + fontSize();
            y = view.toScreenY(seen.centerY()) - fontSize() * 0.7;
        }
        painter.chip(
                role,
                Math.max(4, Math.min(x, width - painter.chipWidth(text) - 4)),
                Math.max(4, Math.min(y, height - fontSize() * 2)),
                text);
    }

    /** Why there is no box, and since when: "lost since frame 34". */
    private String absence(Role role, int frame) {
        return player.problemsProperty().get().stream()
                .filter(p -> p.role() == role && p.contains(frame))
                .findFirst()
                .map(p -> p.kind().text() + (p.from() < frame ? " since frame " + p.from() : ""))
                .orElse("has no box");
    }

    private String text(Role role, int frame) {
        String name = player.name(role);
        if (!player.hasTracks()) {
            return name + "  seed";
        }
        EffectiveBox box = player.effectiveBox(role, frame);
        return switch (box.origin()) {
            case KEY_FRAME -> name + "  key frame";
            case SPREAD -> name + "  corrected";
            case MACHINE, MARKED_OUTSIDE ->
                switch (box.machine().state()) {
                    case SEED -> name + "  seed";
                    case DETECTED -> name + "  detected";
                    default ->
                        String.format(
                                Locale.ROOT, "%s  %.2f", name, box.machine().confidence());
                };
        };
    }
}
