package org.spatialalign.engine.interchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prompt.DsrPrompt;

/**
 * The paper's result list: one row per prompt, the videos and their rewards as Python lists in the order of their
 * seeds, -100 where there is no score. {@link PromptCsv} reads it.
 */
public final class PaperResultCsv {

    /** The columns of the paper's result lists. */
    public static final List<String> COLUMNS = List.of(
            "type", "prompt_id", "animal", "object", "scene", "initial_SR", "final_SR", "prompt", "video", "reward");

    private PaperResultCsv() {}

    /**
     * One clip's result.
     *
     * @param video the clip's file name
     * @param score in [0, 1], or null when it has none
     */
    public record Sample(String video, @Nullable Integer seed, @Nullable Double score) {}

    /** A prompt and its clips, in any order. */
    public record Row(DsrPrompt prompt, List<Sample> samples) {}

    public static void write(Path file, List<Row> rows) throws IOException {
        Map<String, List<ClipReward>> rewards = new HashMap<>();
        List<DsrPrompt> prompts = new ArrayList<>();
        Comparator<Sample> order = Comparator.<Sample>comparingInt(s -> s.seed() == null ? Integer.MAX_VALUE : s.seed())
                .thenComparing(Sample::video);
        for (Row row : rows) {
            String id = row.prompt().promptId();
            prompts.add(row.prompt());
            rewards.put(
                    id,
                    row.samples().stream()
                            .sorted(order)
                            .map(s -> new ClipReward(id, s.video(), s.score() == null ? ClipReward.REFUSED : s.score()))
                            .toList());
        }
        PromptCsv.write(file, COLUMNS, prompts, rewards);
    }
}
