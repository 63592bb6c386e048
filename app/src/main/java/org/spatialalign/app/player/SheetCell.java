package org.spatialalign.app.player;

import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.spatialalign.app.charts.Ink;
import org.spatialalign.app.charts.PaintedRegion;
import org.spatialalign.app.charts.TextWidth;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.track.EffectiveTracks;

/** One clip of a contact sheet: picture, boxes, caption and score. */
final class SheetCell extends Region {

    private static final double BORDER_PX = 2;
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    private final ContactSheet.Item item;
    private final Playhead head;
    private final FrameImage image;
    private final ImageView picture;
    private final Marks marks = new Marks();
    private boolean dirty = true;

    SheetCell(ContactSheet.Item item, Playhead head, Runnable chosen) {
        this.item = item;
        this.head = head;
        image = new FrameImage(
                item.clip().frame(0).width(), item.clip().frame(0).height());
        picture = new ImageView(image.image());
        picture.setManaged(false);
        picture.setMouseTransparent(true);
        getStyleClass().add("sheet-cell");
        setId("sheet-" + item.id());
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(item.caption() + ", " + score());
        getChildren().addAll(picture, marks);
        addEventHandler(MouseEvent.MOUSE_CLICKED, e -> {
            requestFocus();
            chosen.run();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ENTER) {
                chosen.run();
                e.consume();
            }
        });
    }

    ContactSheet.Item item() {
        return item;
    }

    double aspect() {
        return (double) item.clip().info().width() / item.clip().info().height();
    }

    /** Room under the picture, growing with the text. */
    double captionHeight() {
        return marks.fontPixels() * 2;
    }

    void select(boolean chosen) {
        pseudoClassStateChanged(SELECTED, chosen);
    }

    void frameChanged() {
        dirty = true;
        requestLayout();
    }

    /** The frame of this clip at the playhead's time. */
    int frame() {
        Clip clip = item.clip();
        double rate = head.frameRateProperty().get();
        boolean sameRate = Math.abs(rate - clip.info().frameRate()) < 1e-6;
        int frame = sameRate
                ? head.frame()
                : (int) Math.floor((head.frame() + 0.5) / rate * clip.info().frameRate());
        return Math.min(frame, clip.frameCount() - 1);
    }

    private String score() {
        ScoreOutcome outcome = item.outcome();
        if (outcome == null) {
            return "not scored";
        }
        return outcome instanceof ScoreOutcome.Scored scored
                ? Figures.score(scored.dsrScore())
                : ((ScoreOutcome.Unscorable) outcome).reason().title();
    }

    @Override
    protected void layoutChildren() {
        double width = Math.max(1, getWidth() - 2 * BORDER_PX);
        double height = Math.max(1, getHeight() - captionHeight() - BORDER_PX);
        Viewport fit =
                Viewport.fit(item.clip().info().width(), item.clip().info().height(), width, height);
        Viewport view = new Viewport(fit.scale(), fit.x() + BORDER_PX, fit.y() + BORDER_PX);
        picture.setX(view.x());
        picture.setY(view.y());
        picture.setFitWidth(view.scale() * item.clip().info().width());
        picture.setFitHeight(view.scale() * item.clip().info().height());
        marks.resizeRelocate(0, 0, getWidth(), getHeight());
        marks.view = view;
        if (dirty) {
            dirty = false;
            image.show(item.clip().frame(frame()));
            marks.repaint();
        }
    }

    private final class Marks extends PaintedRegion {

        private final TextWidth widths = new TextWidth();
        private Viewport view = new Viewport(1, 0, 0);

        double fontPixels() {
            return fontSize();
        }

        Marks() {
            setMouseTransparent(true);
        }

        @Override
        protected void paint(GraphicsContext g, double width, double height) {
            EffectiveTracks tracks = item.tracks();
            int frame = frame();
            if (tracks != null) {
                BoxPainter painter = new BoxPainter(g, view, fontSize(), widths);
                for (Role role : Role.values()) {
                    PixelBox box = frame < tracks.frameCount()
                            ? tracks.box(role, frame).box()
                            : null;
                    if (box != null) {
                        painter.box(role, box, false);
                    }
                }
            }
            double y = height - captionHeight() * 0.35;
            g.setFill(ink(Ink.TEXT));
            g.setFont(Font.font(fontSize()));
            g.fillText(item.caption(), 8, y);
            g.setFont(Font.font(null, FontWeight.BOLD, fontSize()));
            g.setTextAlign(TextAlignment.RIGHT);
            g.fillText(score(), width - 8, y);
            g.setTextAlign(TextAlignment.LEFT);
        }
    }
}
