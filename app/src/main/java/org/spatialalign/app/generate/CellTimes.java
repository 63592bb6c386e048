package org.spatialalign.app.generate;

import java.time.InstantSource;
import org.spatialalign.app.generate.GridCell.State;
import org.spatialalign.app.job.TimeLeft;
import org.spatialalign.engine.core.Progress;

/** Says of the clip that is being made how long its steps will still take. FX thread. */
final class CellTimes {

    private static final int FINE = 10_000;

    private final InstantSource clock;
    private TimeLeft time = new TimeLeft();
    private String current = "";

    CellTimes(InstantSource clock) {
        this.clock = clock;
    }

    /** The same cell, with the time left if it runs and that can be told. */
    GridCell of(GridCell cell) {
        if (cell.state() != State.RUNNING || cell.fraction() < 0) {
            return cell;
        }
        String place = cell.promptId() + " " + cell.seed();
        if (!place.equals(current)) {
            current = place;
            time = new TimeLeft();
        }
        String left = time.update(new Progress(Math.round(cell.fraction() * FINE), FINE, "", ""), clock.instant());
        return left.isEmpty() ? cell : cell.withDetail(left);
    }
}
