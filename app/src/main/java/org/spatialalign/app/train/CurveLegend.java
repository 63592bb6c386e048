package org.spatialalign.app.train;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.spatialalign.app.charts.LineKey;
import org.spatialalign.app.charts.RunSeries;

/** Which curve is which, with a number for each. */
final class CurveLegend extends HBox {

    /** A curve and what to say of it. */
    record Entry(RunSeries series, String words) {}

    private List<RunSeries> shown = List.of();

    CurveLegend() {
        super(10);
        setAlignment(Pos.CENTER_RIGHT);
        setMinWidth(0);
    }

    /** Numbers change far more often than curves do: their labels stay. */
    void show(List<Entry> entries) {
        List<RunSeries> now = entries.stream().map(Entry::series).toList();
        if (!now.equals(shown)) {
            shown = now;
            getChildren()
                    .setAll(entries.stream().map(entry -> part(entry.series())).toList());
        }
        for (int i = 0; i < entries.size(); i++) {
            ((Label) ((HBox) getChildren().get(i)).getChildren().get(1))
                    .setText(entries.get(i).words());
        }
    }

    private static HBox part(RunSeries series) {
        Label words = new Label();
        words.getStyleClass().add("caption");
        words.setMinWidth(0);
        HBox part = new HBox(4, new LineKey(series.ink(), series.dashed()), words);
        part.setAlignment(Pos.CENTER_LEFT);
        part.setMinWidth(0);
        return part;
    }
}
