package org.spatialalign.app.charts;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * The curves of one or several runs while they grow: what was measured faintly, the smoothed curve above it, guides to
 * read them against, marks where there was no number. Drag over a span to look at it closely, double-click to see all
 * again; the values under the pointer are shown. Painted at most once per pulse, whatever is added.
 */
public final class RunChart extends PaintedRegion {

    private static final double FAINT = 0.25;
    private static final double LEAST_DRAG = 6;
    /** So few points are worth a dot each; a single one would not be seen otherwise. */
    private static final int DOTTED = 40;

    private List<RunSeries> series = List.of();
    private List<Guide> guides = List.of();
    private boolean logarithmic;
    private boolean focused;
    private @Nullable ValueRange zoom;
    private @Nullable Double hover;
    private double cursor = Double.NaN;
    private @Nullable DoubleConsumer onPlace;
    private double dragStart = Double.NaN;
    private double dragEnd = Double.NaN;
    private Rectangle2D area = new Rectangle2D.Double();
    private ValueRange shownX = new ValueRange(0, 1, 0);
    private long hidden;
    private Consumer<Long> onHidden = count -> {};
    private DoubleFunction<String> placeWords = RunChart::plain;

    public RunChart(String name) {
        getStyleClass().add("run-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(name);
        setMinSize(160, 90);
        setPrefSize(420, 200);
        setOnMouseMoved(this::hovered);
        setOnMouseExited(event -> setHover(null));
        setOnMousePressed(this::pressed);
        setOnMouseDragged(this::dragged);
        setOnMouseReleased(event -> released());
        setOnMouseClicked(event -> {
            DoubleConsumer listener = onPlace;
            if (event.getClickCount() == 2) {
                showAll();
            } else if (listener != null && event.isStillSincePress()) {
                listener.accept(valueAt(event.getX()));
            }
        });
    }

    /** Shows these curves; call {@link #repaint} after adding points to one. */
    public void show(List<RunSeries> shown, List<Guide> against) {
        series = List.copyOf(shown);
        guides = List.copyOf(against);
        repaint();
    }

    /** How a place of the horizontal axis is called, for instance "step 12"; without it, by its number. */
    public void callPlaces(DoubleFunction<String> words) {
        placeWords = words;
        repaint();
    }

    /** A line at this place of the horizontal axis; none where it is no number. */
    public void setCursor(double place) {
        if (Double.compare(place, cursor) != 0) {
            cursor = place;
            repaint();
        }
    }

    /** Called with a place of the horizontal axis when somebody clicks it. */
    public void onPlace(DoubleConsumer listener) {
        onPlace = listener;
    }

    /** How strongly the curves are smoothed, in [0, 0.999]. */
    public void setSmoothing(double weight) {
        series.forEach(one -> one.smooth(weight));
        repaint();
    }

    /** Values on a logarithmic axis; what is not positive has no place there and is not shown. */
    public void setLogarithmic(boolean wanted) {
        logarithmic = wanted;
        repaint();
    }

    /** Leaves the outermost values out of the axis; {@link #onHidden} hears how many points that hides. */
    public void hideOutliers(boolean wanted) {
        focused = wanted;
        repaint();
    }

    /** Called after a painting when the number of points outside the axis has changed. */
    public void onHidden(Consumer<Long> listener) {
        onHidden = listener;
    }

    /** Looks at a span of the horizontal axis. */
    public void zoomTo(double from, double to) {
        zoom = to > from ? new ValueRange(from, to, 0) : null;
        repaint();
    }

    public void showAll() {
        zoom = null;
        repaint();
    }

    public boolean zoomed() {
        return zoom != null;
    }

    private void setHover(@Nullable Double x) {
        hover = x;
        repaint();
    }

    private void hovered(MouseEvent event) {
        setHover(area.contains(event.getX(), event.getY()) ? (Double) valueAt(event.getX()) : null);
    }

    private void pressed(MouseEvent event) {
        dragStart = event.getButton() == MouseButton.PRIMARY ? event.getX() : Double.NaN;
        dragEnd = dragStart;
    }

    private void dragged(MouseEvent event) {
        dragEnd = event.getX();
        repaint();
    }

    private void released() {
        if (Math.abs(dragEnd - dragStart) >= LEAST_DRAG) {
            zoomTo(valueAt(Math.min(dragStart, dragEnd)), valueAt(Math.max(dragStart, dragEnd)));
        }
        dragStart = Double.NaN;
        repaint();
    }

    private double valueAt(double pixel) {
        double share = area.getWidth() <= 0 ? 0 : (pixel - area.getX()) / area.getWidth();
        return shownX.low() + Math.max(0, Math.min(1, share)) * (shownX.high() - shownX.low());
    }

    private double pixelAt(double value) {
        return area.getX() + (value - shownX.low()) / (shownX.high() - shownX.low()) * area.getWidth();
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        shownX = zoom == null ? wholeSpan() : zoom;
        ValueRange values = focused
                ? ValueRange.focused(series, guides, shownX.low(), shownX.high())
                : ValueRange.whole(series, guides, shownX.low(), shownX.high());
        if (logarithmic) {
            values = positive(values);
        }
        double size = Math.max(10, fontSize() * 0.9);
        RunPlot.Look look =
                new RunPlot.Look(ink(Ink.TEXT), ink(Ink.MUTED), ink(Ink.LINE, 0.6), ink(Ink.SURFACE, 0.75), size);
        List<RunPlot.Line> lines = lines((int) Math.max(50, width), markHeight(values, height));
        RunPlot.Span span = new RunPlot.Span(shownX, values, logarithmic);
        area = RunPlot.paint(g, width, height, lines, guides, span, look);
        paintCursor(g);
        paintSelection(g);
        paintHover(g, size);
        if (values.hidden() != hidden) {
            hidden = values.hidden();
            onHidden.accept(hidden);
        }
    }

    private ValueRange wholeSpan() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (RunSeries one : series) {
            if (one.size() > 0) {
                low = Math.min(low, one.x(0));
                high = Math.max(high, one.x(one.size() - 1));
            }
        }
        if (low > high) {
            return new ValueRange(0, 1, 0);
        }
        return new ValueRange(low, Math.max(high, low + 1), 0);
    }

    /** A logarithmic axis starts at the smallest positive value. */
    private ValueRange positive(ValueRange range) {
        double smallest = Double.POSITIVE_INFINITY;
        for (RunSeries one : series) {
            for (int i = 0; i < one.size(); i++) {
                double y = one.raw(i);
                smallest = y > 0 && y < smallest ? y : smallest;
            }
        }
        double low = range.low() > 0 ? range.low() : smallest == Double.POSITIVE_INFINITY ? 0.1 : smallest;
        return new ValueRange(low, Math.max(range.high(), low * 10), range.hidden());
    }

    /** Marks of what is no number stand on the axis, whole. */
    private double markHeight(ValueRange values, double height) {
        double share = Math.min(0.5, RunPlot.MARK / height);
        return logarithmic
                ? values.low() * Math.pow(values.high() / values.low(), share)
                : values.low() + share * (values.high() - values.low());
    }

    /** All that was measured first, then what is smoothed, then the marks: what says most lies on top. */
    private List<RunPlot.Line> lines(int columns, double bottom) {
        List<RunPlot.Line> measured = new ArrayList<>();
        List<RunPlot.Line> smoothed = new ArrayList<>();
        List<RunPlot.Line> marks = new ArrayList<>();
        double from = shownX.low();
        double to = shownX.high();
        for (RunSeries one : series) {
            Color colour = ink(one.ink());
            Columns raw = Columns.of(one, one::raw, from, to, columns);
            Columns smooth = Columns.of(one, one::smooth, from, to, columns);
            Columns holes = raw.holes(bottom);
            if (logarithmic) {
                raw = raw.positive();
                smooth = smooth.positive();
            }
            measured.add(new RunPlot.Line(raw, colour.deriveColor(0, 1, 1, FAINT), 1, false, false));
            smoothed.add(new RunPlot.Line(smooth, colour, 1.6, one.dashed(), false));
            if (smooth.size() <= DOTTED) {
                marks.add(new RunPlot.Line(smooth, colour, 1, false, true));
            }
            marks.add(new RunPlot.Line(holes, ink(Ink.WARNING), 1, false, true));
        }
        measured.addAll(smoothed);
        measured.addAll(marks);
        return measured;
    }

    private void paintCursor(GraphicsContext g) {
        if (cursor >= shownX.low() && cursor <= shownX.high()) {
            double pixel = Math.floor(pixelAt(cursor)) + 0.5;
            g.setStroke(ink(Ink.ACCENT));
            g.setLineWidth(2);
            g.setLineDashes();
            g.strokeLine(pixel, area.getY(), pixel, area.getMaxY());
        }
    }

    private void paintSelection(GraphicsContext g) {
        if (!Double.isNaN(dragStart) && Math.abs(dragEnd - dragStart) >= LEAST_DRAG) {
            g.setFill(ink(Ink.ACCENT, 0.15));
            g.fillRect(Math.min(dragStart, dragEnd), area.getY(), Math.abs(dragEnd - dragStart), area.getHeight());
        }
    }

    private void paintHover(GraphicsContext g, double size) {
        Double x = hover;
        if (x == null) {
            return;
        }
        List<String> texts = hoverTexts(x);
        if (texts.isEmpty()) {
            return;
        }
        double pixel = Math.floor(pixelAt(x)) + 0.5;
        g.setStroke(ink(Ink.MUTED, 0.8));
        g.setLineWidth(1);
        g.setLineDashes();
        g.strokeLine(pixel, area.getY(), pixel, area.getMaxY());
        boolean onTheRight = pixel < area.getCenterX();
        g.setFont(Font.font(size));
        g.setTextBaseline(VPos.TOP);
        g.setTextAlign(onTheRight ? TextAlignment.LEFT : TextAlignment.RIGHT);
        double step = size * 1.35;
        g.setFill(ink(Ink.SURFACE, 0.85));
        double boxWidth = texts.stream().mapToInt(String::length).max().orElse(0) * size * 0.58 + 12;
        g.fillRect(onTheRight ? pixel + 4 : pixel - 4 - boxWidth, area.getY() + 2, boxWidth, texts.size() * step + 6);
        g.setFill(ink(Ink.TEXT));
        for (int i = 0; i < texts.size(); i++) {
            g.fillText(texts.get(i), pixel + (onTheRight ? 10 : -10), area.getY() + 5 + i * step);
        }
    }

    /** What the pointer is over: the place, then one line for each curve. */
    List<String> hoverTexts(double x) {
        List<String> texts = new ArrayList<>();
        for (RunSeries one : series) {
            int index = one.nearest(x);
            if (index >= 0) {
                if (texts.isEmpty()) {
                    texts.add(placeWords.apply(one.x(index)));
                }
                texts.add(one.name() + " " + plain(one.smooth(index)) + " (" + plain(one.raw(index)) + ")");
            }
        }
        return texts;
    }

    private static String plain(double value) {
        if (Double.isNaN(value)) {
            return "no number";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
