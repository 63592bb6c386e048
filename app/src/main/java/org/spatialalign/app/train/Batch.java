package org.spatialalign.app.train;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a run has said since it was last looked at. Filled on one thread, then only read.
 *
 * @param restart whether what came before no longer counts
 */
record Batch(boolean restart, Map<Metric, Points> points) {

    static Batch empty(boolean restart) {
        return new Batch(restart, new EnumMap<>(Metric.class));
    }

    Points of(Metric metric) {
        return points.computeIfAbsent(metric, key -> new Points());
    }
}
