package org.spatialalign.app.train;

import java.util.EnumMap;
import java.util.Map;

/** All curves of a run as far as they are known. FX thread. */
final class RunCurves {

    private final Map<Metric, Points> points = new EnumMap<>(Metric.class);
    private int generation;

    RunCurves() {
        for (Metric metric : Metric.values()) {
            points.put(metric, new Points());
        }
    }

    void take(Batch batch) {
        if (batch.restart()) {
            generation++;
            points.replaceAll((metric, old) -> new Points());
        }
        batch.points().forEach((metric, more) -> of(metric).addAll(more));
    }

    Points of(Metric metric) {
        Points known = points.get(metric);
        if (known == null) {
            throw new IllegalStateException(metric.name());
        }
        return known;
    }

    /** Changes when what was known no longer counts. */
    int generation() {
        return generation;
    }

    /** How many steps are known. */
    int steps() {
        return of(Metric.LOSS_DPO).size();
    }
}
