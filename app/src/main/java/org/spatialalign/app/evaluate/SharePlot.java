package org.spatialalign.app.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.spatialalign.app.charts.Ink;
import org.spatialalign.app.charts.PaintedRegion;
import org.spatialalign.app.charts.TextWidth;
import org.spatialalign.engine.evaluate.ShareBand;

/**
 * The share of clips at or above each threshold, a curve with its band for each model. The values under the pointer are
 * shown; a click or a drag moves the chosen threshold, a double click leads to the clips.
 */
final class SharePlot extends PaintedRegion {

    private static final double TOP = 10;
    private static final double RIGHT = 14;
    private static final double BAND = 0.14;

    private final TextWidth widths = new TextWidth();
    private final DoubleConsumer onThreshold;
    private List<ShareBand> bands = List.of();
    private double threshold = 0.7;
    private double hover = Double.NaN;
    private double left = 48;
    private double bottom = 36;

    /**
     * @param onThreshold called when somebody points at another threshold
     * @param onOpen called when the clips at that threshold are wanted
     */
    SharePlot(DoubleConsumer onThreshold, Runnable onOpen) {
        this.onThreshold = onThreshold;
        setId("share-plot");
        getStyleClass().add("share-plot");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(320, 180);
        setPrefSize(640, 240);
        setOnMouseMoved(event -> hover(event.getX()));
        setOnMouseExited(event -> hover(Double.NaN));
        setOnMousePressed(this::pointed);
        setOnMouseDragged(this::pointed);
        setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                onOpen.run();
            }
        });
    }

    void show(List<ShareBand> shown, double chosen) {
        bands = List.copyOf(shown);
        threshold = chosen;
        setAccessibleText("Share of clips at or above each threshold. "
                + String.join(". ", texts(chosen).subList(1, bands.size() + 1)));
        repaint();
    }

    private void hover(double x) {
        double at = Double.isNaN(x) ? Double.NaN : valueAt(x);
        hover = at < 0 || at > 1 ? Double.NaN : at;
        repaint();
    }

    private void pointed(MouseEvent event) {
        double at = valueAt(event.getX());
        onThreshold.accept(Math.round(100 * Math.max(0, Math.min(1, at))) / 100.0);
        hover(event.getX());
    }

    private double valueAt(double x) {
        return (x - left) / Math.max(1, getWidth() - left - RIGHT);
    }

    /** The threshold, then each model's share at it with the interval. */
    List<String> texts(double at) {
        List<String> texts = new ArrayList<>();
        texts.add("t = " + Say.threshold(at));
        for (ShareBand band : bands) {
            ShareBand.Point point = band.at(at);
            texts.add(EvaluateViewModel.brief(bands.get(0).model(), band.model()) + "  " + Say.percent(point.share())
                    + "  (" + Say.percents(point.interval()) + ")");
        }
        return texts;
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        double size = Math.max(10, fontSize() * 0.95);
        Font font = Font.font(size);
        left = widths.of("100 %", font) + 14;
        bottom = 2.6 * size + 8;
        g.setFont(font);
        axes(g, width, height, size);
        for (int i = 0; i < bands.size(); i++) {
            band(g, bands.get(i), CurveLook.of(i), width, height);
        }
        for (int i = 0; i < bands.size(); i++) {
            curve(g, bands.get(i), CurveLook.of(i), width, height);
        }
        mark(g, width, height, size);
        if (!Double.isNaN(hover)) {
            values(g, width, height, font, size);
        }
    }

    private double x(double t, double width) {
        return left + t * (width - left - RIGHT);
    }

    private double y(double share, double height) {
        return TOP + (1 - share) * (height - TOP - bottom);
    }

    private void axes(GraphicsContext g, double width, double height, double size) {
        g.setLineWidth(1);
        g.setLineDashes();
        for (int tick = 0; tick <= 10; tick += 2) {
            double at = Math.floor(y(tick / 10.0, height)) + 0.5;
            g.setStroke(ink(Ink.LINE, tick == 0 ? 1 : 0.6));
            g.strokeLine(left, at, width - RIGHT, at);
            g.setFill(ink(Ink.MUTED));
            g.setTextAlign(TextAlignment.RIGHT);
            g.setTextBaseline(VPos.CENTER);
            g.fillText(10 * tick + " %", left - 6, at);
            g.setTextAlign(TextAlignment.CENTER);
            g.setTextBaseline(VPos.TOP);
            g.fillText(String.format(Locale.ROOT, "%.1f", tick / 10.0), x(tick / 10.0, width), height - bottom + 4);
        }
        g.fillText("threshold t", x(0.5, width), height - size - 3);
    }

    private void band(GraphicsContext g, ShareBand band, CurveLook look, double width, double height) {
        int n = band.points().size();
        double[] xs = new double[2 * n];
        double[] ys = new double[2 * n];
        for (int i = 0; i < n; i++) {
            ShareBand.Point point = band.points().get(i);
            xs[i] = x(point.threshold(), width);
            ys[i] = y(point.interval().high(), height);
            xs[2 * n - 1 - i] = xs[i];
            ys[2 * n - 1 - i] = y(point.interval().low(), height);
        }
        g.setFill(ink(look.ink(), BAND));
        g.fillPolygon(xs, ys, 2 * n);
    }

    private void curve(GraphicsContext g, ShareBand band, CurveLook look, double width, double height) {
        int n = band.points().size();
        double[] xs = new double[n];
        double[] ys = new double[n];
        for (int i = 0; i < n; i++) {
            xs[i] = x(band.points().get(i).threshold(), width);
            ys[i] = y(band.points().get(i).share(), height);
        }
        g.setStroke(ink(look.ink()));
        g.setLineWidth(2);
        g.setLineDashes(look.dashArray());
        g.strokePolyline(xs, ys, n);
        g.setLineDashes();
    }

    private void mark(GraphicsContext g, double width, double height, double size) {
        double at = Math.floor(x(threshold, width)) + 0.5;
        g.setStroke(ink(Ink.MUTED));
        g.setLineWidth(1.5);
        g.strokeLine(at, TOP, at, height - bottom);
        g.setFill(ink(Ink.MUTED));
        g.fillPolygon(new double[] {at - 5, at + 5, at}, new double[] {TOP - 6, TOP - 6, TOP + 2}, 3);
        for (int i = 0; i < bands.size(); i++) {
            ShareBand.Point point = bands.get(i).at(threshold);
            g.setFill(ink(CurveLook.of(i).ink()));
            double radius = size * 0.32;
            g.fillOval(at - radius, y(point.share(), height) - radius, 2 * radius, 2 * radius);
        }
    }

    private void values(GraphicsContext g, double width, double height, Font font, double size) {
        double at = Math.floor(x(hover, width)) + 0.5;
        g.setStroke(ink(Ink.MUTED, 0.8));
        g.setLineWidth(1);
        g.setLineDashes(3, 3);
        g.strokeLine(at, TOP, at, height - bottom);
        g.setLineDashes();
        List<String> texts = texts(hover);
        double sample = 26;
        double wide =
                texts.stream().mapToDouble(text -> widths.of(text, font)).max().orElse(0) + sample + 18;
        double step = size * 1.45;
        double boxLeft = at + 8 + wide < width - RIGHT ? at + 8 : Math.max(left, at - 8 - wide);
        double boxTop = TOP + 4;
        g.setFill(ink(Ink.SURFACE, 0.94));
        g.fillRoundRect(boxLeft, boxTop, wide, texts.size() * step + 8, 6, 6);
        g.setStroke(ink(Ink.LINE));
        g.strokeRoundRect(boxLeft, boxTop, wide, texts.size() * step + 8, 6, 6);
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        for (int i = 0; i < texts.size(); i++) {
            double row = boxTop + 4 + (i + 0.5) * step;
            g.setFill(ink(Ink.TEXT));
            g.fillText(texts.get(i), boxLeft + 8 + (i == 0 ? 0 : sample + 4), row);
            if (i > 0) {
                CurveLook look = CurveLook.of(i - 1);
                g.setStroke(ink(look.ink()));
                g.setLineWidth(2);
                g.setLineDashes(look.dashArray());
                g.strokeLine(boxLeft + 8, row, boxLeft + 8 + sample, row);
                g.setLineDashes();
            }
        }
    }
}
