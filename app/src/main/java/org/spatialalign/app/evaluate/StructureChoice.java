package org.spatialalign.app.evaluate;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.workflow.EvaluationData;
import org.spatialalign.engine.workflow.TrainRun;
import org.spatialalign.engine.workflow.TrainedStructures;

/**
 * Which sentence structures are evaluated.
 *
 * @param label as it is chosen from a list
 * @param structures empty for all
 */
record StructureChoice(String label, Set<String> structures) {

    static final StructureChoice ALL = new StructureChoice("All structures", Set.of());

    StructureChoice {
        structures = Set.copyOf(structures);
    }

    /** All; those that each training has not seen, and has; then one by one. Only all, when the clips are of one. */
    static List<StructureChoice> of(Project project, EvaluationData data) throws WorkbenchException {
        Set<String> there = data.structures(data.models().keySet());
        List<StructureChoice> choices = new ArrayList<>(List.of(ALL));
        if (there.size() < 2) {
            return choices;
        }
        for (TrainRun run : TrainRun.all(project)) {
            if (Files.exists(run.folder().resolve(RunRecord.FILE))) {
                Set<String> seen = new TreeSet<>(there);
                seen.retainAll(TrainedStructures.of(project, run).seen());
                Set<String> others = new TreeSet<>(there);
                others.removeAll(seen);
                if (!seen.isEmpty() && !others.isEmpty()) {
                    String number = "seen by run " + run.job().id();
                    choices.add(new StructureChoice("Not " + number, others));
                    choices.add(new StructureChoice("S" + number.substring(1), seen));
                }
            }
        }
        there.forEach(one -> choices.add(new StructureChoice(one, Set.of(one))));
        return choices;
    }

    @Override
    public String toString() {
        return label;
    }
}
