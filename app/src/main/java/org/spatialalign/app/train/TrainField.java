package org.spatialalign.app.train;

import java.util.stream.Stream;
import org.spatialalign.engine.train.EarlyStop;

/** A setting of a training in the form: where it is in the settings' JSON, and what it does. */
enum TrainField {
    STEPS(Group.MAIN, "steps", "Steps", "Updates of the weights in all. The paper's adapter was taken after 2400."),
    ACCUMULATE(
            Group.MAIN,
            "accumulate",
            "Pairs per step",
            "Their gradients are added up before one update. More is steadier, and slower in proportion."),
    LEARNING_RATE(Group.MAIN, "optimiser.learningRate", "Learning rate", "The highest, after the warm-up."),
    SEED(Group.MAIN, "seed", "Seed", "Of everything random: the same seed gives the same run."),
    BETA(
            Group.LOSS,
            "dpo.beta",
            "Beta",
            "Strength of the preference. Higher values hold the model nearer to the base model for the same loss."),
    LAMBDA(
            Group.LOSS,
            "dpo.lambda",
            "Regulariser",
            "Weight of the term that keeps the rest of the model in place; 0 for none."),
    CLIP(Group.LOSS, "dpo.clip", "Margin clip", "A pair whose margin is beyond this no longer pulls; 0 for no limit."),
    SHARED_NOISE(
            Group.LOSS,
            "sharedNoise",
            "Same noise for both",
            "Whether winner and loser of a pair get the same noise. The paper draws two."),
    RANK(Group.ADAPTER, "adapter.rank", "Rank", "Width of the LoRA. More can learn more, and forgets more."),
    ALPHA(Group.ADAPTER, "adapter.alpha", "Alpha", "Over the rank, this is the strength of the LoRA."),
    WARMUP(Group.OPTIMISER, "optimiser.warmup", "Warm-up", "Steps until the learning rate is reached."),
    TOTAL(Group.OPTIMISER, "optimiser.total", "Cosine ends at", "The step at which the learning rate would be 0."),
    WEIGHT_DECAY(Group.OPTIMISER, "optimiser.weightDecay", "Weight decay", "Pulls the LoRA's weights towards 0."),
    BATCH(
            Group.OPTIMISER,
            "pairsPerBatch",
            "Pairs at once",
            "That go through the network together. Takes memory; needs clips of one size."),
    SAMPLING(
            Group.OPTIMISER,
            "sampling",
            "Drawing",
            "How the pairs of a step are chosen; the paper draws a prompt first."),
    MEMORY(
            Group.OPTIMISER,
            "memory",
            "Memory",
            "Computing blocks twice takes far less of it. Small models can keep everything."),
    CHECKPOINT_EVERY(
            Group.KEEP, "checkpoints.every", "Checkpoint every", "So many steps; one more at the end and on stop."),
    KEEP_LAST(Group.KEEP, "checkpoints.keepLast", "Keep the last", "So many checkpoints; 0 keeps all."),
    HELD_OUT(
            Group.KEEP,
            "validation.share",
            "Held out",
            "Share of the prompts that is not trained on: it tells whether more than these pairs was learnt."),
    STOP_ABOVE(
            Group.KEEP, "stopAbove", "Stop above", "A total loss above this, or one that is no number, stops the run."),
    STOP_FIGURE(
            Group.EARLY,
            "earlyStop.figure",
            "Compare checkpoints by",
            "The run ends when its checkpoints get no better by this. Held-out pairs need a share that is held out;"
                    + " samples need prompts, and boxes before they have a score."),
    STOP_PATIENCE(
            Group.EARLY,
            "earlyStop.patience",
            "Patience",
            "End after so many checkpoints in a row that are no better than the best before them."),
    STOP_GAIN(Group.EARLY, "earlyStop.minimumGain", "Better by", "By how much a checkpoint has to be better to count.");

    /** Where it stands in the form. */
    enum Group {
        MAIN("How long"),
        LOSS("The loss"),
        ADAPTER("The LoRA"),
        OPTIMISER("Optimiser and memory"),
        KEEP("What is kept, and what goes wrong"),
        EARLY("Early stop");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        Stream<TrainField> fields() {
            return Stream.of(TrainField.values()).filter(field -> field.group == this);
        }
    }

    private final Group group;
    private final String path;
    private final String title;
    private final String explanation;

    TrainField(Group group, String path, String title, String explanation) {
        this.group = group;
        this.path = path;
        this.title = title;
        this.explanation = explanation;
    }

    /** As a JSON pointer: "/dpo/beta". */
    String pointer() {
        return "/" + path.replace('.', '/');
    }

    String title() {
        return title;
    }

    String explanation() {
        return explanation;
    }

    /** The choices, none for a number or a text. */
    Stream<String> choices() {
        return switch (this) {
            case SHARED_NOISE -> Stream.of("false", "true");
            case SAMPLING -> Stream.of("PROMPTS", "PASSES");
            case MEMORY -> Stream.of("CHECKPOINTED", "PLAIN");
            case STOP_FIGURE -> Stream.of(EarlyStop.Figure.values()).map(Enum::name);
            default -> Stream.of();
        };
    }

    /** What a choice is called. */
    static String words(String choice) {
        return switch (choice) {
            case "false" -> "No";
            case "true" -> "Yes";
            case "PROMPTS" -> "A random prompt, then one of its pairs";
            case "PASSES" -> "Every pair once, then again";
            case "CHECKPOINTED" -> "Compute blocks twice";
            case "PLAIN" -> "Keep everything";
            case "NONE" -> "Nothing: go to the last step";
            case "HELD_OUT_LOSS" -> "Loss of the held-out pairs";
            case "HELD_OUT_WINS" -> "Share of held-out pairs won";
            case "SAMPLE_SHARE" -> "Share of samples at the threshold";
            case "SAMPLE_MEAN" -> "Mean score of the samples";
            default -> choice;
        };
    }

    /** The id of its control, for style sheets and tests. */
    String id() {
        return "train-" + path.replace('.', '-').toLowerCase(java.util.Locale.ROOT);
    }
}
