package org.spatialalign.engine.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What was measured of the looks of clips, as {@link Appearance} measures it.
 *
 * @param consistency by clip; clips that could not be measured are missing
 * @param diversity over the seeds of a prompt, by model and prompt; prompts with a single clip are missing
 */
public record AppearanceFigures(Map<String, Double> consistency, Map<String, Map<String, Double>> diversity) {

    /** Nothing was measured. */
    public static final AppearanceFigures NONE = new AppearanceFigures(Map.of(), Map.of());

    public AppearanceFigures {
        consistency = Map.copyOf(consistency);
        diversity = Map.copyOf(diversity);
    }

    public boolean isEmpty() {
        return consistency.isEmpty() && diversity.isEmpty();
    }

    /** The mean over those of the clips that were measured. */
    public OptionalDouble consistency(List<ScoredClip> clips) {
        return clips.stream()
                .map(clip -> consistency.get(clip.clip()))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
    }

    /** The mean over the prompts of the clips, each counted once. */
    public OptionalDouble diversity(String model, List<ScoredClip> clips) {
        Map<String, Double> byPrompt = diversity.getOrDefault(model, Map.of());
        return clips.stream()
                .map(ScoredClip::promptId)
                .distinct()
                .map(byPrompt::get)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
    }
}
