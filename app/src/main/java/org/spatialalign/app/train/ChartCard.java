package org.spatialalign.app.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.spatialalign.app.charts.Ink;
import org.spatialalign.app.charts.RunChart;
import org.spatialalign.app.charts.RunSeries;

/** One chart with its title and the last numbers. What is new is added to its curves; the rest stays as it is. */
final class ChartCard extends VBox {

    private static final List<Ink> INKS = List.of(Ink.FIRST, Ink.SECOND, Ink.THIRD, Ink.FOURTH);

    private final ChartKind kind;
    private final RunChart chart;
    private final CurveLegend legend = new CurveLegend();
    private final Label hidden = new Label();
    private final List<Line> lines = new ArrayList<>();
    private List<RunEntry> runs = List.of();
    private Axis axis = Axis.STEP;
    private double smoothing;

    private record Line(RunEntry run, Metric metric, RunSeries series, int generation) {}

    ChartCard(ChartKind kind) {
        this.kind = kind;
        chart = new RunChart(kind.title());
        chart.setId("chart-" + kind.name().toLowerCase(Locale.ROOT));
        chart.onHidden(this::showHidden);
        Label title = new Label(kind.title());
        title.getStyleClass().add("strong");
        title.setMinWidth(Region.USE_PREF_SIZE);
        title.setTooltip(new Tooltip(kind.explanation()));
        hidden.getStyleClass().addAll("chip", "warning");
        hidden.setMinWidth(Region.USE_PREF_SIZE);
        showHidden(0L);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(8, title, gap, hidden, legend);
        head.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(chart, Priority.ALWAYS);
        getChildren().addAll(head, chart);
        getStyleClass().add("chart-card");
        setMinSize(160, 120);
    }

    private void showHidden(long count) {
        hidden.setText(count + (count == 1 ? " point hidden" : " points hidden"));
        hidden.setVisible(count > 0);
        hidden.setManaged(count > 0);
    }

    /** Takes over what the runs have got meanwhile. */
    void show(List<RunEntry> shown, Axis along, double weight) {
        boolean fresh = !shown.equals(runs)
                || along != axis
                || lines.stream()
                        .anyMatch(
                                line -> line.generation() != line.run().curves().generation());
        boolean smoothed = weight != smoothing;
        smoothing = weight;
        if (fresh || lines.isEmpty()) {
            runs = List.copyOf(shown);
            axis = along;
            chart.callPlaces(along::at);
            rebuild();
        }
        boolean grown = false;
        for (Line line : lines) {
            Points points = line.run().curves().of(line.metric());
            RunSeries series = line.series();
            series.smooth(weight);
            for (int i = series.size(); i < points.size(); i++) {
                series.add(points.x(along, i), points.value(i));
                grown = true;
            }
        }
        if (fresh) {
            chart.show(lines.stream().map(Line::series).toList(), kind.guides());
        } else if (grown || smoothed) {
            chart.repaint();
        }
        if (fresh || grown) {
            describe();
        }
    }

    private void rebuild() {
        lines.clear();
        for (int i = 0; i < runs.size(); i++) {
            RunEntry run = runs.get(i);
            for (Metric metric : kind.metrics()) {
                boolean alone = runs.size() == 1;
                Ink ink = alone ? INKS.get(metric.second() ? 1 : 0) : INKS.get(i % INKS.size());
                String name = alone ? metric.words() : run.shortName() + " " + metric.words();
                RunSeries series = new RunSeries(name, ink, metric.second());
                lines.add(new Line(run, metric, series, run.curves().generation()));
            }
        }
    }

    /** The last number of each curve, beside its line and for those who cannot see it. */
    private void describe() {
        List<CurveLegend.Entry> entries = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        boolean several = runs.size() > 1;
        boolean plain = !several && kind.metrics().size() == 1;
        for (Line line : lines) {
            RunSeries series = line.series();
            if (series.size() > 0) {
                String value = number(series.raw(series.size() - 1));
                String said = plain ? value : series.name() + " " + value;
                texts.add(said);
                if (!several) {
                    entries.add(new CurveLegend.Entry(series, said));
                } else if (!line.metric().second()) {
                    // The second curve of each has the same colour, dashed.
                    entries.add(new CurveLegend.Entry(series, line.run().shortName()));
                }
            }
        }
        legend.show(entries);
        chart.setAccessibleText(kind.title() + ". " + kind.explanation()
                + (texts.isEmpty() ? " No numbers yet." : " Last: " + String.join(", ", texts)));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "no number" : String.format(Locale.ROOT, "%.3g", value);
    }

    ChartKind kind() {
        return kind;
    }

    RunChart chart() {
        return chart;
    }
}
