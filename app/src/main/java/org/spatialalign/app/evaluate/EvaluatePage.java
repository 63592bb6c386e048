package org.spatialalign.app.evaluate;

import java.util.List;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.spatialalign.app.fx.OutlookPage;

/** Where models will be compared. */
public final class EvaluatePage extends OutlookPage {

    public EvaluatePage() {
        super("evaluate", "Evaluate", MaterialDesignC.CHART_BELL_CURVE_CUMULATIVE);
    }

    @Override
    protected String purpose() {
        return "How many clips follow their prompt, for the base model and the tuned one, and how sure that is.";
    }

    @Override
    protected List<Point> points() {
        return List.of(
                new Point(
                        MaterialDesignS.STAIRS,
                        "Share above a threshold",
                        "The share of clips at or above t, for all t, with intervals that respect that seeds of one "
                                + "prompt are alike."),
                new Point(
                        MaterialDesignC.COMPARE_HORIZONTAL,
                        "Base against tuned",
                        "Prompt by prompt with the same seeds: what was gained, what was lost, and the clips to it."),
                new Point(
                        MaterialDesignF.FILE_CHART_OUTLINE,
                        "Ready to publish",
                        "Tables and figures with the settings they were made with."));
    }

    @Override
    protected String untilThen() {
        return "Inspect shows the distribution of the scores, by model and by type; the report command writes it as a "
                + "page that needs nothing else.";
    }
}
