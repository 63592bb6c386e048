package org.spatialalign.app.train;

import java.util.List;
import org.spatialalign.app.charts.Guide;

/** The charts of a run: what is drawn in each and how it is read. */
enum ChartKind {
    LOSS("DPO loss", "Below ln 2 the model tells winners from losers better than chance."),
    MARGIN("Margin", "Above 0 the model has moved towards the winners. One random time per pair makes it noisy."),
    SCORES("Scores", "By how much the model is nearer to each clip than the base model is."),
    REGULARISER("Regulariser", "How far the model has gone from the base model; 0 at the start."),
    LEARNING_RATE("Learning rate", "Warm-up, then half a cosine down to 0."),
    GRADIENT_NORM("Gradient norm", "Of all gradients together, before the update.");

    private final String title;
    private final String explanation;

    ChartKind(String title, String explanation) {
        this.title = title;
        this.explanation = explanation;
    }

    String title() {
        return title;
    }

    String explanation() {
        return explanation;
    }

    /** What its curves are read against. */
    List<Guide> guides() {
        return switch (this) {
            case LOSS -> List.of(new Guide(Math.log(2), "ln 2"));
            case MARGIN, SCORES -> List.of(new Guide(0, "0"));
            case REGULARISER, LEARNING_RATE, GRADIENT_NORM -> List.of();
        };
    }

    List<Metric> metrics() {
        return switch (this) {
            case LOSS -> List.of(Metric.LOSS_DPO, Metric.HELD_OUT_DPO);
            case MARGIN -> List.of(Metric.MARGIN, Metric.HELD_OUT_MARGIN);
            case SCORES -> List.of(Metric.SCORE_WINNER, Metric.SCORE_LOSER);
            case REGULARISER -> List.of(Metric.LOSS_REG);
            case LEARNING_RATE -> List.of(Metric.LEARNING_RATE);
            case GRADIENT_NORM -> List.of(Metric.GRADIENT_NORM);
        };
    }
}
