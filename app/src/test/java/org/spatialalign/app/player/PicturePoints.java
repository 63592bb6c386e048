package org.spatialalign.app.player;

import javafx.geometry.Point2D;
import javafx.scene.Node;

/** Where places of the player's picture are on the screen, for tests of whole windows. */
public final class PicturePoints {

    private PicturePoints() {}

    /** @param picture the node with the id "picture" */
    public static Point2D onScreen(Node picture, double imageX, double imageY) {
        PictureView view = (PictureView) picture;
        Viewport viewport = view.viewport();
        return view.localToScreen(viewport.toScreenX(imageX), viewport.toScreenY(imageY));
    }
}
