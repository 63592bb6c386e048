package org.spatialalign.app.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.charts.Guide;
import org.spatialalign.app.charts.Ink;
import org.spatialalign.app.charts.RunChart;
import org.spatialalign.app.charts.RunSeries;

/** What the samples say over the steps, with the step that is looked at; a click looks at another one. */
final class FilmCharts extends HBox {

    private static final double HEIGHT = 150;

    private final FilmViewModel model;
    private final List<Part> parts;

    /** A number of each step. */
    private record Curve(String name, Ink ink, boolean dashed, Function<Film.Point, @Nullable Double> value) {}

    private static final class Part {
        final RunChart chart;
        final CurveLegend legend = new CurveLegend();
        final String title;
        final List<Curve> curves;
        final Label hint;
        List<RunSeries> series = List.of();

        Part(String title, String none, List<Curve> curves) {
            this.title = title;
            this.curves = curves;
            chart = new RunChart(title);
            hint = new Label(none);
            hint.getStyleClass().add("muted");
            hint.setWrapText(true);
            hint.setTextAlignment(TextAlignment.CENTER);
            hint.setMaxWidth(260);
            chart.visibleProperty().bind(hint.visibleProperty().not());
        }
    }

    FilmCharts(FilmViewModel model) {
        super(16);
        this.model = model;
        Part scores = new Part(
                "Scores",
                "No scores yet. They come when the animal and the object have boxes in the clips.",
                List.of(
                        new Curve("mean", Ink.FIRST, false, Film.Point::mean),
                        new Curve("share", Ink.SECOND, true, Film.Point::share)));
        Part guards = new Part(
                "Guard rails",
                "Worked out when all clips of a checkpoint are there.",
                List.of(
                        new Curve("drift", Ink.THIRD, false, Film.Point::drift),
                        new Curve("diversity", Ink.FOURTH, true, Film.Point::diversity),
                        new Curve("looks", Ink.FIRST, false, Film.Point::consistency)));
        parts = List.of(scores, guards);
        getChildren()
                .addAll(
                        card(
                                scores,
                                "film-scores",
                                "Mean score of the clips that have one, and the share of the clips with boxes that reach the"
                                        + " threshold. Scores come with boxes."),
                        card(
                                guards,
                                "film-guards",
                                "Drift: how far the clips look from the base model's. Diversity: how far the seeds look from"
                                        + " each other."
                                        + " Looks: how well the animal keeps its own. A score that rises"
                                        + " while drift grows and diversity falls is paid for with broken clips."));
        model.filmProperty().subscribe(this::rebuild);
        model.placeProperty().subscribe(this::follow);
    }

    private VBox card(Part part, String id, String explanation) {
        part.chart.setId(id);
        part.chart.setMinHeight(100);
        part.chart.setPrefHeight(HEIGHT);
        part.chart.callPlaces(Axis.STEP::at);
        part.chart.onPlace(model::goToStep);
        StackPane stack = new StackPane(part.chart, part.hint);
        VBox.setVgrow(stack, Priority.ALWAYS);
        Label title = new Label(part.title);
        title.getStyleClass().add("strong");
        title.setMinWidth(Region.USE_PREF_SIZE);
        title.setTooltip(new Tooltip(explanation));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(8, title, gap, part.legend);
        head.setAlignment(Pos.CENTER_LEFT);
        VBox card = new VBox(2, head, stack);
        card.setMinWidth(0);
        card.setPrefWidth(400);
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
    }

    private void rebuild() {
        Film film = model.filmProperty().get();
        for (Part part : parts) {
            List<RunSeries> made = new ArrayList<>();
            for (Curve curve : part.curves) {
                RunSeries series = new RunSeries(curve.name(), curve.ink(), curve.dashed());
                for (Film.Point point : film.points()) {
                    Double value = curve.value().apply(point);
                    // What is not known is no fault of the model's: it leaves no mark.
                    if (value != null) {
                        series.add((double) point.step(), value);
                    }
                }
                made.add(series);
            }
            part.series = made;
            part.hint.setVisible(made.stream().allMatch(series -> series.size() == 0));
            part.chart.show(made, part.title.equals("Scores") ? threshold(film) : List.of());
        }
        follow();
    }

    private static List<Guide> threshold(Film film) {
        return film.steps().isEmpty()
                ? List.of()
                : List.of(new Guide(film.threshold(), String.format(Locale.ROOT, "%.2f", film.threshold())));
    }

    private void follow() {
        Film film = model.filmProperty().get();
        int place = model.placeProperty().get();
        boolean there = place >= 0 && place < film.points().size();
        for (Part part : parts) {
            part.chart.setCursor(there ? film.steps().get(place) : Double.NaN);
            List<CurveLegend.Entry> entries = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < part.curves.size(); i++) {
                Curve curve = part.curves.get(i);
                Double value = there ? curve.value().apply(film.points().get(place)) : null;
                if (part.series.get(i).size() > 0) {
                    String said = curve.name() + (value == null ? " –" : String.format(Locale.ROOT, " %.2g", value));
                    entries.add(new CurveLegend.Entry(part.series.get(i), said));
                    texts.add(said);
                }
            }
            part.legend.show(entries);
            part.chart.setAccessibleText(part.title + " at this step: " + String.join(", ", texts));
        }
    }
}
