package org.spatialalign.app.generate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.spatialalign.app.generate.GridCell.State;

/** A grid in one line. */
final class GridCounts {

    private GridCounts() {}

    /** "12 of 24 made, 3 asked for, 1 failed". */
    static String of(List<GridCell> cells) {
        Map<State, Integer> counts = new EnumMap<>(State.class);
        cells.forEach(cell -> counts.merge(cell.state(), 1, Integer::sum));
        StringBuilder text = new StringBuilder();
        text.append(counts.getOrDefault(State.DONE, 0))
                .append(" of ")
                .append(cells.size())
                .append(cells.size() == 1 ? " clip made" : " clips made");
        int asked = counts.getOrDefault(State.QUEUED, 0) + counts.getOrDefault(State.RUNNING, 0);
        add(text, asked, " in the queue");
        add(text, counts.getOrDefault(State.INTERRUPTED, 0), " interrupted");
        add(text, counts.getOrDefault(State.FAILED, 0), " failed");
        return text.toString();
    }

    private static void add(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(what);
        }
    }
}
