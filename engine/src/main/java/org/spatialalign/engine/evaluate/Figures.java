package org.spatialalign.engine.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be said of one set of clips.
 *
 * @param clips clips in all
 * @param unscorable how many have no score
 * @param share of the counted clips that reach the threshold
 * @param shareInterval over prompts
 * @param mean score of the scorable clips; 0 when there is none
 * @param meanInterval over prompts
 */
public record Figures(
        long clips, long unscorable, double share, Interval shareInterval, double mean, Interval meanInterval) {

    public static Figures of(List<ScoredClip> clips, double threshold, Unscorable counting, PromptBootstrap bootstrap) {
        Sums sums = Sums.of(clips, threshold, counting, promptsOf(clips));
        long unscorable = clips.stream().filter(clip -> clip.score().isEmpty()).count();
        return new Figures(
                clips.size(),
                unscorable,
                sums.share(),
                bootstrap.ofRatio(sums.reached, sums.counted),
                sums.mean(),
                bootstrap.ofRatio(sums.scores, sums.scored));
    }

    /** Each prompt once, in the order of its first clip, with its place in the arrays. */
    static Map<String, Integer> promptsOf(List<ScoredClip> clips) {
        Map<String, Integer> places = new LinkedHashMap<>();
        clips.forEach(clip -> places.putIfAbsent(clip.promptId(), places.size()));
        return places;
    }

    /** Sums by prompt: what the bootstrap draws from. */
    static final class Sums {

        final double[] reached;
        final double[] counted;
        final double[] scores;
        final double[] scored;

        private Sums(int prompts) {
            reached = new double[prompts];
            counted = new double[prompts];
            scores = new double[prompts];
            scored = new double[prompts];
        }

        static Sums of(List<ScoredClip> clips, double threshold, Unscorable counting, Map<String, Integer> prompts) {
            Sums sums = new Sums(prompts.size());
            for (ScoredClip clip : clips) {
                int prompt = prompts.getOrDefault(clip.promptId(), -1);
                if (prompt < 0) {
                    throw new IllegalArgumentException("clip " + clip.clip() + " is of another prompt");
                }
                if (counting.counts(clip)) {
                    sums.counted[prompt]++;
                    sums.reached[prompt] += clip.reaches(threshold) ? 1 : 0;
                }
                if (clip.score().isPresent()) {
                    sums.scored[prompt]++;
                    sums.scores[prompt] += clip.score().getAsDouble();
                }
            }
            return sums;
        }

        double share() {
            return ratio(reached, counted);
        }

        double mean() {
            return ratio(scores, scored);
        }

        private static double ratio(double[] numerators, double[] denominators) {
            double count = sum(denominators);
            return count == 0 ? 0 : sum(numerators) / count;
        }

        private static double sum(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum;
        }
    }
}
