package org.spatialalign.app.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The clips as pictures: a list whose rows hold as many tiles as fit, so that only what is seen exists, however many
 * clips there are.
 */
final class ClipGrid extends ListView<List<ClipRow>> {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final double LEAST_TILE = 122;
    private static final double PICTURE_HEIGHT_TO_WIDTH = 0.58;
    /** The scroll bar and the padding of a line. */
    private static final double BESIDE = 20;

    private static final double GAP = 4;
    private static final double FRAME = 12;

    private final ClipTableViewModel table;
    private final ThumbnailCache thumbnails;
    private final ObservableList<List<ClipRow>> lines = FXCollections.observableArrayList();
    /** Tiles share the width among them. */
    private final DoubleProperty tileWidth = new SimpleDoubleProperty(LEAST_TILE);

    private int perLine = 1;

    ClipGrid(ClipTableViewModel table, ThumbnailCache thumbnails) {
        this.table = table;
        this.thumbnails = thumbnails;
        setId("clip-grid");
        getStyleClass().add("clip-grid");
        setItems(lines);
        setCellFactory(view -> new Line());
        widthProperty().addListener((o, before, now) -> {
            int fits = fitting();
            tileWidth.set(Math.max(LEAST_TILE, Math.floor((getWidth() - BESIDE + GAP) / fits - GAP)));
            if (fits != perLine) {
                refill();
            }
        });
        table.rows().addListener((ListChangeListener<ClipRow>) change -> refill());
        table.selectedIdProperty().subscribe(this::reveal);
        addEventFilter(KeyEvent.KEY_PRESSED, this::move);
        refill();
    }

    private int fitting() {
        return Math.max(1, (int) ((getWidth() - BESIDE + GAP) / (LEAST_TILE + GAP)));
    }

    private void refill() {
        perLine = fitting();
        List<ClipRow> rows = table.rows();
        List<List<ClipRow>> next = new ArrayList<>(rows.size() / perLine + 1);
        for (int i = 0; i < rows.size(); i += perLine) {
            next.add(
                    rows.subList(i, Math.min(rows.size(), i + perLine)).stream().toList());
        }
        lines.setAll(next);
    }

    private void reveal() {
        refresh();
        int position = table.selectedPosition();
        if (position < 0 || lines.isEmpty()) {
            return;
        }
        int line = position / perLine;
        boolean seen = lookupAll(".clip-grid-line").stream()
                .anyMatch(node -> node instanceof Line cell && cell.getIndex() == line && cell.isVisible());
        if (!seen) {
            scrollTo(Math.max(0, line - 1));
        }
    }

    private void move(KeyEvent event) {
        int by =
                switch (event.getCode()) {
                    case UP -> -perLine;
                    case DOWN -> perLine;
                    case LEFT -> -1;
                    case RIGHT -> 1;
                    case HOME -> -table.rows().size();
                    case END -> table.rows().size();
                    default -> 0;
                };
        if (by != 0 && !event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown()) {
            table.selectBy(by);
            event.consume();
        }
    }

    /** One line of tiles; the tiles are made once and show other clips as the list scrolls. */
    private final class Line extends ListCell<List<ClipRow>> {

        private final List<Tile> tiles = new ArrayList<>();
        private final HBox box = new HBox(GAP);

        Line() {
            getStyleClass().add("clip-grid-line");
        }

        @Override
        protected void updateItem(@Nullable List<ClipRow> rows, boolean empty) {
            super.updateItem(rows, empty);
            if (empty || rows == null) {
                tiles.forEach(tile -> tile.show(null));
                setGraphic(null);
                return;
            }
            while (tiles.size() < perLine) {
                Tile tile = new Tile();
                tiles.add(tile);
                box.getChildren().add(tile);
            }
            for (int i = 0; i < tiles.size(); i++) {
                tiles.get(i).show(i < rows.size() ? rows.get(i) : null);
                tiles.get(i).setManaged(i < perLine);
            }
            setGraphic(box);
        }
    }

    /** A picture, its score, and what it is called. */
    private final class Tile extends VBox {

        private final ImageView picture = new ImageView();
        private final Label name = new Label();
        private final Label details = new Label();
        private final Label score = new Label();
        private final FontIcon status = new FontIcon();
        private final Tooltip tip = new Tooltip();
        private @Nullable ClipRow shown;

        Tile() {
            getStyleClass().add("clip-tile");
            prefWidthProperty().bind(tileWidth);
            minWidthProperty().bind(tileWidth);
            maxWidthProperty().bind(tileWidth);
            picture.fitWidthProperty().bind(tileWidth.subtract(FRAME));
            picture.fitHeightProperty().bind(picture.fitWidthProperty().multiply(PICTURE_HEIGHT_TO_WIDTH));
            picture.setPreserveRatio(true);
            picture.setSmooth(true);
            StackPane frame = new StackPane(picture, score);
            frame.getStyleClass().add("clip-tile-picture");
            frame.minHeightProperty().bind(picture.fitHeightProperty());
            frame.prefHeightProperty().bind(picture.fitHeightProperty());
            StackPane.setAlignment(score, Pos.BOTTOM_RIGHT);
            score.getStyleClass().add("clip-tile-score");
            name.getStyleClass().add("clip-tile-name");
            name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            details.getStyleClass().addAll("muted", "clip-tile-details");
            status.getStyleClass().add("status-icon");
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            HBox last = new HBox(4, details, gap, status);
            last.setAlignment(Pos.CENTER_LEFT);
            getChildren().addAll(frame, name, last);
            tip.setWrapText(true);
            tip.setMaxWidth(360);
            Tooltip.install(this, tip);
            setOnMousePressed(event -> {
                ClipRow row = shown;
                if (row != null) {
                    ClipGrid.this.requestFocus();
                    table.selectedIdProperty().set(row.id());
                }
            });
        }

        void show(@Nullable ClipRow row) {
            ClipRow before = shown;
            shown = row;
            setVisible(row != null);
            if (row == null) {
                picture.setImage(null);
                return;
            }
            pseudoClassStateChanged(
                    CHOSEN, row.id().equals(table.selectedIdProperty().get()));
            if (before == null || !before.id().equals(row.id())) {
                if (before != null) {
                    thumbnails.forget(before);
                }
                picture.setImage(thumbnails.peek(row));
            }
            if (picture.getImage() == null) {
                thumbnails.load(row, image -> {
                    if (row.equals(shown)) {
                        picture.setImage(image);
                    }
                });
            }
            if (row.equals(before)) {
                return;
            }
            name.setText(row.name());
            String seed = Facet.SEED.valueOf(row);
            details.setText((row.clip().model() + (seed.isEmpty() ? "" : "  seed " + seed)).strip());
            score.getStyleClass().removeAll(ScoreClass.ALL);
            if (row.scored()) {
                score.setText(String.format(Locale.ROOT, "%.3f", row.score()));
                score.getStyleClass().add(ScoreClass.of(row.score(), row.range()));
            } else {
                score.setText(ClipCells.withoutScore(row));
            }
            score.setVisible(row.scored() || row.listing().reason() != null);
            status.setIconCode(ClipCells.icon(row.status()));
            status.getStyleClass().setAll("ikonli-font-icon", "status-icon", ClipCells.styleClass(row.status()));
            tip.setText((row.prompt() == null ? "" : row.prompt().sentence() + "\n")
                    + row.clip().fileName() + "\n" + ClipCells.explain(row));
        }
    }
}
