package org.spatialalign.engine.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A base model against one or several tuned ones, each on the prompts and seeds that both have: what a table, a figure
 * or a report shows.
 *
 * @param base name of the base model
 * @param threshold what a clip has to reach
 * @param bands the base's curve first, then each tuned model's, over all clips of the model
 * @param versus by the tuned model's name, in the order in which they were chosen
 * @param unscorable by the model's name, the base first; models without an unscorable clip have an empty list
 */
public record Evaluation(
        String base,
        double threshold,
        Unscorable counting,
        PromptBootstrap bootstrap,
        List<ShareBand> bands,
        Map<String, Comparison> versus,
        Map<String, List<ScoredClip>> unscorable) {

    public Evaluation {
        bands = List.copyOf(bands);
        versus = new LinkedHashMap<>(versus);
        unscorable = new LinkedHashMap<>(unscorable);
    }

    /**
     * Compares.
     *
     * @param clips by model: the base and every tuned one
     * @param thresholds of the curves
     * @throws IllegalArgumentException when a model has two clips of one prompt and seed, or none was given
     */
    public static Evaluation of(
            String base,
            List<String> tuned,
            Map<String, List<ScoredClip>> clips,
            double threshold,
            Unscorable counting,
            List<Double> thresholds,
            PromptBootstrap bootstrap) {
        List<ShareBand> bands = new ArrayList<>();
        Map<String, List<ScoredClip>> unscorable = new LinkedHashMap<>();
        List<String> models = new ArrayList<>(List.of(base));
        models.addAll(tuned);
        for (String model : models) {
            List<ScoredClip> own = of(clips, model);
            bands.add(ShareBand.of(model, own, counting, thresholds, bootstrap));
            unscorable.put(
                    model, own.stream().filter(clip -> clip.score().isEmpty()).toList());
        }
        Map<String, Comparison> versus = new LinkedHashMap<>();
        for (String model : tuned) {
            versus.put(model, Comparison.of(of(clips, base), of(clips, model), threshold, counting, bootstrap));
        }
        return new Evaluation(base, threshold, counting, bootstrap, bands, versus, unscorable);
    }

    private static List<ScoredClip> of(Map<String, List<ScoredClip>> clips, String model) {
        List<ScoredClip> own = clips.get(model);
        if (own == null) {
            throw new IllegalArgumentException("there are no clips of '" + model + "'; there are: " + clips.keySet());
        }
        return own;
    }
}
