package org.spatialalign.engine.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.GenerationSetup;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.GenerationRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;

/**
 * A matrix of prompts and seeds as the project stands: which clips are there, and which would be made.
 *
 * @param cells by prompt, then by seed
 */
public record GenerationPlan(List<Cell> cells) {

    /**
     * One clip that is there or could be.
     *
     * @param recipe null when no model was chosen
     * @param fileName by which a running job names it; empty without a recipe
     * @param clip the clip of this very recipe (or of the named source); null for a hole
     * @param others clips of the same prompt and seed that were made otherwise
     */
    public record Cell(
            String promptId,
            int seed,
            @Nullable GenerationRecipe recipe,
            String fileName,
            @Nullable String clip,
            List<String> others) {

        public Cell {
            others = List.copyOf(others);
        }
    }

    private record Place(String promptId, int seed) {}

    public GenerationPlan {
        cells = List.copyOf(cells);
    }

    /** @param setup null shows what there is, all of it made otherwise */
    public static GenerationPlan of(
            Project project,
            @Nullable GenerationSetup setup,
            List<GenerateSpec.Prompt> prompts,
            List<Integer> seeds,
            GenerationSettings settings)
            throws ProjectException {
        Map<Place, List<ClipRecord>> clips = clips(project);
        Map<String, String> recipes = recipes(project);
        List<Cell> cells = new ArrayList<>(prompts.size() * seeds.size());
        for (GenerateSpec.Prompt prompt : prompts) {
            String id = String.valueOf(prompt.id());
            for (int seed : seeds) {
                GenerationRecipe recipe = setup == null ? null : setup.recipe(prompt.text(), seed, settings);
                String hash = recipe == null ? null : recipe.hash().hex();
                String made = null;
                List<String> others = new ArrayList<>();
                for (ClipRecord clip : clips.getOrDefault(new Place(id, seed), List.of())) {
                    if (made == null && hash != null && hash.equals(recipes.get(clip.id()))) {
                        made = clip.id();
                    } else {
                        others.add(clip.id());
                    }
                }
                cells.add(new Cell(id, seed, recipe, recipe == null ? "" : recipe.fileName(id), made, others));
            }
        }
        return new GenerationPlan(cells);
    }

    /** The same for clips that came from elsewhere under the name of a source. */
    public static GenerationPlan ofSource(
            Project project, String source, List<GenerateSpec.Prompt> prompts, List<Integer> seeds)
            throws ProjectException {
        Map<Place, List<ClipRecord>> clips = clips(project);
        List<Cell> cells = new ArrayList<>(prompts.size() * seeds.size());
        for (GenerateSpec.Prompt prompt : prompts) {
            String id = String.valueOf(prompt.id());
            for (int seed : seeds) {
                List<ClipRecord> there = clips.getOrDefault(new Place(id, seed), List.of());
                Optional<ClipRecord> own = there.stream()
                        .filter(clip -> clip.model().equals(source))
                        .findFirst();
                List<String> others = there.stream()
                        .filter(clip -> own.isEmpty() || !clip.equals(own.get()))
                        .map(ClipRecord::id)
                        .toList();
                cells.add(new Cell(id, seed, null, "", own.map(ClipRecord::id).orElse(null), others));
            }
        }
        return new GenerationPlan(cells);
    }

    private static Map<Place, List<ClipRecord>> clips(Project project) throws ProjectException {
        Map<Place, List<ClipRecord>> clips = new HashMap<>();
        for (ClipRecord clip : project.clips().all()) {
            Integer seed = clip.seed();
            if (clip.promptId() != null && seed != null && !project.clips().isMissing(clip)) {
                clips.computeIfAbsent(new Place(clip.promptId(), seed), place -> new ArrayList<>())
                        .add(clip);
            }
        }
        return clips;
    }

    private static Map<String, String> recipes(Project project) throws ProjectException {
        Map<String, String> recipes = new HashMap<>();
        for (GenerationRecord made : project.generations().all()) {
            recipes.put(made.clipId(), made.recipeHash().hex());
        }
        return recipes;
    }
}
