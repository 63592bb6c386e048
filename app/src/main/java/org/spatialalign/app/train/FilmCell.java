package org.spatialalign.app.train;

import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.player.FrameImage;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.Frame;

/** One prompt and seed: the picture of its clip at one step, and what it scores. Another step only swaps the clip. */
final class FilmCell extends Region {

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final double BORDER = 2;
    /** Until a clip is there; Wan's own shape. */
    private static final double ASPECT = 832.0 / 480;

    private static final double LEAST = 84;

    private final ImageView picture = new ImageView();
    private final Label words = new Label();
    private final Tooltip tooltip = new Tooltip();
    private @Nullable FrameImage image;
    private @Nullable Clip clip;
    private double aspect = ASPECT;

    FilmCell(Film.Cell cell, Runnable chosen, Runnable opened) {
        getStyleClass().add("film-cell");
        setId("film-" + cell.promptId() + "-" + cell.seed());
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        picture.setManaged(false);
        picture.setMouseTransparent(true);
        words.setManaged(false);
        words.setMouseTransparent(true);
        words.setTextOverrun(OverrunStyle.ELLIPSIS);
        words.getStyleClass().add("caption");
        getChildren().addAll(picture, words);
        Tooltip.install(this, tooltip);
        setOnMouseClicked(event -> {
            requestFocus();
            chosen.run();
            if (event.getClickCount() == 2) {
                opened.run();
            }
        });
        focusedProperty().addListener((o, before, now) -> {
            if (now) {
                chosen.run();
            }
        });
    }

    void select(boolean now) {
        pseudoClassStateChanged(SELECTED, now);
    }

    /** @param shown null while it is not there */
    void show(@Nullable Clip shown, String text, String accessible) {
        clip = shown;
        words.setText(text);
        tooltip.setText(text);
        setAccessibleText(accessible);
        picture.setVisible(shown != null);
    }

    /** A shorter clip holds its last frame. */
    void frame(int frame) {
        Clip now = clip;
        if (now == null) {
            return;
        }
        Frame shown = now.frame(Math.min(frame, now.frameCount() - 1));
        FrameImage known = image;
        if (known == null || !known.fits(shown)) {
            known = new FrameImage(shown.width(), shown.height());
            image = known;
            picture.setImage(known.image());
            aspect = (double) now.info().width() / now.info().height();
            requestLayout();
        }
        known.show(shown);
    }

    @Override
    protected void layoutChildren() {
        double line = Math.ceil(words.prefHeight(-1));
        double width = Math.max(1, getWidth() - 2 * BORDER);
        double height = Math.max(1, getHeight() - 2 * BORDER - line);
        double shownWidth = Math.min(width, height * aspect);
        double shownHeight = shownWidth / aspect;
        picture.setX(BORDER + (width - shownWidth) / 2);
        picture.setY(BORDER + (height - shownHeight) / 2);
        picture.setFitWidth(shownWidth);
        picture.setFitHeight(shownHeight);
        double place = BORDER + (height + shownHeight) / 2;
        words.resizeRelocate(BORDER + (width - shownWidth) / 2, place, shownWidth, line);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 160;
    }

    @Override
    protected double computePrefHeight(double width) {
        return LEAST;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 80;
    }

    @Override
    protected double computeMinHeight(double width) {
        return LEAST;
    }
}
