package org.spatialalign.app.pairs;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.workflow.PairData;

/**
 * What the page reads of a project. Read off the FX thread.
 *
 * @param models the source models of the clips
 * @param version of the own verdicts that are in it
 */
record PairContents(PairData data, List<PairShare> shares, Set<String> models, long version) {

    /** @param model only clips of this source model make pairs; empty for all */
    static PairContents read(ProjectSession in, String model, long version) throws WorkbenchException {
        PairData data = PairData.of(in.project(), in.preset(), model.isEmpty() ? null : model);
        Set<String> names = new TreeSet<>();
        data.clips().values().stream()
                .map(ClipRecord::model)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        return new PairContents(data, in.project().pairShares().all(), Collections.unmodifiableSet(names), version);
    }

    /** The same clips, and what people say by now. */
    static PairContents again(ProjectSession in, PairData clips, Set<String> models, long version)
            throws WorkbenchException {
        return new PairContents(
                clips.with(in.project().verdicts().log()),
                in.project().pairShares().all(),
                models,
                version);
    }
}
