package org.spatialalign.app.train;

import java.util.Locale;

/** A setting of the sample clips in the form, with what it does. */
enum SampleField {
    SEEDS("Seeds", "0, 1", "One clip of each prompt per seed, with the same noise at each checkpoint: 0-4, or 0,7."),
    EVERY("Sample every", "1", "So many checkpoints, and the last one always. The base model comes first."),
    FRAMES("Frames", "81", "Of a clip. A score needs 20 or more."),
    SIZE("Size", "832x480", "Width x height in pixels. Smaller is faster, and says less of what the model can do."),
    STEPS("Sampler steps", "50", "Of making one clip."),
    GUIDANCE("Guidance", "5", "1 is none and takes half the time."),
    THRESHOLD("Threshold", "0.7", "Score that a clip has to reach to be counted."),
    DETECTOR(
            "Detector",
            "",
            "Folder of a detector that finds the boxes of the clips, so that they have scores at once; empty leaves the"
                    + " boxes to people.");

    private final String title;
    private final String standard;
    private final String explanation;

    SampleField(String title, String standard, String explanation) {
        this.title = title;
        this.standard = standard;
        this.explanation = explanation;
    }

    String title() {
        return title;
    }

    /** What it is unless somebody changes it: the paper's, and as on the command line. */
    String standard() {
        return standard;
    }

    String explanation() {
        return explanation;
    }

    /** The id of its control, for style sheets and tests. */
    String id() {
        return "train-sample-" + name().toLowerCase(Locale.ROOT);
    }
}
