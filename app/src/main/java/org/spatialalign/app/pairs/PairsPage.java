package org.spatialalign.app.pairs;

import java.util.List;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.spatialalign.app.fx.OutlookPage;

/** Where preference pairs will be made. */
public final class PairsPage extends OutlookPage {

    public PairsPage() {
        super("pairs", "Pairs", MaterialDesignC.COMPARE);
    }

    @Override
    protected String purpose() {
        return "Two clips of one prompt, one better than the other: what preference training learns from.";
    }

    @Override
    protected List<Point> points() {
        return List.of(
                new Point(
                        MaterialDesignF.FILTER_OUTLINE,
                        "Built from scores",
                        "A winner at or above a threshold and a loser below it, with a margin of your choice and the "
                                + "unscorable clips left out by name."),
                new Point(
                        MaterialDesignE.EYE_OFF_OUTLINE,
                        "Judged by people",
                        "Side by side on one clock, sides drawn by lot, the machine's score hidden until the verdict."),
                new Point(
                        MaterialDesignA.ACCOUNT_GROUP_OUTLINE,
                        "Agreement",
                        "Between people, with oneself on repeated pairs, and with the score."));
    }

    @Override
    protected String untilThen() {
        return "Inspect shows all seeds of a prompt as a contact sheet on one clock, with their scores; the scores can "
                + "be exported as the paper's CSV.";
    }
}
