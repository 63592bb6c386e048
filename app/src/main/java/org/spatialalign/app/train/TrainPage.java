package org.spatialalign.app.train;

import java.util.List;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.OutlookPage;

/** Where models will be tuned. */
public final class TrainPage extends OutlookPage {

    public TrainPage() {
        super("train", "Train", MaterialDesignT.TUNE_VARIANT);
    }

    @Override
    protected String purpose() {
        return "Teach a video model what was asked: preference optimisation on pairs, with a LoRA of a few million "
                + "weights and a regulariser that keeps the rest of the model in place.";
    }

    @Override
    protected List<Point> points() {
        return List.of(
                new Point(
                        MaterialDesignC.CHART_LINE,
                        "Live curves",
                        "Loss, score margin and regulariser, raw and smoothed, refreshed while the run goes on."),
                new Point(
                        MaterialDesignR.RESTART,
                        "Exact resume",
                        "A run that was stopped goes on as if it had not been, to the last bit."),
                new Point(
                        MaterialDesignS.SPEEDOMETER,
                        "On what you have",
                        "The small model trains on a laptop; the same run scales to Wan 2.1 on a GPU."));
    }

    @Override
    protected String untilThen() {
        return "Score clips in Inspect and export the paper's result CSV, which the published training code reads.";
    }
}
