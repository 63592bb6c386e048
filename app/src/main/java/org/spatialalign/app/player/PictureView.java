package org.spatialalign.app.player;

import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.AccessibleRole;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.prompt.DsrType;

/** The picture of a player with its overlays; zoom and pan. */
final class PictureView extends Region {

    private static final double STEP = 1.25;

    private final PlayerViewModel player;
    private final ImageView picture = new ImageView();
    private final LandscapeLayer landscape = new LandscapeLayer();
    private final OverlayCanvas overlay;
    private final ReadOnlyObjectWrapper<Viewport> viewport = new ReadOnlyObjectWrapper<>(new Viewport(1, 0, 0));
    private boolean fitted = true;
    private boolean frameDirty = true;
    private boolean boxesDirty = true;
    private @Nullable FrameImage frameImage;

    PictureView(PlayerViewModel player) {
        this.player = player;
        overlay = new OverlayCanvas(player);
        getStyleClass().add("picture-view");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(160, 90);
        setPrefSize(720, 405);
        picture.setManaged(false);
        picture.setMouseTransparent(true);
        picture.setPreserveRatio(false);
        getChildren().addAll(picture, landscape, overlay);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        new PictureGestures(this, player);

        Changes.of(this::clipChanged, player.clipProperty());
        Changes.of(this::frameChanged, player.frameProperty());
        Changes.of(
                this::boxesChanged,
                player.outcomeProperty(),
                player.effectiveProperty(),
                player.seedsProperty(),
                player.selectedRoleProperty(),
                player.ghostBoxProperty(),
                player.draftBoxProperty(),
                player.trailVisibleProperty(),
                player.landscapeVisibleProperty(),
                player.editableProperty(),
                player.animalNameProperty(),
                player.objectNameProperty());
        Changes.of(this::fit, player.fitRequestsProperty());
    }

    private void clipChanged() {
        fitted = true;
        frameChanged();
    }

    private void frameChanged() {
        frameDirty = true;
        boxesChanged();
    }

    /** Several changes between two pulses cost one painting. */
    private void boxesChanged() {
        boxesDirty = true;
        requestLayout();
    }

    private void showFrame(Clip clip) {
        int index = player.frame();
        if (index < clip.frameCount()) {
            Frame frame = clip.frame(index);
            FrameImage image = frameImage;
            if (image == null || !image.fits(frame)) {
                image = new FrameImage(frame.width(), frame.height());
                frameImage = image;
                picture.setImage(image.image());
            }
            image.show(frame);
        }
    }

    private void showBoxes() {
        overlay.repaint();
        updateLandscape();
        setAccessibleText(spoken());
    }

    private void updateLandscape() {
        DsrType type = player.typeProperty().get();
        Optional<ScoreLandscape> shown = Optional.empty();
        Clip clip = player.clip();
        if (player.landscapeVisibleProperty().get() && type != null && clip != null) {
            shown = ScoreLandscape.of(
                    player.outcome(),
                    type,
                    player.effective(),
                    player.frame(),
                    player.selectedRole(),
                    ScoreLandscape.Grid.over(clip.info().width(), clip.info().height()));
        }
        landscape.show(shown, player.name(player.selectedRole()));
    }

    /** What a screen reader says: "frame 12 of 81, cat at 40 across and 55 down in percent, score 0.83". */
    private String spoken() {
        Clip clip = player.clip();
        if (clip == null) {
            return "No clip";
        }
        StringBuilder text = new StringBuilder("Frame " + player.frame() + " of 0 to " + (clip.frameCount() - 1));
        for (Role role : Role.values()) {
            PixelBox box = player.box(role, player.frame());
            text.append(", ").append(player.name(role));
            if (box == null) {
                text.append(" has no box");
            } else {
                text.append(String.format(
                        Locale.ROOT,
                        " at %.0f%% across, %.0f%% down",
                        100 * box.centerX() / clip.info().width(),
                        100 * box.centerY() / clip.info().height()));
            }
        }
        Double score = player.score();
        text.append(score == null ? ", no score" : String.format(Locale.ROOT, ", score %.3f", score));
        return text.toString();
    }

    /** The whole picture, as large as possible; stays so when the window changes. */
    void fit() {
        fitted = true;
        requestLayout();
    }

    void zoomIn() {
        zoomAt(STEP, getWidth() / 2, getHeight() / 2);
    }

    void zoomOut() {
        zoomAt(1 / STEP, getWidth() / 2, getHeight() / 2);
    }

    void zoomAt(double factor, double x, double y) {
        place(viewport.get().zoomedAt(factor, x, y));
    }

    void pan(double dx, double dy) {
        Clip clip = player.clip();
        if (clip != null) {
            place(viewport.get().panned(dx, dy, clip.info().width(), clip.info().height(), getWidth(), getHeight()));
        }
    }

    private void place(Viewport next) {
        if (player.clip() != null) {
            fitted = false;
            viewport.set(next);
            requestLayout();
        }
    }

    Viewport viewport() {
        return viewport.get();
    }

    @Override
    protected void layoutChildren() {
        Clip clip = player.clip();
        overlay.resizeRelocate(0, 0, getWidth(), getHeight());
        landscape.resizeRelocate(0, 0, getWidth(), getHeight());
        picture.setVisible(clip != null);
        if (clip != null) {
            if (frameDirty) {
                showFrame(clip);
            }
            placePicture(clip);
        }
        if (boxesDirty) {
            showBoxes();
        }
        frameDirty = false;
        boxesDirty = false;
    }

    private void placePicture(Clip clip) {
        double width = clip.info().width();
        double height = clip.info().height();
        if (fitted) {
            viewport.set(Viewport.fit(width, height, getWidth(), getHeight()));
        }
        Viewport view = viewport.get();
        picture.setX(view.x());
        picture.setY(view.y());
        picture.setFitWidth(view.scale() * width);
        picture.setFitHeight(view.scale() * height);
        Image image = picture.getImage();
        // Enlarged a lot, single pixels are what one wants to see.
        picture.setSmooth(image == null || view.scale() * width / image.getWidth() < 4);
        landscape.place(view, width, height);
        if (!view.equals(overlay.viewport())) {
            overlay.setViewport(view);
        }
    }

    int overlayPaints() {
        return overlay.paints();
    }
}
