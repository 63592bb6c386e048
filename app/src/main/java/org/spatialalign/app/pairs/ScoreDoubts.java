package org.spatialalign.app.pairs;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.prefer.Fragility;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.workflow.ClipBoxes;
import org.spatialalign.engine.workflow.PairData;

/** How far the scores of paired clips could be off: computed in the background, once for each clip and its boxes. */
final class ScoreDoubts {

    /** A clip's interval, and the boxes it was computed from. */
    private record Known(String boxes, Fragility.Interval interval) {}

    private final UiExecutor executor;
    private final Runnable onFound;
    private final Consumer<Throwable> onFailed;
    private final Map<String, Known> known = new HashMap<>();
    private CancelToken token = CancelToken.never();

    /** @param onFound more is known than before; FX thread */
    ScoreDoubts(UiExecutor executor, Runnable onFound, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.onFound = onFound;
        this.onFailed = onFailed;
    }

    /** For another project. */
    void forget() {
        token.cancel();
        executor.forget(this);
        known.clear();
    }

    /** By clip, as far as they are computed. */
    Map<String, Fragility.Interval> intervals() {
        Map<String, Fragility.Interval> intervals = new HashMap<>();
        known.forEach((id, one) -> intervals.put(id, one.interval));
        return intervals;
    }

    /** Computes what is not known yet of the clips that these rules pair. */
    void look(ProjectSession in, PairData data, PairRules rules) {
        token.cancel();
        CancelToken cancel = new CancelToken();
        token = cancel;
        Map<String, Known> before = Map.copyOf(known);
        executor.load(
                this,
                () -> {
                    Set<String> wanted = data.paired(rules);
                    wanted.removeIf(id -> {
                        Known one = before.get(id);
                        return one != null && one.boxes.equals(data.boxes().getOrDefault(id, ""));
                    });
                    Map<String, Known> found = new HashMap<>();
                    new ClipBoxes(in.project(), in.preset())
                            .intervals(wanted, Fragility.DEFAULT, cancel)
                            .forEach((id, interval) ->
                                    found.put(id, new Known(data.boxes().getOrDefault(id, ""), interval)));
                    return found;
                },
                found -> {
                    if (!found.isEmpty()) {
                        known.putAll(found);
                        onFound.run();
                    }
                },
                failure -> {
                    if (!(failure instanceof CancelledException)) {
                        onFailed.accept(failure);
                    }
                });
    }
}
