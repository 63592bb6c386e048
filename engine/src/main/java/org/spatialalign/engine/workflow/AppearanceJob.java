package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.evaluate.Appearance;
import org.spatialalign.engine.evaluate.AppearanceFigures;
import org.spatialalign.engine.job.Job;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ClipLoop.Result;

/**
 * Measures the looks of models' clips: guard rails beside the score. What it found is kept with the job; for clips whose
 * boxes changed since, it no longer counts.
 */
public final class AppearanceJob implements Job {

    static final String KIND = "appearance";
    static final int VERSION = 1;

    /** @param models source models whose clips are looked at */
    record Config(List<String> models) {}

    /**
     * What a run found.
     *
     * @param consistency by clip
     * @param inputs what the boxes of each clip were then
     * @param diversity by model and prompt
     */
    record Found(
            Map<String, Double> consistency,
            Map<String, String> inputs,
            Map<String, Map<String, Double>> diversity,
            WorkSummary work) {}

    private final Project project;
    private final Config config;

    AppearanceJob(Project project, Config config) {
        this.project = project;
        this.config = config;
    }

    @Override
    public JsonNode run(JobContext context) throws WorkbenchException, CancelledException {
        List<ClipRecord> clips = project.clips().all().stream()
                .filter(clip -> config.models().contains(clip.model()))
                .toList();
        Map<String, String> inputs = project.scores().inputHashes();
        Map<String, Double> consistency = new TreeMap<>();
        Map<String, Map<String, List<List<float[]>>>> looks = new TreeMap<>();
        WorkSummary work = new ClipLoop(context).run(clips, (record, progressed) -> {
            Progress.Listener decoding = p -> progressed.to(p.done(), p.total());
            ClipLooks seen = ClipLooks.of(project, record, decoding, context.cancel());
            String prompt = record.promptId();
            if (prompt != null) {
                looks.computeIfAbsent(record.model(), model -> new TreeMap<>())
                        .computeIfAbsent(prompt, id -> new ArrayList<>())
                        .add(seen.looks());
            }
            if (seen.consistency().isEmpty()) {
                return Result.leftOut("the animal has a box in too few frames to compare its looks");
            }
            consistency.put(record.id(), seen.consistency().getAsDouble());
            return Result.DONE;
        });
        Map<String, Map<String, Double>> diversity = new TreeMap<>();
        looks.forEach((model, prompts) -> prompts.forEach((prompt, seeds) -> Appearance.diversity(seeds)
                .ifPresent(value ->
                        diversity.computeIfAbsent(model, m -> new TreeMap<>()).put(prompt, value))));
        inputs.keySet().retainAll(consistency.keySet());
        return Json.tree(new Found(consistency, inputs, diversity, work));
    }

    /** What all such jobs have found out, the newest first; clips whose boxes changed since are left out. */
    public static AppearanceFigures figures(Project project, List<JobRecord> jobs) throws WorkbenchException {
        Map<String, String> inputs = project.scores().inputHashes();
        Map<String, Double> consistency = new HashMap<>();
        Map<String, Map<String, Double>> diversity = new LinkedHashMap<>();
        for (JobRecord job :
                jobs.stream().sorted((a, b) -> Long.compare(b.id(), a.id())).toList()) {
            JsonNode summary = job.summary();
            if (!job.spec().kind().equals(KIND) || job.state() != JobState.SUCCEEDED || summary == null) {
                continue;
            }
            Found found = Json.convert(summary, Found.class);
            found.consistency().forEach((clip, value) -> {
                String then = found.inputs().get(clip);
                if (then != null && then.equals(inputs.get(clip))) {
                    consistency.putIfAbsent(clip, value);
                }
            });
            found.diversity().forEach((model, prompts) -> diversity.putIfAbsent(model, Map.copyOf(prompts)));
        }
        return new AppearanceFigures(consistency, diversity);
    }

    /** How the run went, out of what the job kept. */
    public static WorkSummary work(JsonNode summary) throws WorkbenchException {
        return Json.convert(summary, Found.class).work();
    }
}
