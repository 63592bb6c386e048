package org.spatialalign.app.charts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableDoubleProperty;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableDoubleProperty;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleableProperty;
import javafx.css.converter.ColorConverter;
import javafx.css.converter.SizeConverter;
import javafx.geometry.Point2D;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.transform.Scale;
import org.jspecify.annotations.Nullable;

/**
 * A region painted by hand in the colours of the theme. It is painted once per pulse, and only after {@link #repaint},
 * a change of its size, or another theme.
 */
public abstract class PaintedRegion extends Region {

    private static final Map<Ink, CssMetaData<PaintedRegion, Color>> INK_META = inkMeta();
    private static final CssMetaData<PaintedRegion, Number> FONT_SIZE_META =
            new CssMetaData<>("-ink-font-size", SizeConverter.getInstance(), 13) {
                @Override
                public boolean isSettable(PaintedRegion region) {
                    return !region.fontSize.isBound();
                }

                @Override
                public StyleableProperty<Number> getStyleableProperty(PaintedRegion region) {
                    return region.fontSize;
                }
            };
    private static final List<CssMetaData<? extends Styleable, ?>> META = allMeta();

    /** As large as the window can be set. Beyond it memory counts more than sharpness. */
    private static final double MOST_MAGNIFIED = 2.5;

    private final Canvas canvas = new Canvas();
    private final Scale toLocal = new Scale(1, 1);
    private final Map<Ink, StyleableObjectProperty<Color>> inks = new EnumMap<>(Ink.class);
    private final StyleableDoubleProperty fontSize =
            new SimpleStyleableDoubleProperty(FONT_SIZE_META, this, "fontSize", 13.0);
    private boolean dirty = true;
    private int paints;

    protected PaintedRegion() {
        getStyleClass().add("painted-region");
        for (Ink ink : Ink.values()) {
            StyleableObjectProperty<Color> property = new SimpleStyleableObjectProperty<>(
                    Objects.requireNonNull(INK_META.get(ink)), this, ink.cssName(), ink.standard());
            property.addListener((o, before, now) -> repaint());
            inks.put(ink, property);
        }
        fontSize.addListener((o, before, now) -> repaint());
        canvas.setMouseTransparent(true);
        canvas.setManaged(false);
        canvas.getTransforms().add(toLocal);
        getChildren().add(canvas);
    }

    /** Paints everything; the canvas is empty. Coordinates are those of the region. */
    protected abstract void paint(GraphicsContext g, double width, double height);

    /** Paints anew at the next pulse. */
    public final void repaint() {
        dirty = true;
        setNeedsLayout(true);
        requestLayout();
    }

    /** How often it was painted, to see that nothing is painted for nothing. */
    public final int paints() {
        return paints;
    }

    protected final Color ink(Ink ink) {
        Color colour = Objects.requireNonNull(inks.get(ink)).get();
        return colour == null ? ink.standard() : colour;
    }

    protected final Color ink(Ink ink, double opacity) {
        return ink(ink).deriveColor(0, 1, 1, opacity);
    }

    /** Text of a normal size, in pixels; grows with the text of the window. */
    protected final double fontSize() {
        return fontSize.get();
    }

    @Override
    protected void layoutChildren() {
        // A canvas has as many pixels as it is wide; where the window shows everything larger it gets more of them, or
        // the enlarging would blur it.
        double magnified = magnification();
        double width = Math.max(0, Math.ceil(getWidth() * magnified));
        double height = Math.max(0, Math.ceil(getHeight() * magnified));
        if (canvas.getWidth() != width || canvas.getHeight() != height || toLocal.getX() * magnified != 1) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            toLocal.setX(1 / magnified);
            toLocal.setY(1 / magnified);
            dirty = true;
        }
        if (dirty && width > 0 && height > 0) {
            dirty = false;
            paints++;
            GraphicsContext g = canvas.getGraphicsContext2D();
            // Whatever a painting sets, such as how texts are aligned, the next one must not find it.
            g.save();
            g.setTransform(1, 0, 0, 1, 0, 0);
            g.clearRect(0, 0, width, height);
            g.scale(magnified, magnified);
            // Square ends would fill the gaps of dashed lines.
            g.setLineCap(StrokeLineCap.BUTT);
            paint(g, getWidth(), getHeight());
            g.restore();
        }
    }

    /** How much larger than its own size it is shown. */
    private double magnification() {
        Point2D origin = localToScene(0, 0);
        double factor = localToScene(1, 0).distance(origin);
        return factor > 1 ? Math.min(factor, MOST_MAGNIFIED) : 1;
    }

    @Override
    public @Nullable String getUserAgentStylesheet() {
        return Objects.requireNonNull(PaintedRegion.class.getResource("charts.css"))
                .toExternalForm();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return META;
    }

    private static Map<Ink, CssMetaData<PaintedRegion, Color>> inkMeta() {
        Map<Ink, CssMetaData<PaintedRegion, Color>> meta = new EnumMap<>(Ink.class);
        for (Ink ink : Ink.values()) {
            meta.put(ink, new CssMetaData<>(ink.cssName(), ColorConverter.getInstance(), ink.standard()) {
                @Override
                public boolean isSettable(PaintedRegion region) {
                    return !Objects.requireNonNull(region.inks.get(ink)).isBound();
                }

                @Override
                public StyleableProperty<Color> getStyleableProperty(PaintedRegion region) {
                    return Objects.requireNonNull(region.inks.get(ink));
                }
            });
        }
        return meta;
    }

    private static List<CssMetaData<? extends Styleable, ?>> allMeta() {
        List<CssMetaData<? extends Styleable, ?>> meta = new ArrayList<>(Region.getClassCssMetaData());
        meta.addAll(INK_META.values());
        meta.add(FONT_SIZE_META);
        return List.copyOf(meta);
    }
}
