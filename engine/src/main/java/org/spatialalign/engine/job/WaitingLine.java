package org.spatialalign.engine.job;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The jobs that wait, in the order in which they will start, and what moving one does to their places. */
final class WaitingLine {

    /** Two jobs can have the same place only by accident; the older one goes first then. */
    static final Comparator<JobRecord> ORDER =
            Comparator.comparingDouble(JobRecord::place).thenComparingLong(JobRecord::id);

    private final List<JobRecord> waiting;

    WaitingLine(List<JobRecord> jobs) {
        waiting = jobs.stream()
                .filter(job -> job.state() == JobState.QUEUED)
                .sorted(ORDER)
                .toList();
    }

    /** New places by job; empty when nothing changes. */
    Map<Long, Double> toFront(long id) {
        return indexOf(id) > 0 ? Map.of(id, waiting.get(0).place() - 1) : Map.of();
    }

    Map<Long, Double> up(long id) {
        int index = indexOf(id);
        return index > 0 ? exchange(index - 1) : Map.of();
    }

    Map<Long, Double> down(long id) {
        int index = indexOf(id);
        return index >= 0 && index < waiting.size() - 1 ? exchange(index) : Map.of();
    }

    private Map<Long, Double> exchange(int index) {
        JobRecord first = waiting.get(index);
        JobRecord second = waiting.get(index + 1);
        return Map.of(first.id(), second.place(), second.id(), first.place());
    }

    private int indexOf(long id) {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).id() == id) {
                return i;
            }
        }
        return -1;
    }
}
