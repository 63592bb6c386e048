package org.spatialalign.app.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.workflow.GenerateSpec;
import org.spatialalign.engine.workflow.GenerateSpec.Prompt;

/** Cells of the grid as jobs: prompts that want the same seeds share one, so that the model is loaded once for them. */
final class Fillings {

    private Fillings() {}

    /** Only the cells that are holes or failed. */
    static List<GenerateSpec> of(GenerateSpec wanted, List<Prompt> prompts, List<GridCell> cells) {
        return all(
                wanted,
                prompts,
                cells.stream().filter(cell -> cell.state().open()).toList());
    }

    /** All of these cells; the job itself skips what is there. */
    static List<GenerateSpec> all(GenerateSpec wanted, List<Prompt> prompts, List<GridCell> cells) {
        Map<String, List<Integer>> seedsOf = new LinkedHashMap<>();
        cells.forEach(cell -> seedsOf.computeIfAbsent(cell.promptId(), id -> new ArrayList<>())
                .add(cell.seed()));
        Map<List<Integer>, List<Prompt>> bySeeds = new LinkedHashMap<>();
        for (Prompt prompt : prompts) {
            List<Integer> seeds = seedsOf.get(prompt.id());
            if (seeds != null) {
                bySeeds.computeIfAbsent(seeds.stream().distinct().sorted().toList(), same -> new ArrayList<>())
                        .add(prompt);
            }
        }
        List<GenerateSpec> jobs = new ArrayList<>();
        bySeeds.forEach((seeds, same) -> jobs.add(new GenerateSpec(
                wanted.model(),
                wanted.lora(),
                same,
                List.of(),
                seeds,
                wanted.settings(),
                wanted.device(),
                wanted.saveLatents())));
        return jobs;
    }

    static GenerateSpec with(GenerateSpec wanted, GenerateSpec.Lora lora) {
        return new GenerateSpec(
                wanted.model(),
                lora,
                wanted.prompts(),
                wanted.promptIds(),
                wanted.seeds(),
                wanted.settings(),
                wanted.device(),
                wanted.saveLatents());
    }
}
