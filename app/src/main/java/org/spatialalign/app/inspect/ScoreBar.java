package org.spatialalign.app.inspect;

import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.score.ScoreRange;

/**
 * A score as a small bar from 0 to 1, with a tick where a clip of this type lies in which nothing moves and one where a
 * perfect motion lies, because the same number means different things for different types.
 */
final class ScoreBar extends Region {

    private final Region fill = new Region();
    private final Region still = new Region();
    private final Region perfect = new Region();
    private double score;
    private double stillAt;
    private double perfectAt;

    ScoreBar() {
        getStyleClass().add("score-bar");
        fill.getStyleClass().add("score-bar-fill");
        still.getStyleClass().add("score-bar-still");
        perfect.getStyleClass().add("score-bar-perfect");
        getChildren().addAll(fill, still, perfect);
        setMinSize(24, 10);
        setPrefSize(56, 10);
        setMaxHeight(10);
    }

    void show(double newScore, @Nullable ScoreRange range) {
        score = newScore;
        stillAt = range == null ? 0.5 : range.still();
        perfectAt = range == null ? 1 : range.perfect();
        still.setVisible(range != null);
        perfect.setVisible(range != null);
        fill.getStyleClass().removeAll(ScoreClass.ALL);
        fill.getStyleClass().add(ScoreClass.of(newScore, range));
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        fill.resizeRelocate(0, 2, Math.max(1, width * score), height - 4);
        still.resizeRelocate(Math.min(width - 1, Math.rint(width * stillAt)), 0, 1, height);
        perfect.resizeRelocate(Math.min(width - 1, Math.rint(width * perfectAt)), 0, 1, height);
    }
}
