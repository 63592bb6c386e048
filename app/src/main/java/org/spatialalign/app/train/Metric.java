package org.spatialalign.app.train;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spatialalign.engine.train.TrainingStep;
import org.spatialalign.engine.train.Validation;

/** A number of a run that is drawn, and its name in event files. */
enum Metric {
    LOSS_DPO("trained pairs", "train/loss_dpo"),
    HELD_OUT_DPO("held-out pairs", "val/loss_dpo"),
    LOSS_REG("trained pairs", "train/loss_reg"),
    SCORE_WINNER("winner", "train/score_pos"),
    SCORE_LOSER("loser", "train/score_neg"),
    MARGIN("trained pairs", "train/score_margin"),
    HELD_OUT_MARGIN("held-out pairs", "val/score_margin"),
    LEARNING_RATE("learning rate", "train/lr"),
    GRADIENT_NORM("gradient norm", "train/grad_norm");

    private static final Map<String, Metric> BY_TAG =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(metric -> metric.tag, Function.identity()));

    private final String words;
    private final String tag;

    Metric(String words, String tag) {
        this.words = words;
        this.tag = tag;
    }

    /** Which curve of its chart it is. */
    String words() {
        return words;
    }

    static Optional<Metric> ofTag(String tag) {
        return Optional.ofNullable(BY_TAG.get(tag));
    }

    /** Whether its numbers come with the held-out pairs, and not with each step. */
    boolean heldOut() {
        return this == HELD_OUT_DPO || this == HELD_OUT_MARGIN;
    }

    /** The second curve of its chart is dashed, so that it differs without colour. */
    boolean second() {
        return heldOut() || this == SCORE_LOSER;
    }

    double of(TrainingStep step) {
        return switch (this) {
            case LOSS_DPO -> step.dpo();
            case LOSS_REG -> step.regulariser();
            case SCORE_WINNER -> step.scoreWinner();
            case SCORE_LOSER -> step.scoreLoser();
            case MARGIN -> step.margin();
            case LEARNING_RATE -> step.learningRate();
            case GRADIENT_NORM -> step.gradientNorm();
            case HELD_OUT_DPO, HELD_OUT_MARGIN -> throw new IllegalArgumentException(name());
        };
    }

    double of(Validation validation) {
        return this == HELD_OUT_DPO ? validation.dpo() : validation.margin();
    }
}
