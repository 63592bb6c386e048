package org.spatialalign.engine.workflow;

import java.util.Locale;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.Relation;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScoreTerms;
import org.spatialalign.engine.score.SsrCurve;

/**
 * A score in words: one sentence that says where the animal starts and ends, and what came in between. Stateless.
 */
public final class ScoreSentence {

    /** From this SSR on a relation is said to hold. */
    private static final double HOLDS = 0.6;

    /** Below this SSR a relation is said not to hold; in between it holds partly. */
    private static final double PARTLY = 0.2;

    /** With both gaps below this, nothing worth a word has moved. */
    private static final double STILL = 0.1;

    private ScoreSentence() {}

    /** For instance "The cat starts on the left as asked, but never gets to the right." */
    public static String explain(ScoreOutcome outcome, DsrPrompt prompt) {
        if (outcome instanceof ScoreOutcome.Scored scored) {
            return explain(scored, prompt);
        }
        ScoreOutcome.Unscorable unscorable = (ScoreOutcome.Unscorable) outcome;
        String detail = unscorable.detail().strip();
        return detail.isEmpty()
                ? "No score: " + lowerFirst(unscorable.reason().title()) + "."
                : "No score: " + lowerFirst(detail);
    }

    private static String explain(ScoreOutcome.Scored scored, DsrPrompt prompt) {
        ScoreTerms terms = scored.terms();
        Relation initial = prompt.type().initial();
        Relation last = prompt.type().last();
        boolean startsWell = terms.initialMean() >= HOLDS;
        boolean endsWell = terms.finalMean() >= HOLDS;
        if (last == opposite(initial) && terms.initialMean() <= -HOLDS && terms.finalMean() <= -HOLDS) {
            return "The " + prompt.animal() + " goes the wrong way, from " + side(last) + " " + towards(initial) + ".";
        }
        String start = "The " + prompt.animal() + " starts " + place(initial, terms.initialMean());
        String joint = startsWell == endsWell ? " and " : ", but ";
        return start + joint + end(scored, initial, last) + ".";
    }

    private static String end(ScoreOutcome.Scored scored, Relation initial, Relation last) {
        ScoreTerms terms = scored.terms();
        double value = terms.finalMean();
        if (value >= HOLDS) {
            return "ends " + place(last, value);
        }
        if (Math.abs(terms.initialGap()) < STILL && Math.abs(terms.finalGap()) < STILL && initial != last) {
            return reached(scored.curve()) >= HOLDS
                    ? "comes back to where it was"
                    : "stays there instead of moving " + towards(last);
        }
        if (value >= PARTLY) {
            return "ends only partly " + place(last);
        }
        double reached = reached(scored.curve());
        if (reached >= HOLDS) {
            return "gets " + towards(last) + " only for a while, not at the end";
        }
        return reached < PARTLY
                ? "never gets " + towards(last)
                : "gets only partly " + towards(last) + " and does not end there";
    }

    /** The highest value that the final relation has in any frame. */
    private static double reached(SsrCurve curve) {
        return curve.points().stream().mapToDouble(SsrCurve.Point::last).max().orElse(-1);
    }

    private static String place(Relation relation, double value) {
        if (value >= HOLDS) {
            return place(relation) + " as asked";
        }
        if (value >= PARTLY) {
            return "only partly " + place(relation);
        }
        if (value > -PARTLY) {
            return "neither " + place(relation) + " nor " + place(opposite(relation));
        }
        return place(opposite(relation)) + " instead of " + place(relation);
    }

    private static String place(Relation relation) {
        return switch (relation) {
            case LEFT -> "on the left";
            case RIGHT -> "on the right";
            case TOP -> "on top";
            case UNDER -> "underneath";
        };
    }

    private static String side(Relation relation) {
        return switch (relation) {
            case LEFT -> "the left";
            case RIGHT -> "the right";
            case TOP -> "the top";
            case UNDER -> "underneath";
        };
    }

    private static String towards(Relation relation) {
        return switch (relation) {
            case LEFT -> "to the left";
            case RIGHT -> "to the right";
            case TOP -> "to the top";
            case UNDER -> "underneath";
        };
    }

    private static Relation opposite(Relation relation) {
        return switch (relation) {
            case LEFT -> Relation.RIGHT;
            case RIGHT -> Relation.LEFT;
            case TOP -> Relation.UNDER;
            case UNDER -> Relation.TOP;
        };
    }

    private static String lowerFirst(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
