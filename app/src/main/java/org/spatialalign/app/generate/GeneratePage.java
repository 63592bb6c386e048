package org.spatialalign.app.generate;

import java.util.List;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.spatialalign.app.fx.OutlookPage;

/** Where clips will be generated. */
public final class GeneratePage extends OutlookPage {

    public GeneratePage() {
        super("generate", "Generate", MaterialDesignM.MOVIE_PLUS_OUTLINE);
    }

    @Override
    protected String purpose() {
        return "Turn prompts into clips with a text-to-video model, several seeds each, as a queue that survives a "
                + "restart.";
    }

    @Override
    protected List<Point> points() {
        return List.of(
                new Point(
                        MaterialDesignC.CHIP,
                        "Small or large model",
                        "A small model that ships with the program and runs on any processor; Wan 2.1 from its public "
                                + "folder on a GPU. The same code runs both."),
                new Point(
                        MaterialDesignP.PLAYLIST_PLAY,
                        "Prompts times seeds",
                        "Queue a set of prompts with a list of seeds, see the first frames early, stop and go on."),
                new Point(
                        MaterialDesignL.LAYERS_OUTLINE,
                        "With or without LoRA",
                        "The tuned weights beside the base model, with the same seeds, to be compared in Evaluate."),
                new Point(
                        MaterialDesignD.DICE_5_OUTLINE,
                        "Reproducible",
                        "Each clip keeps its recipe: prompt, model, seed, steps and code version."));
    }

    @Override
    protected String untilThen() {
        return "Generate with your own tools, one folder per model, and drop the folder on this window. The folder's "
                + "name becomes the name of the source model.";
    }
}
