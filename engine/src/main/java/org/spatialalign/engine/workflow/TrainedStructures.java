package org.spatialalign.engine.workflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.train.TrainingPair;

/**
 * The sentence structures that a training has seen. Prompts of others show whether a model has learned what a sentence
 * means, and not only how it is built. Held-out pairs are not seen.
 *
 * @param run number of the training's job
 * @param seen structures of the prompts of all pairs that were trained on
 * @param unknown prompts of such pairs whose structure nothing says: with any of them "not seen" is a guess
 */
public record TrainedStructures(long run, Set<String> seen, List<String> unknown) {

    public TrainedStructures {
        seen = Collections.unmodifiableSet(new TreeSet<>(seen));
        unknown = List.copyOf(unknown);
    }

    /** @throws WorkbenchException when the run has not started, so that nobody knows its pairs */
    public static TrainedStructures of(Project project, TrainRun run) throws WorkbenchException {
        Set<String> seen = new TreeSet<>();
        Set<String> unknown = new TreeSet<>();
        Set<String> prompts = new TreeSet<>();
        for (TrainingPair pair : RunRecord.read(run.folder()).pairs()) {
            if (!pair.heldOut()) {
                prompts.add(pair.promptId());
            }
        }
        for (String prompt : prompts) {
            String structure =
                    project.prompts().find(prompt).map(DsrPrompt::template).orElse("");
            (structure.isBlank() ? unknown : seen).add(structure.isBlank() ? prompt : structure);
        }
        return new TrainedStructures(run.job().id(), seen, new ArrayList<>(unknown));
    }

    /**
     * Those of some structures that were not seen.
     *
     * @throws WorkbenchException when all of them were
     */
    public Set<String> others(Set<String> structures) throws WorkbenchException {
        Set<String> others = new TreeSet<>(structures);
        others.removeAll(seen);
        if (others.isEmpty()) {
            throw new WorkbenchException("no clip is of a sentence structure that run " + run + " has not seen: it has"
                    + " seen " + words(seen) + ", and the clips are of " + words(structures)
                    + ". Make clips of prompts of another structure with both models");
        }
        return others;
    }

    /**
     * Those of some structures that were seen.
     *
     * @throws WorkbenchException when none of them was
     */
    public Set<String> same(Set<String> structures) throws WorkbenchException {
        Set<String> same = new TreeSet<>(structures);
        same.retainAll(seen);
        if (same.isEmpty()) {
            throw new WorkbenchException("no clip is of a sentence structure that run " + run
                    + " has seen: it has seen " + words(seen) + ", and the clips are of " + words(structures));
        }
        return same;
    }

    private static String words(Set<String> structures) {
        return structures.isEmpty() ? "none that is known" : String.join(", ", structures);
    }
}
