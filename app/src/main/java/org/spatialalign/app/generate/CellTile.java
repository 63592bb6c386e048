package org.spatialalign.app.generate;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.spatialalign.app.generate.GridCell.State;

/** One clip of the grid: its picture, or a mark and a word for where it stands. */
final class CellTile extends TableCell<GridLine, GridCell> {

    static final double WIDTH = 86;
    static final double HEIGHT = 54;

    private static final PseudoClass PREVIEW = PseudoClass.getPseudoClass("preview");

    /** Letters in a tile. */
    private static final int LONGEST = 13;

    private final ClipPictures pictures;
    private final ImageView picture = new ImageView();
    private final FontIcon mark = new FontIcon();
    private final Label word = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Label others = new Label();
    private final VBox words = new VBox(4, mark, word, bar);
    private final StackPane tile = new StackPane(picture, words, others);
    private final Tooltip tooltip = new Tooltip();
    private @Nullable GridCell shown;

    CellTile(ClipPictures pictures) {
        this.pictures = pictures;
        getStyleClass().add("generate-cell");
        tile.getStyleClass().add("generate-tile");
        tile.setMinSize(WIDTH, HEIGHT);
        tile.setPrefSize(WIDTH, HEIGHT);
        tile.setMaxSize(WIDTH, HEIGHT);
        picture.setFitWidth(WIDTH - 4);
        picture.setFitHeight(HEIGHT - 4);
        picture.setPreserveRatio(true);
        words.getStyleClass().add("generate-words");
        words.setAlignment(Pos.CENTER);
        words.setMouseTransparent(true);
        word.getStyleClass().add("generate-word");
        bar.setMaxWidth(WIDTH - 20);
        bar.getStyleClass().add("small");
        others.getStyleClass().add("generate-others");
        StackPane.setAlignment(others, Pos.TOP_RIGHT);
        tooltip.setShowDelay(Duration.millis(400));
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        setAlignment(Pos.CENTER);
    }

    @Override
    protected void updateItem(@Nullable GridCell cell, boolean empty) {
        super.updateItem(cell, empty);
        if (empty || cell == null) {
            shown = null;
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        if (!cell.equals(shown)) {
            show(cell);
        }
        if (getGraphic() == null) {
            setGraphic(tile);
            setTooltip(tooltip);
        }
    }

    private void show(GridCell cell) {
        GridCell before = shown;
        shown = cell;
        boolean done = cell.state() == State.DONE;
        for (State state : State.values()) {
            tile.pseudoClassStateChanged(PseudoClass.getPseudoClass(name(state)), state == cell.state());
        }
        words.setVisible(!done);
        mark.setIconCode(icon(cell.state()));
        word.setText(cell.state() == State.HOLE ? "" : fitting(cell.text()));
        word.setManaged(cell.state() != State.HOLE);
        boolean runs = cell.state() == State.RUNNING;
        bar.setVisible(runs);
        bar.setManaged(runs);
        bar.setProgress(runs ? cell.fraction() : 0);
        mark.setVisible(!runs);
        mark.setManaged(!runs);
        others.setVisible(!cell.others().isEmpty());
        others.setText("+" + cell.others().size());
        tooltip.setText(cell.words());
        setAccessibleText(cell.words());
        tile.pseudoClassStateChanged(PREVIEW, !done && cell.preview() != null);
        pictures.show(tile, before, cell, this::take);
    }

    private void take(@Nullable Image image) {
        picture.setViewport(image == null ? null : fitting(image));
        picture.setImage(image);
    }

    /** "step 12 of 50" fits, "step 544 of 900" does not; the bar below says what is counted. */
    private static String fitting(String text) {
        return text.length() <= LONGEST ? text : text.replaceFirst("^(step|frame) ", "");
    }

    /** The middle of the picture in the tile's proportions. */
    private static Rectangle2D fitting(Image image) {
        double wanted = (WIDTH - 4) / (HEIGHT - 4);
        double width = Math.min(image.getWidth(), image.getHeight() * wanted);
        double height = Math.min(image.getHeight(), image.getWidth() / wanted);
        return new Rectangle2D((image.getWidth() - width) / 2, (image.getHeight() - height) / 2, width, height);
    }

    private static String name(State state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Ikon icon(State state) {
        return switch (state) {
            case HOLE -> MaterialDesignP.PLUS;
            case QUEUED -> MaterialDesignC.CLOCK_OUTLINE;
            case INTERRUPTED -> MaterialDesignP.PAUSE_CIRCLE_OUTLINE;
            case RUNNING -> MaterialDesignP.PLAY;
            case DONE -> MaterialDesignC.CHECK;
            case FAILED -> MaterialDesignA.ALERT_CIRCLE_OUTLINE;
        };
    }
}
