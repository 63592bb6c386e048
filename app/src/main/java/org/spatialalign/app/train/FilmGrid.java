package org.spatialalign.app.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import org.spatialalign.app.player.PlayClock;

/** A row for each prompt, a column for each seed; all clips are of one step and at one frame. */
final class FilmGrid extends ScrollPane {

    private static final double PROMPT = 168;

    private final FilmViewModel model;
    private final Runnable open;
    private final GridPane grid = new GridPane();
    private final Map<Film.Cell, FilmCell> cells = new LinkedHashMap<>();
    private List<Film.Row> rows = List.of();
    private List<Integer> seeds = List.of();

    /** @param open opens the chosen clip on the page where boxes are corrected */
    FilmGrid(FilmViewModel model, Runnable open) {
        this.model = model;
        this.open = open;
        setId("train-film");
        setContent(grid);
        setFitToWidth(true);
        setFitToHeight(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        getStyleClass().add("plain-scroll");
        grid.setHgap(6);
        grid.setVgap(6);
        setMinHeight(120);
        model.filmProperty().subscribe(this::sync);
        model.placeProperty().subscribe(this::sync);
        model.picturesProperty().subscribe(this::sync);
        model.chosenProperty().subscribe(now -> cells.forEach((cell, view) -> view.select(cell.equals(now))));
        model.playhead().frameProperty().subscribe(this::showFrame);
        new PlayClock(model.playhead(), this);
        sync();
    }

    private void sync() {
        Film film = model.filmProperty().get();
        if (!film.rows().equals(rows) || !film.seeds().equals(seeds)) {
            rows = film.rows();
            seeds = film.seeds();
            rebuild(film);
        }
        cells.forEach((cell, view) -> {
            String words = model.words(cell);
            view.show(model.clip(cell), words, cell.promptId() + ", seed " + cell.seed() + ": " + words);
        });
        showFrame();
    }

    private void showFrame() {
        int frame = model.playhead().frame();
        cells.values().forEach(view -> view.frame(frame));
    }

    private void rebuild(Film film) {
        cells.clear();
        grid.getChildren().clear();
        grid.getColumnConstraints().setAll(new ColumnConstraints(PROMPT));
        grid.getRowConstraints().setAll(new RowConstraints());
        for (int column = 0; column < seeds.size(); column++) {
            ColumnConstraints wide = new ColumnConstraints();
            wide.setHgrow(Priority.ALWAYS);
            wide.setPercentWidth(-1);
            grid.getColumnConstraints().add(wide);
            Label seed = new Label("seed " + seeds.get(column));
            seed.getStyleClass().add("caption");
            GridPane.setHalignment(seed, HPos.CENTER);
            grid.add(seed, column + 1, 0);
        }
        for (int row = 0; row < rows.size(); row++) {
            RowConstraints high = new RowConstraints();
            high.setVgrow(Priority.ALWAYS);
            grid.getRowConstraints().add(high);
            grid.add(words(rows.get(row)), 0, row + 1);
            for (int column = 0; column < seeds.size(); column++) {
                Film.Cell cell = new Film.Cell(rows.get(row).promptId(), seeds.get(column));
                FilmCell view = new FilmCell(cell, () -> model.chosenProperty().set(cell), open);
                view.select(cell.equals(model.chosenProperty().get()));
                cells.put(cell, view);
                grid.add(view, column + 1, row + 1);
            }
        }
        grid.setVisible(!film.rows().isEmpty());
    }

    private static Label words(Film.Row row) {
        String text = row.sentence().isEmpty() ? row.promptId() : row.sentence();
        Label label = new Label(text);
        label.setWrapText(true);
        label.setTextOverrun(OverrunStyle.ELLIPSIS);
        label.setMinHeight(0);
        label.setTooltip(new Tooltip(row.promptId() + ": " + text));
        label.getStyleClass().add("caption");
        GridPane.setValignment(label, VPos.CENTER);
        return label;
    }
}
