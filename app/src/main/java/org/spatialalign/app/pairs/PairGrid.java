package org.spatialalign.app.pairs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.prefer.PairState;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.PairData;

/** Many pairs at once, as two small pictures each; the same keys judge the chosen one. */
final class PairGrid extends ListView<List<PairEntry>> {

    private static final double PICTURE = 132;
    private static final double TILE = 2 * PICTURE + 28;
    private static final int KEPT = 600;
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private record Key(PairGrid grid, String clip) {}

    private final PairsViewModel pairs;
    private final JudgeViewModel judge;
    private final UiExecutor executor;
    private final Runnable openOne;
    private final Map<String, Image> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Image> eldest) {
            return size() > KEPT;
        }
    };
    private int columns = 1;

    /** @param openOne shows the chosen pair alone */
    PairGrid(PairsViewModel pairs, UiExecutor executor, Runnable openOne) {
        this.pairs = pairs;
        this.judge = pairs.judge();
        this.executor = executor;
        this.openOne = openOne;
        setId("pair-grid");
        getStyleClass().add("pair-grid");
        setCellFactory(view -> new Line());
        setAccessibleText("Pairs");
        judge.queue().entriesProperty().subscribe(entries -> arrange());
        judge.queue().countsProperty().subscribe(counts -> refreshInWindow());
        judge.currentProperty().subscribe(this::chosen);
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        sceneProperty()
                .addListener((o, before, now) -> chosen(judge.currentProperty().get()));
        widthProperty().addListener((o, before, now) -> {
            int fitting = Math.max(1, (int) ((now.doubleValue() - 20) / TILE));
            if (fitting != columns) {
                columns = fitting;
                arrange();
            }
        });
    }

    /** Up, down and Enter belong to the grid itself. */
    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case UP -> judge.step(-columns);
            case DOWN -> judge.step(columns);
            case ENTER -> openOne.run();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void arrange() {
        List<PairEntry> all = judge.queue().entriesProperty().get();
        List<List<PairEntry>> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i += columns) {
            lines.add(all.subList(i, Math.min(all.size(), i + columns)));
        }
        getItems().setAll(lines);
    }

    private void chosen(@Nullable PairEntry entry) {
        int at = entry == null ? -1 : judge.queue().entriesProperty().get().indexOf(entry);
        refreshInWindow();
        if (at >= 0 && getScene() != null) {
            scrollTo(Math.max(0, at / columns - 1));
        }
    }

    /** Out of the window there is nothing to draw; back in it, all is drawn anew. */
    private void refreshInWindow() {
        if (getScene() != null) {
            refresh();
        }
    }

    private void picture(String clipId, ImageView view) {
        Image known = kept.get(clipId);
        view.setImage(known);
        Project project = pairs.project();
        PairData data = pairs.dataProperty().get();
        ClipRecord clip = data == null ? null : data.clips().get(clipId);
        if (known != null || project == null || clip == null) {
            return;
        }
        Path file = project.thumbnailFile(clip);
        executor.load(
                new Key(this, clipId),
                () -> new Thumbnail(
                        Files.exists(file) ? new Image(file.toUri().toString(), 2 * PICTURE, 0, true, true) : null),
                found -> {
                    Image image = found.image;
                    if (image != null && !image.isError()) {
                        kept.put(clipId, image);
                        refresh();
                    }
                },
                // A pair without pictures can be opened all the same, and then says what is wrong.
                problem -> {});
    }

    private record Thumbnail(@Nullable Image image) {}

    private final class Line extends ListCell<List<PairEntry>> {
        private final HBox row = new HBox(8);
        private final List<Tile> tiles = new ArrayList<>();

        @Override
        protected void updateItem(@Nullable List<PairEntry> entries, boolean empty) {
            super.updateItem(entries, empty);
            if (empty || entries == null) {
                setGraphic(null);
                return;
            }
            while (tiles.size() < entries.size()) {
                tiles.add(new Tile());
            }
            row.getChildren().setAll(tiles.subList(0, entries.size()));
            for (int i = 0; i < entries.size(); i++) {
                tiles.get(i).show(entries.get(i));
            }
            setGraphic(row);
        }
    }

    private final class Tile extends VBox {
        private final ImageView left = new ImageView();
        private final ImageView right = new ImageView();
        private final Label prompt = new Label();
        private final Label state = new Label();
        private @Nullable PairEntry shown;

        Tile() {
            super(4);
            getStyleClass().add("pair-tile");
            setAccessibleRole(AccessibleRole.BUTTON);
            setPrefWidth(TILE - 8);
            setMinWidth(TILE - 8);
            setMaxWidth(TILE - 8);
            prompt.getStyleClass().add("strong");
            state.getStyleClass().add("chip");
            state.setMinWidth(Region.USE_PREF_SIZE);
            Region gap = new Region();
            HBox.setHgrow(gap, javafx.scene.layout.Priority.ALWAYS);
            HBox words = new HBox(6, prompt, gap, state);
            words.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
            getChildren().addAll(new HBox(4, framed(left), framed(right)), words);
            setOnMouseClicked(event -> {
                PairEntry entry = shown;
                if (entry != null) {
                    judge.go(entry);
                    if (event.getClickCount() == 2) {
                        openOne.run();
                    }
                }
            });
        }

        private static StackPane framed(ImageView view) {
            view.setFitWidth(PICTURE);
            view.setFitHeight(PICTURE * 0.58);
            view.setPreserveRatio(true);
            StackPane pane = new StackPane(view);
            pane.getStyleClass().add("pair-thumbnail");
            pane.setMinSize(PICTURE, PICTURE * 0.58);
            return pane;
        }

        void show(PairEntry entry) {
            shown = entry;
            picture(entry.left(), left);
            picture(entry.right(), right);
            prompt.setText(entry.promptId());
            String words = words(entry);
            state.setText(words);
            setAccessibleText(entry.promptId() + ", " + words);
            pseudoClassStateChanged(CHOSEN, entry.equals(judge.currentProperty().get()));
        }

        private String words(PairEntry entry) {
            if (judge.queue().heldBack(entry)) {
                return "boxes wrong";
            }
            if (judge.queue().stale(entry)) {
                return "boxes changed";
            }
            PairState now = judge.queue().state(entry);
            Verdict said = judge.queue().said(entry);
            return switch (now) {
                case PENDING -> entry.fragile() && !judge.blindProperty().get() ? "pending, fragile" : "pending";
                case DRAFT -> said == null ? "draft" : "draft: " + side(entry, said);
                case DISPUTED -> "disputed";
                case SUBMITTED -> said == null ? "judged" : side(entry, said);
            };
        }

        /** As the pictures lie here, whatever side they were judged on. */
        private static String side(PairEntry entry, Verdict said) {
            boolean same = said.left().equals(entry.left());
            return switch (said.choice()) {
                case LEFT -> same ? "left" : "right";
                case RIGHT -> same ? "right" : "left";
                case TIE -> "tie";
                case BOTH_BAD -> "both bad";
                case SKIP -> "skipped";
            };
        }
    }
}
