package org.spatialalign.engine.workflow;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.spatialalign.engine.core.CodeVersion;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.evaluate.AppearanceFigures;
import org.spatialalign.engine.evaluate.Evaluation;
import org.spatialalign.engine.evaluate.PromptBootstrap;
import org.spatialalign.engine.evaluate.ScoredClip;
import org.spatialalign.engine.evaluate.ShareCurve;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.ClipListing;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.ClipStatus;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.WorkSummary.Item;
import org.spatialalign.engine.workflow.report.EvaluationReport;

/**
 * The clips of a project as an evaluation takes them, by source model. Generated clips carry model and LoRA in that
 * name, imported ones the name they were imported under.
 *
 * @param models clips by model, models and clips in the order of their names
 * @param scores every clip of the project by its id
 * @param leftOut clips that cannot be matched with others, and why
 * @param untracked ids of unscorable clips that nobody has followed boxes in yet: work to do rather than a result
 */
public record EvaluationData(
        Map<String, List<ScoredClip>> models,
        Map<String, ClipScore> scores,
        List<Item> leftOut,
        List<String> untracked) {

    /** The seed of all intervals: the same clips give the same figures everywhere. */
    private static final long BOOTSTRAP_SEED = 20260222;

    public EvaluationData {
        leftOut = List.copyOf(leftOut);
        untracked = List.copyOf(untracked);
    }

    /** Reads the scores as they are kept, also stale ones. */
    public static EvaluationData of(Project project, ScorePreset preset) throws WorkbenchException {
        return of(ClipScore.all(project, new Scoring(project, preset)));
    }

    /** Of clips in the order in which they came into the project. */
    static EvaluationData of(List<ClipScore> all) {
        Map<String, Map<String, ScoredClip>> models = new TreeMap<>();
        Map<String, ClipScore> scores = new HashMap<>();
        List<Item> leftOut = new ArrayList<>();
        List<String> untracked = new ArrayList<>();
        for (ClipScore score : all) {
            ClipRecord clip = score.listing().clip();
            scores.put(clip.id(), score);
            DsrPrompt prompt = score.listing().prompt();
            Integer seed = clip.seed();
            if (prompt == null || seed == null) {
                String why = prompt == null
                        ? "nothing says which prompt it was made from"
                        : "its seed is not known, so that no clip of another model is its counterpart";
                leftOut.add(new Item(clip.id(), ClipLoop.name(clip), why));
                continue;
            }
            // A newer clip of the same prompt and seed takes the place of an older one.
            ScoredClip older = models.computeIfAbsent(clip.model(), model -> new TreeMap<>())
                    .put(prompt.promptId() + "\0" + "%09d".formatted(seed), scored(score, prompt, seed));
            if (older != null) {
                leftOut.add(new Item(
                        older.clip(), older.name(), "a newer clip of the same prompt and seed takes its place"));
            }
            ClipStatus status = score.listing().status();
            if (status == ClipStatus.NO_SEED || status == ClipStatus.NOT_TRACKED) {
                untracked.add(clip.id());
            }
        }
        Map<String, List<ScoredClip>> lists = new LinkedHashMap<>();
        models.forEach((model, clips) -> lists.put(model, List.copyOf(clips.values())));
        return new EvaluationData(lists, scores, leftOut, untracked);
    }

    private static ScoredClip scored(ClipScore score, DsrPrompt prompt, long seed) {
        ClipRecord clip = score.listing().clip();
        OptionalDouble number = OptionalDouble.empty();
        String reason = "";
        if (score.outcome() instanceof ScoreOutcome.Scored scored) {
            // Sums of eighths may end a hair outside.
            number = OptionalDouble.of(Math.max(0, Math.min(1, scored.dsrScore())));
        } else if (score.outcome() instanceof ScoreOutcome.Unscorable unscorable) {
            reason = unscorable.reason().title() + ": " + unscorable.detail();
        }
        return new ScoredClip(
                clip.id(),
                ClipLoop.name(clip),
                prompt.promptId(),
                seed,
                prompt.type(),
                prompt.animal(),
                prompt.template(),
                number,
                reason);
    }

    /** All seeds of all models. */
    public TreeSet<Long> seeds() {
        TreeSet<Long> seeds = new TreeSet<>();
        models.values().forEach(clips -> clips.forEach(clip -> seeds.add(clip.seed())));
        return seeds;
    }

    /** The sentence structures of the prompts of some models' clips; prompts that name none are left out. */
    public TreeSet<String> structures(Collection<String> of) {
        TreeSet<String> structures = new TreeSet<>();
        for (String model : of) {
            models.getOrDefault(model, List.of()).forEach(clip -> structures.add(clip.structure()));
        }
        structures.remove("");
        return structures;
    }

    /** The clips that are chosen, by model. */
    public Map<String, List<ScoredClip>> chosen(EvaluationChoice choice) {
        Map<String, List<ScoredClip>> chosen = new LinkedHashMap<>();
        models.forEach((model, clips) -> chosen.put(
                model,
                clips.stream()
                        .filter(clip ->
                                choice.prompts().isEmpty() || choice.prompts().contains(clip.promptId()))
                        .filter(clip ->
                                choice.seeds().isEmpty() || choice.seeds().contains(clip.seed()))
                        .filter(clip -> choice.structures().isEmpty()
                                || choice.structures().contains(clip.structure()))
                        .toList()));
        return chosen;
    }

    /**
     * Compares.
     *
     * @throws WorkbenchException when the project has no clips of a model, or the base is to be compared with itself
     */
    public Evaluation evaluate(EvaluationChoice choice) throws WorkbenchException {
        List<String> wanted = new ArrayList<>(List.of(choice.base()));
        wanted.addAll(choice.tuned());
        for (String model : wanted) {
            if (!models.containsKey(model)) {
                throw new WorkbenchException("no clip with a prompt and a seed is of the source model '" + model
                        + "'; there are: " + models.keySet().stream().collect(Collectors.joining(", ")));
            }
        }
        if (choice.tuned().isEmpty() || wanted.stream().distinct().count() < wanted.size()) {
            throw new WorkbenchException("choose a base and at least one other model, each once; got "
                    + wanted.stream().collect(Collectors.joining(", ")));
        }
        return Evaluation.of(
                choice.base(),
                choice.tuned(),
                chosen(choice),
                choice.threshold(),
                choice.counting(),
                ShareCurve.fineThresholds(),
                PromptBootstrap.standard(BOOTSTRAP_SEED));
    }

    /** What a report of this evaluation shows. */
    public EvaluationReport report(
            String projectName, ScorePreset preset, Evaluation evaluation, AppearanceFigures appearance) {
        Set<String> shown = evaluation.unscorable().values().stream()
                .flatMap(List::stream)
                .map(ScoredClip::clip)
                .collect(Collectors.toSet());
        return new EvaluationReport(
                projectName,
                Clock.systemUTC().instant(),
                CodeVersion.CURRENT,
                preset.id(),
                evaluation,
                appearance,
                leftOut.stream().map(item -> item.name() + ": " + item.why()).toList(),
                (int) untracked.stream().filter(shown::contains).count());
    }

    /** The score of a clip that the evaluation names. */
    public ClipListing listing(String clipId) {
        ClipScore score = scores.get(clipId);
        if (score == null) {
            throw new IllegalArgumentException("no clip " + clipId);
        }
        return score.listing();
    }
}
