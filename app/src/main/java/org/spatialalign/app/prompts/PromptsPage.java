package org.spatialalign.app.prompts;

import java.util.List;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.OutlookPage;

/** Where prompts will be written. */
public final class PromptsPage extends OutlookPage {

    public PromptsPage() {
        super("prompts", "Prompts", MaterialDesignT.TEXT_BOX_OUTLINE);
    }

    @Override
    protected String purpose() {
        return "A prompt here is a row: an animal, an object, where the animal starts and where it ends. "
                + "The sentence for the video model is derived from the row, so that what is scored is what was asked.";
    }

    @Override
    protected List<Point> points() {
        return List.of(
                new Point(
                        MaterialDesignF.FORM_SELECT,
                        "Write by row",
                        "Choose animal, object and the two relations; read the sentence as the model will get it."),
                new Point(
                        MaterialDesignT.TABLE_LARGE_PLUS,
                        "Build whole sets",
                        "Cross a vocabulary with the relations, balanced by type, with a seed that can be repeated."),
                new Point(
                        MaterialDesignS.SPELLCHECK,
                        "Checked as you write",
                        "Duplicates, start equal to end, words the detector does not know, and mixed-up sides."),
                new Point(
                        MaterialDesignC.COMPARE_HORIZONTAL,
                        "Coverage",
                        "How many prompts and clips each type has, and where a set is thin."));
    }

    @Override
    protected String untilThen() {
        return "Import prompt lists as CSV files: drop them on this window. Clips named after a prompt find it by "
                + "themselves, and Inspect can filter by prompt, type, animal and object.";
    }
}
