package org.spatialalign.app.inspect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.UnscorableReason;
import org.spatialalign.engine.store.ClipListing;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.ClipStatus;

/** Rows for tests, made from a few words or from a seed. */
final class TestRows {

    private static final List<String> TYPES = List.of("LR", "RL", "LT", "TL", "RT", "TR");
    private static final List<String> ANIMALS =
            List.of("cat", "dog", "rabbit", "fox", "horse", "squirrel", "duck", "goat", "owl", "panda");
    private static final List<String> OBJECTS =
            List.of("chair", "stone", "lamp", "bench", "box", "table", "tree", "car", "vase", "sofa");
    private static final List<String> MODELS = List.of("wan", "ours", "cog", "ltx", "hy15");

    private TestRows() {}

    static DsrPrompt prompt(String id, String type, String animal, String object) {
        DsrType dsrType = DsrType.of(type);
        String initial = dsrType.initial().initialPhrase();
        String last = dsrType.last().finalPhrase();
        String sentence = "In a quiet forest clearing, a " + animal + " is " + initial + " a " + object + ", then the "
                + animal + " walks " + last + " the " + object + ".";
        return new DsrPrompt(id, dsrType, animal, object, "In a quiet forest clearing,", initial, last, sentence, "");
    }

    static ClipRow row(
            int number, @Nullable DsrPrompt prompt, @Nullable Integer seed, String model, @Nullable Double score) {
        ContentHash hash = ContentHash.ofText("clip " + number);
        String promptId = prompt == null ? null : prompt.promptId();
        String file = (promptId == null ? "clip" + number : promptId + "_F81_seed0" + seed) + ".mp4";
        ClipRecord clip = new ClipRecord(
                hash.brief(),
                hash,
                model,
                promptId,
                seed,
                file,
                "clips/" + hash.hex() + ".mp4",
                1_000L + number,
                new VideoInfo(832, 480, 16, 81),
                null,
                Instant.EPOCH.plusSeconds(number));
        ClipStatus status =
                prompt == null ? ClipStatus.NO_PROMPT : score == null ? ClipStatus.UNSCORABLE : ClipStatus.SCORED;
        UnscorableReason reason = status == ClipStatus.UNSCORABLE ? UnscorableReason.TOO_FEW_VALID_FRAMES : null;
        return ClipRow.of(new ClipListing(clip, prompt, status, score, reason, false));
    }

    /** Random rows of the shape of a large project: 5 seeds of each prompt, a tenth of them without a score. */
    static List<ClipRow> random(int count, long randomSeed) {
        SplittableRandom random = new SplittableRandom(randomSeed);
        List<ClipRow> rows = new ArrayList<>(count);
        DsrPrompt prompt = prompt("0_LR", "LR", "cat", "chair");
        for (int i = 0; i < count; i++) {
            if (i % 5 == 0) {
                String type = pick(TYPES, random);
                prompt = prompt(i / 5 + "_" + type, type, pick(ANIMALS, random), pick(OBJECTS, random));
            }
            Double score = random.nextInt(10) == 0 ? null : random.nextDouble();
            rows.add(row(i, prompt, i % 5, pick(MODELS, random), score));
        }
        return rows;
    }

    private static String pick(List<String> values, SplittableRandom random) {
        return values.get(random.nextInt(values.size()));
    }
}
