package org.spatialalign.app.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.spatialalign.app.inspect.ScoreFilter.Unscored;

/**
 * How many clips have which score, and a brush over it: dragging picks a range, a double click gives it up. Clips
 * without a score have a bar of their own at the side, never part of the axis.
 */
final class HistogramView extends VBox {

    private static final double PLOT_HEIGHT = 44;
    private static final PseudoClass OUT = PseudoClass.getPseudoClass("out");
    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");

    private final ClipTableViewModel table;
    private final List<Region> bars = new ArrayList<>();
    private final Region brush = new Region();
    private final Plot plot = new Plot();
    private final Label rangeText = new Label();
    private final Button unscored = new Button();
    private double anchor = Double.NaN;

    HistogramView(ClipTableViewModel table) {
        this.table = table;
        getStyleClass().add("score-histogram");
        brush.getStyleClass().add("histogram-brush");
        brush.setMouseTransparent(true);
        for (int i = 0; i < ClipIndex.BINS; i++) {
            Region bar = new Region();
            bar.getStyleClass().add("histogram-bar");
            bar.setMouseTransparent(true);
            bars.add(bar);
        }
        plot.getChildren().addAll(bars);
        plot.getChildren().add(brush);
        plot.setOnMousePressed(this::press);
        plot.setOnMouseDragged(this::drag);
        plot.setOnMouseReleased(event -> anchor = Double.NaN);
        plot.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                show(ScoreFilter.ALL);
            }
        });
        Label zero = axis("0");
        Label one = axis("1");
        rangeText.getStyleClass().addAll("histogram-axis", "histogram-range");
        HBox.setHgrow(rangeText, Priority.ALWAYS);
        rangeText.setMaxWidth(Double.MAX_VALUE);
        rangeText.setAlignment(Pos.CENTER);
        HBox axis = new HBox(zero, rangeText, one);
        VBox plotBox = new VBox(1, plot, axis);
        HBox.setHgrow(plotBox, Priority.ALWAYS);
        unscored.getStyleClass().addAll("flat", "small", "histogram-unscored");
        unscored.setMinWidth(Region.USE_PREF_SIZE);
        unscored.setManaged(false);
        unscored.setOnAction(event -> show(table.filterProperty().get().score().toggleUnscored()));
        HBox row = new HBox(8, plotBox, unscored);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(row);
        table.resultProperty().subscribe(this::refresh);
    }

    /** The part that takes the keyboard focus; the arrow keys move the range's ends. */
    Region plot() {
        return plot;
    }

    private static Label axis(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("histogram-axis");
        return label;
    }

    /** Moves one end of the range by a bin. */
    void moveEnd(boolean upper, int bins) {
        ScoreFilter now = table.filterProperty().get().score();
        double step = (double) bins / ClipIndex.BINS;
        double low = upper ? now.low() : clamp(snap(now.low() + step), now.high() - 1.0 / ClipIndex.BINS);
        double high = upper ? Math.max(snap(now.high() + step), now.low() + 1.0 / ClipIndex.BINS) : now.high();
        show(withChoice(ScoreFilter.range(Math.max(0, low), Math.min(1, high)), now));
    }

    private static double clamp(double value, double max) {
        return Math.max(0, Math.min(max, value));
    }

    private static double snap(double value) {
        return (double) Math.round(value * ClipIndex.BINS) / ClipIndex.BINS;
    }

    /** A changed range keeps the choice that was made about clips without a score. */
    private static ScoreFilter withChoice(ScoreFilter range, ScoreFilter before) {
        return range.isRange() && before.isRange()
                ? new ScoreFilter(range.low(), range.high(), before.unscored())
                : range;
    }

    private void press(MouseEvent event) {
        plot.requestFocus();
        anchor = event.getX() / plot.getWidth();
    }

    private void drag(MouseEvent event) {
        if (Double.isNaN(anchor)) {
            return;
        }
        double here = event.getX() / plot.getWidth();
        double low = Math.floor(Math.min(anchor, here) * ClipIndex.BINS) / ClipIndex.BINS;
        double high = Math.ceil(Math.max(anchor, here) * ClipIndex.BINS) / ClipIndex.BINS;
        show(withChoice(
                ScoreFilter.range(clamp(low, 1), clamp(Math.max(high, low + 1.0 / ClipIndex.BINS), 1)),
                table.filterProperty().get().score()));
    }

    private void show(ScoreFilter filter) {
        ClipFilter before = table.filterProperty().get();
        if (!before.score().equals(filter)) {
            table.filterProperty().set(before.withScore(filter));
        }
    }

    private void refresh(ClipIndex.Result result) {
        ScoreFilter filter = table.filterProperty().get().score();
        for (int i = 0; i < bars.size(); i++) {
            double middle = (i + 0.5) / ClipIndex.BINS;
            bars.get(i).pseudoClassStateChanged(OUT, !filter.accepts(middle));
        }
        brush.setVisible(filter.isRange());
        rangeText.setText(
                filter.isRange()
                        ? String.format(Locale.ROOT, "%.2f – %.2f", filter.low(), filter.high())
                        : "DSR-Score");
        int count = result.unscored();
        unscored.setText(unscoredText(filter, count));
        unscored.setTooltip(new Tooltip("Clips without a score are counted apart. Click to show or hide them."));
        unscored.pseudoClassStateChanged(ACTIVE, filter.unscored() == Unscored.ONLY);
        unscored.setVisible(count > 0 || filter.unscored() == Unscored.ONLY);
        // Once there it keeps its place, so that the bars do not move under the pointer.
        unscored.setManaged(unscored.isManaged() || unscored.isVisible());
        plot.setAccessibleText("Histogram of scores, " + rangeText.getText());
        plot.requestLayout();
    }

    private static String unscoredText(ScoreFilter filter, int count) {
        String shown =
                switch (filter.unscored()) {
                    case SHOW -> "%,d";
                    case HIDE -> "%,d hidden";
                    case ONLY -> "only %,d";
                };
        return String.format(shown + "\nwithout score", count);
    }

    /** Bars from the bottom, the brush over them. */
    private final class Plot extends Pane {

        Plot() {
            getStyleClass().add("histogram-plot");
            setMinHeight(PLOT_HEIGHT);
            setPrefHeight(PLOT_HEIGHT);
            setMinWidth(120);
            setFocusTraversable(true);
            setCursor(Cursor.CROSSHAIR);
            setAccessibleRole(AccessibleRole.SLIDER);
            Tooltip.install(this, new Tooltip("Drag to pick a range of scores; double click to show all"));
        }

        @Override
        protected void layoutChildren() {
            ClipIndex.Result result = table.resultProperty().get();
            int max = 1;
            for (int count : result.bins()) {
                max = Math.max(max, count);
            }
            double width = getWidth() / ClipIndex.BINS;
            for (int i = 0; i < bars.size(); i++) {
                int count = result.bins().get(i);
                // A single clip among thousands must still be seen.
                double height = count == 0 ? 0 : Math.max(2, (getHeight() - 2) * count / max);
                bars.get(i).resizeRelocate(i * width + 0.5, getHeight() - height, Math.max(1, width - 1), height);
            }
            ScoreFilter filter = table.filterProperty().get().score();
            double left = filter.low() * getWidth();
            brush.resizeRelocate(left, 0, filter.high() * getWidth() - left, getHeight());
        }
    }
}
