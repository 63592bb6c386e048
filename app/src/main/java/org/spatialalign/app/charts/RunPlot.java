package org.spatialalign.app.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.AbstractXYDataset;
import org.jfree.fx.FXGraphics2D;

/** The picture of a run's curves: axes, lines, guides and marks, made anew for each painting. */
final class RunPlot {

    /** What one line looks like. {@code marks} are single points instead of a line. */
    record Line(Columns points, javafx.scene.paint.Color colour, double width, boolean dashed, boolean marks) {}

    /** From where to where the axes run. */
    record Span(ValueRange x, ValueRange y, boolean logarithmic) {}

    /** Colours and size of everything that is not a line. */
    record Look(
            javafx.scene.paint.Color text,
            javafx.scene.paint.Color muted,
            javafx.scene.paint.Color grid,
            javafx.scene.paint.Color surface,
            double fontSize) {}

    static final double MARK = 5;

    private RunPlot() {}

    /** Paints, and says where the lines are: the rectangle inside the axes. */
    static Rectangle2D paint(
            GraphicsContext g,
            double width,
            double height,
            List<Line> lines,
            List<Guide> guides,
            Span span,
            Look look) {
        XYPlot plot = new XYPlot();
        NumberAxis places = new NumberAxis();
        places.setTickUnit(Ticks.across(span.x(), width, look.fontSize()));
        plot.setDomainAxis(axis(places, span.x(), look));
        plot.setRangeAxis(axis(values(span, height, look), span.y(), look));
        plot.setDataset(new Lines(lines));
        plot.setRenderer(renderer(lines));
        // The last on top; JFreeChart has it the other way round.
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        // Half of the last number may stand out at the right.
        double aside = Math.max(12, Ticks.width(span.x(), look.fontSize()) / 2 + 4);
        plot.setInsets(new RectangleInsets(9, 4, 4, aside));
        plot.setDomainGridlinePaint(awt(look.grid()));
        plot.setRangeGridlinePaint(awt(look.grid()));
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setNoDataMessage(null);
        for (Guide guide : guides) {
            plot.addRangeMarker(marker(guide, look));
        }
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(RectangleInsets.ZERO_INSETS);
        ChartRenderingInfo info = new ChartRenderingInfo(null);
        chart.draw(new FXGraphics2D(g), new Rectangle2D.Double(0, 0, width, height), info);
        return info.getPlotInfo().getDataArea();
    }

    private static ValueAxis axis(ValueAxis axis, ValueRange range, Look look) {
        axis.setRange(range.low(), range.high());
        axis.setTickLabelPaint(awt(look.muted()));
        axis.setTickLabelFont(font(look));
        axis.setAxisLinePaint(awt(look.grid()));
        axis.setTickMarkPaint(awt(look.grid()));
        return axis;
    }

    private static ValueAxis values(Span span, double height, Look look) {
        if (span.logarithmic()) {
            return new LogAxis();
        }
        NumberAxis axis = new NumberAxis();
        axis.setTickUnit(Ticks.upwards(span.y(), height, look.fontSize()));
        return axis;
    }

    private static ValueMarker marker(Guide guide, Look look) {
        ValueMarker marker = new ValueMarker(guide.value());
        marker.setPaint(awt(look.muted()));
        marker.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 3}, 0));
        marker.setLabel(guide.label());
        marker.setLabelPaint(awt(look.muted()));
        marker.setLabelFont(font(look));
        marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
        // Curves may well run through it.
        marker.setLabelBackgroundColor(awt(look.surface()));
        return marker;
    }

    private static Font font(Look look) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, (int) Math.round(look.fontSize()));
    }

    private static XYLineAndShapeRenderer renderer(List<Line> lines) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        // One path for a whole line: many short ones cost a picture each.
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            renderer.setSeriesPaint(i, awt(line.colour()));
            float[] dashes = line.dashed() ? new float[] {6, 4} : null;
            renderer.setSeriesStroke(
                    i,
                    new BasicStroke((float) line.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0));
            renderer.setSeriesLinesVisible(i, !line.marks());
            renderer.setSeriesShapesVisible(i, line.marks());
            renderer.setSeriesShape(i, new Ellipse2D.Double(-MARK / 2, -MARK / 2, MARK, MARK));
        }
        return renderer;
    }

    private static Color awt(javafx.scene.paint.Color colour) {
        return new Color((float) colour.getRed(), (float) colour.getGreen(), (float) colour.getBlue(), (float)
                colour.getOpacity());
    }

    /** The lines as JFreeChart asks for them, without copying. */
    private static final class Lines extends AbstractXYDataset {

        private static final long serialVersionUID = 1L;

        private final transient List<Line> lines;

        Lines(List<Line> lines) {
            this.lines = lines;
        }

        @Override
        public int getSeriesCount() {
            return lines.size();
        }

        @Override
        public Comparable<Integer> getSeriesKey(int series) {
            return series;
        }

        @Override
        public int getItemCount(int series) {
            return lines.get(series).points().size();
        }

        @Override
        public Number getX(int series, int item) {
            return getXValue(series, item);
        }

        @Override
        public Number getY(int series, int item) {
            return getYValue(series, item);
        }

        @Override
        public double getXValue(int series, int item) {
            return lines.get(series).points().x(item);
        }

        @Override
        public double getYValue(int series, int item) {
            return lines.get(series).points().y(item);
        }
    }
}
