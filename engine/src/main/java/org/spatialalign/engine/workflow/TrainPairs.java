package org.spatialalign.engine.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.GenerationRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.TrainingClip;
import org.spatialalign.engine.train.TrainingPair;

/**
 * The pairs of a training, with their clips.
 *
 * @param pairs the held-out ones among them
 * @param clips of all pairs
 * @param records rows of these clips
 * @param problems why it cannot be trained on them, one sentence each
 */
record TrainPairs(
        List<TrainingPair> pairs,
        Map<ContentHash, TrainingClip> clips,
        Map<ContentHash, ClipRecord> records,
        List<String> problems) {

    TrainPairs {
        pairs = List.copyOf(pairs);
        problems = List.copyOf(problems);
    }

    /**
     * @param base identity of the model: latents that it left when it generated are used; null to use none
     * @throws WorkbenchException when the project has no such set
     */
    static TrainPairs of(Project project, TrainSpec spec, @Nullable ContentHash base) throws WorkbenchException {
        PairSet set = project.pairSets()
                .find(spec.pairSet())
                .filter(found -> found.hash().equals(spec.pairsHash()))
                .orElseThrow(() -> new WorkbenchException("the project has no set of pairs '" + spec.pairSet()
                        + "' with the pairs " + spec.pairsHash().brief()));
        Map<ContentHash, TrainingClip> clips = new LinkedHashMap<>();
        Map<ContentHash, ClipRecord> records = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        List<TrainingPair> pairs = new ArrayList<>();
        Map<String, GenerationRecord> made = new HashMap<>();
        for (GenerationRecord generation : project.generations().all()) {
            made.put(generation.clipId(), generation);
        }
        for (PreferencePair pair : set.decided()) {
            if (!spec.use().takes(pair)) {
                continue;
            }
            List<ContentHash> both = new ArrayList<>();
            for (String id : List.of(pair.chosen(), pair.rejected())) {
                Optional<ClipRecord> clip = project.clips().find(id);
                if (clip.isEmpty() || project.clips().isMissing(clip.get())) {
                    problems.add("clip " + id + " of prompt " + pair.promptId() + " is not in the project");
                } else {
                    both.add(clip.get().hash());
                    records.put(clip.get().hash(), clip.get());
                    clips.put(clip.get().hash(), training(project, clip.get(), made.get(id), base));
                }
            }
            if (pair.prompt().isBlank()) {
                problems.add("prompt " + pair.promptId() + " has no sentence to train with");
            }
            if (both.size() == 2) {
                pairs.add(
                        new TrainingPair(pair.promptId(), pair.prompt(), pair.type(), both.get(0), both.get(1), false));
            }
        }
        if (pairs.isEmpty() && problems.isEmpty()) {
            problems.add("the set '" + spec.pairSet() + "' has no decided pairs"
                    + (spec.use() == TrainSpec.Use.ALL ? "" : " of the kind that was asked for"));
        }
        List<TrainingPair> split = TrainingPair.split(
                pairs, spec.config().validation().share(), spec.config().seed());
        return new TrainPairs(
                split, clips, records, problems.stream().distinct().toList());
    }

    /** The row of a clip of a pair. */
    ClipRecord row(ContentHash clip) {
        ClipRecord found = records.get(clip);
        if (found == null) {
            throw new IllegalArgumentException("no clip of these pairs: " + clip.brief());
        }
        return found;
    }

    private static TrainingClip training(
            Project project, ClipRecord clip, @Nullable GenerationRecord made, @Nullable ContentHash base)
            throws WorkbenchException {
        Path latents = null;
        if (made != null && made.latents() != null && base != null) {
            boolean same = GenerationRecipe.of(made.recipe()).model().hash().equals(base.hex());
            Path file = project.resolve(made.latents());
            latents = same && Files.isRegularFile(file) ? file : null;
        }
        return new TrainingClip(clip.hash(), ClipLoop.name(clip), project.clipFile(clip), latents);
    }
}
