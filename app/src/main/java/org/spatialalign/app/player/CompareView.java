package org.spatialalign.app.player;

import java.util.Locale;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.effect.BlendMode;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.charts.Ink;
import org.spatialalign.app.charts.PaintedRegion;
import org.spatialalign.app.charts.TextWidth;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.track.EffectiveTracks;

/**
 * Two clips on one clock: beside each other (one over the other where the place is narrow), behind a wipe, or as their
 * difference. Clips of another frame rate keep in step by time; a shorter one holds its last frame.
 */
public final class CompareView extends Region {

    /** How the two are put together. */
    public enum Mode {
        SIDE_BY_SIDE,
        WIPE,
        DIFFERENCE;

        public Mode next() {
            return switch (this) {
                case SIDE_BY_SIDE -> WIPE;
                case WIPE -> DIFFERENCE;
                case DIFFERENCE -> SIDE_BY_SIDE;
            };
        }
    }

    /** One of the two clips; tracks are null where there are none. */
    public record Side(Clip clip, @Nullable EffectiveTracks tracks) {}

    private static final double GAP = 8;

    private final Playhead head;
    private final Half left = new Half();
    private final Half right = new Half();
    private final Rectangle wiped = new Rectangle();
    private final Marks marks = new Marks();
    private final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(Mode.SIDE_BY_SIDE);
    private final DoubleProperty wipe = new SimpleDoubleProperty(0.5);
    private final BooleanProperty overlay = new SimpleBooleanProperty();
    private boolean frameDirty = true;
    private String leftCaption = "";
    private String rightCaption = "";

    /** The picture of one clip. */
    private static final class Half {
        private final ImageView picture = new ImageView();
        private @Nullable FrameImage image;
        private @Nullable Side side;
        private Viewport view = new Viewport(1, 0, 0);

        Half() {
            picture.setManaged(false);
            picture.setMouseTransparent(true);
        }

        void show(Playhead head) {
            Side shown = side;
            picture.setVisible(shown != null);
            if (shown == null) {
                return;
            }
            Frame frame = shown.clip.frame(frame(head, shown.clip));
            FrameImage known = image;
            if (known == null || !known.fits(frame)) {
                known = new FrameImage(frame.width(), frame.height());
                image = known;
                picture.setImage(known.image());
            }
            known.show(frame);
        }

        double aspect() {
            Side shown = side;
            return shown == null
                    ? 832.0 / 480
                    : (double) shown.clip.info().width() / shown.clip.info().height();
        }

        void place(double x, double y, double width, double height) {
            Side shown = side;
            if (shown == null) {
                return;
            }
            double w = shown.clip.info().width();
            double h = shown.clip.info().height();
            Viewport fit = Viewport.fit(w, h, width, height);
            view = new Viewport(fit.scale(), fit.x() + x, fit.y() + y);
            picture.setX(view.x());
            picture.setY(view.y());
            picture.setFitWidth(view.scale() * w);
            picture.setFitHeight(view.scale() * h);
        }
    }

    public CompareView(Playhead head) {
        this.head = head;
        getStyleClass().add("compare-view");
        getStylesheets()
                .add(Objects.requireNonNull(CompareView.class.getResource("player.css"))
                        .toExternalForm());
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(240, 120);
        getChildren().addAll(left.picture, right.picture, marks);
        head.frameProperty().addListener((o, before, now) -> frameChanged());
        Changes.of(this::modeChanged, mode);
        Changes.of(this::requestLayout, wipe);
        Changes.of(marks::repaint, overlay);
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            requestFocus();
            wipeTo(event.getX());
        });
        addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> wipeTo(event.getX()));
        new PlayClock(head, this);
    }

    /** Shows these two; null empties a side. The playhead is not touched. */
    public void show(@Nullable Side leftSide, @Nullable Side rightSide) {
        left.side = leftSide;
        right.side = rightSide;
        frameChanged();
    }

    /** What is written into the corner of each picture, wherever it lies; empty for nothing. */
    public void setCaptions(String ofLeft, String ofRight) {
        leftCaption = ofLeft;
        rightCaption = ofRight;
        marks.repaint();
    }

    public ObjectProperty<Mode> modeProperty() {
        return mode;
    }

    /** Where the wipe stands: 0 shows the right clip alone, 1 the left one. */
    public DoubleProperty wipeProperty() {
        return wipe;
    }

    /** Whether boxes are drawn. */
    public BooleanProperty overlayProperty() {
        return overlay;
    }

    private void wipeTo(double x) {
        Half half = left;
        if (mode.get() == Mode.WIPE && half.side != null) {
            double width = half.picture.getFitWidth();
            wipe.set(Math.max(0, Math.min(1, (x - half.view.x()) / Math.max(1, width))));
        }
    }

    private void modeChanged() {
        right.picture.setBlendMode(mode.get() == Mode.DIFFERENCE ? BlendMode.DIFFERENCE : null);
        right.picture.setClip(mode.get() == Mode.WIPE ? wiped : null);
        marks.repaint();
        requestLayout();
    }

    private void frameChanged() {
        frameDirty = true;
        requestLayout();
    }

    /** The frame of a clip at the playhead's time. */
    private static int frame(Playhead head, Clip clip) {
        double rate = head.frameRateProperty().get();
        boolean sameRate = Math.abs(rate - clip.info().frameRate()) < 1e-6;
        int frame = sameRate
                ? head.frame()
                : (int) Math.floor((head.frame() + 0.5) / rate * clip.info().frameRate());
        return Math.min(frame, clip.frameCount() - 1);
    }

    @Override
    protected void layoutChildren() {
        // Within the border, which shows where the keyboard is.
        double x = snappedLeftInset();
        double y = snappedTopInset();
        double width = Math.max(0, getWidth() - x - snappedRightInset());
        double height = Math.max(0, getHeight() - y - snappedBottomInset());
        if (mode.get() == Mode.SIDE_BY_SIDE) {
            double half = (width - GAP) / 2;
            double beside = Math.min(half / left.aspect(), height);
            double over = Math.min(width / left.aspect(), (height - GAP) / 2);
            if (beside >= over) {
                left.place(x, y, half, height);
                right.place(x + half + GAP, y, half, height);
            } else {
                left.place(x, y, width, (height - GAP) / 2);
                right.place(x, y + (height + GAP) / 2, width, (height - GAP) / 2);
            }
        } else {
            left.place(x, y, width, height);
            right.place(x, y, width, height);
            double from = wipe.get() * right.picture.getFitWidth();
            wiped.setX(right.view.x() + from);
            wiped.setY(right.view.y());
            wiped.setWidth(Math.max(0, right.picture.getFitWidth() - from));
            wiped.setHeight(right.picture.getFitHeight());
        }
        marks.resizeRelocate(0, 0, getWidth(), getHeight());
        if (frameDirty) {
            frameDirty = false;
            left.show(head);
            right.show(head);
            setAccessibleText(String.format(
                    Locale.ROOT, "Two clips, frame %d of 0 to %d", head.frame(), Math.max(0, head.frameCount() - 1)));
        }
        marks.repaint();
    }

    /** Boxes, the line of the wipe, and which clip is which where they share a place. */
    private final class Marks extends PaintedRegion {
        private final TextWidth widths = new TextWidth();

        Marks() {
            setMouseTransparent(true);
        }

        @Override
        protected void paint(GraphicsContext g, double width, double height) {
            if (overlay.get()) {
                boxes(g, left);
                if (mode.get() != Mode.DIFFERENCE) {
                    g.save();
                    if (mode.get() == Mode.WIPE) {
                        g.beginPath();
                        g.rect(wiped.getX(), wiped.getY(), wiped.getWidth(), wiped.getHeight());
                        g.clip();
                    }
                    boxes(g, right);
                    g.restore();
                }
            }
            if (mode.get() == Mode.SIDE_BY_SIDE) {
                caption(g, left, leftCaption);
                caption(g, right, rightCaption);
            } else if (left.side != null) {
                names(g);
            }
        }

        private void boxes(GraphicsContext g, Half half) {
            Side side = half.side;
            if (side == null || side.tracks == null) {
                return;
            }
            int frame = frame(head, side.clip);
            BoxPainter painter = new BoxPainter(g, half.view, fontSize(), widths);
            for (Role role : Role.values()) {
                PixelBox box = frame < side.tracks.frameCount()
                        ? side.tracks.box(role, frame).box()
                        : null;
                if (box != null) {
                    painter.box(role, box, false);
                }
            }
        }

        private void caption(GraphicsContext g, Half half, String text) {
            if (half.side != null && !text.isEmpty()) {
                // Squeezed rather than over the edge of a small picture.
                double most = Math.max(0, half.picture.getFitWidth() - 20);
                name(g, text, half.view.x() + 6, half.view.y() + 6, Math.min(most, widths.of(text, font())));
            }
        }

        private void names(GraphicsContext g) {
            double x = left.view.x();
            double y = left.view.y();
            double right = x + left.picture.getFitWidth();
            if (mode.get() == Mode.WIPE) {
                double line = wiped.getX();
                g.setStroke(Color.rgb(0, 0, 0, 0.6));
                g.setLineWidth(3);
                g.strokeLine(line, y, line, y + left.picture.getFitHeight());
                g.setStroke(ink(Ink.ACCENT));
                g.setLineWidth(1.5);
                g.strokeLine(line, y, line, y + left.picture.getFitHeight());
                name(g, "Left", x + 6, y + 6);
                name(g, "Right", right - 12 - widths.of("Right", font()), y + 6);
            } else {
                name(g, "Difference", x + 6, y + 6);
            }
        }

        private Font font() {
            return Font.font(null, FontWeight.BOLD, fontSize());
        }

        private void name(GraphicsContext g, String text, double x, double y) {
            name(g, text, x, y, widths.of(text, font()));
        }

        private void name(GraphicsContext g, String text, double x, double y, double width) {
            g.setFill(Color.rgb(0, 0, 0, 0.6));
            g.fillRoundRect(x, y, width + 8, fontSize() * 1.6, 6, 6);
            g.setFill(Color.WHITE);
            g.setFont(font());
            g.fillText(text, x + 4, y + fontSize() * 1.15, width + 1);
        }
    }
}
