package org.spatialalign.app.train;

import java.util.stream.Stream;

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
            "PROMPTS: a random prompt, then one of its pairs, as in the paper. PASSES: every pair once, then again."),
    MEMORY(
            Group.OPTIMISER,
            "memory",
            "Memory",
            "CHECKPOINTED computes blocks twice and takes far less memory. PLAIN is for small models."),
    CHECKPOINT_EVERY(
            Group.KEEP, "checkpoints.every", "Checkpoint every", "So many steps; one more at the end and on stop."),
    KEEP_LAST(Group.KEEP, "checkpoints.keepLast", "Keep the last", "So many checkpoints; 0 keeps all."),
    HELD_OUT(
            Group.KEEP,
            "validation.share",
            "Held out",
            "Share of the prompts that is not trained on: it tells whether more than these pairs was learnt."),
    STOP_ABOVE(
            Group.KEEP, "stopAbove", "Stop above", "A total loss above this, or one that is no number, stops the run.");

    /** Where it stands in the form. */
    enum Group {
        MAIN("How long"),
        LOSS("The loss"),
        ADAPTER("The LoRA"),
        OPTIMISER("Optimiser and memory"),
        KEEP("What is kept, and when to stop");

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
            default -> Stream.of();
        };
    }

    /** The id of its control, for style sheets and tests. */
    String id() {
        return "train-" + path.replace('.', '-').toLowerCase(java.util.Locale.ROOT);
    }
}
