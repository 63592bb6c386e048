package org.spatialalign.app.player;

import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.player.BoxPicker.Hit;
import org.spatialalign.engine.geometry.Role;

/**
 * What the mouse does on a picture. On a box it moves or resizes; beside the boxes it draws the selected role's box when
 * there is none in this frame (or with Shift), and otherwise drags the picture. The middle button always drags the
 * picture, the wheel zooms, two fingers or Shift and the wheel move.
 */
final class PictureGestures {

    /** How near to an edge is near enough, in screen pixels. */
    private static final double REACH_PX = 9;

    private final PictureView view;
    private final PlayerViewModel player;
    private boolean panning;
    private double lastX;
    private double lastY;

    PictureGestures(PictureView view, PlayerViewModel player) {
        this.view = view;
        this.player = player;
        view.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        view.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        view.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        view.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        view.addEventHandler(ZoomEvent.ZOOM, e -> view.zoomAt(e.getZoomFactor(), e.getX(), e.getY()));
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    private void moved(MouseEvent e) {
        view.setCursor(cursor(e));
    }

    private Cursor cursor(MouseEvent e) {
        if (player.clip() == null) {
            return Cursor.DEFAULT;
        }
        Hit hit = hit(e);
        if (hit != null) {
            return cursor(hit.handle());
        }
        return draws(e) ? Cursor.CROSSHAIR : Cursor.OPEN_HAND;
    }

    private static Cursor cursor(BoxHandle handle) {
        return switch (handle) {
            case MOVE -> Cursor.MOVE;
            case TOP_LEFT -> Cursor.NW_RESIZE;
            case TOP -> Cursor.N_RESIZE;
            case TOP_RIGHT -> Cursor.NE_RESIZE;
            case RIGHT -> Cursor.E_RESIZE;
            case BOTTOM_RIGHT -> Cursor.SE_RESIZE;
            case BOTTOM -> Cursor.S_RESIZE;
            case BOTTOM_LEFT -> Cursor.SW_RESIZE;
            case LEFT -> Cursor.W_RESIZE;
            case DRAW -> Cursor.CROSSHAIR;
        };
    }

    private @Nullable Hit hit(MouseEvent e) {
        boolean hidden = !player.overlayVisibleProperty().get();
        if (hidden || e.isShiftDown() || !player.editableProperty().get()) {
            return null;
        }
        int frame = player.frame();
        return BoxPicker.pick(
                player.box(Role.ANIMAL, frame),
                player.box(Role.OBJECT, frame),
                player.selectedRole(),
                imageX(e),
                imageY(e),
                REACH_PX / view.viewport().scale());
    }

    private boolean draws(MouseEvent e) {
        return player.editableProperty().get()
                && (e.isShiftDown() || player.box(player.selectedRole(), player.frame()) == null);
    }

    private void pressed(MouseEvent e) {
        view.requestFocus();
        if (player.clip() == null) {
            return;
        }
        lastX = e.getX();
        lastY = e.getY();
        panning = false;
        if (e.getButton() == MouseButton.PRIMARY) {
            Hit hit = hit(e);
            if (hit != null) {
                player.selectedRoleProperty().set(hit.role());
                player.beginDrag(hit.role(), hit.handle(), imageX(e), imageY(e));
            } else if (draws(e)) {
                player.beginDrag(player.selectedRole(), BoxHandle.DRAW, imageX(e), imageY(e));
            } else {
                panning = true;
            }
        } else if (e.getButton() == MouseButton.MIDDLE) {
            panning = true;
        }
        if (panning) {
            view.setCursor(Cursor.CLOSED_HAND);
        }
        e.consume();
    }

    private void dragged(MouseEvent e) {
        if (panning) {
            view.pan(e.getX() - lastX, e.getY() - lastY);
            lastX = e.getX();
            lastY = e.getY();
        } else {
            player.drag(imageX(e), imageY(e));
        }
        e.consume();
    }

    private void released(MouseEvent e) {
        if (!panning) {
            player.endDrag();
        }
        panning = false;
        view.setCursor(cursor(e));
        e.consume();
    }

    private void clicked(MouseEvent e) {
        if (e.getClickCount() == 2 && e.getButton() == MouseButton.PRIMARY && e.isStillSincePress() && hit(e) == null) {
            view.fit();
        }
    }

    private void scrolled(ScrollEvent e) {
        if (e.getTouchCount() > 0 || e.isInertia() || e.isShiftDown()) {
            view.pan(e.getDeltaX(), e.getDeltaY());
        } else if (e.getDeltaY() != 0) {
            view.zoomAt(Math.pow(1.0022, e.getDeltaY()), e.getX(), e.getY());
        }
        e.consume();
    }

    private void keyPressed(KeyEvent e) {
        if (e.getCode() == KeyCode.ESCAPE && player.isDragging()) {
            player.cancelDrag();
            e.consume();
        }
    }

    private double imageX(MouseEvent e) {
        return view.viewport().toImageX(e.getX());
    }

    private double imageY(MouseEvent e) {
        return view.viewport().toImageY(e.getY());
    }
}
