package org.spatialalign.app.train;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.train.Checkpoints;
import org.spatialalign.engine.workflow.TrainRun;

/** A run in the list: one of the project, or event files of another program. The same object stays for the same run. */
final class RunEntry {

    private final String name;
    private final @Nullable Path file;
    private final RunCurves curves = new RunCurves();
    private final RunTail tail = new RunTail();
    private final BooleanProperty compared = new SimpleBooleanProperty();
    private @Nullable TrainRun run;
    private List<Checkpoints.Checkpoint> checkpoints = List.of();

    private RunEntry(String name, @Nullable TrainRun run, @Nullable Path file) {
        this.name = name;
        this.run = run;
        this.file = file;
    }

    static RunEntry of(TrainRun run) {
        String name = "Run " + run.job().id() + " – " + run.spec().pairSet() + ", "
                + run.spec().config().name();
        return new RunEntry(name, run, null);
    }

    static RunEntry ofEvents(Path file) {
        return new RunEntry(String.valueOf(file.getFileName()), null, file);
    }

    String name() {
        return name;
    }

    /** For legends. */
    String shortName() {
        return run == null ? name : "run " + run.job().id();
    }

    /** Null for event files. */
    @Nullable
    TrainRun run() {
        return run;
    }

    void update(TrainRun now) {
        run = now;
    }

    long jobId() {
        return run == null ? -1 : run.job().id();
    }

    @Nullable
    Path file() {
        return file;
    }

    RunCurves curves() {
        return curves;
    }

    RunTail tail() {
        return tail;
    }

    /** Drawn beside the chosen run. */
    BooleanProperty comparedProperty() {
        return compared;
    }

    List<Checkpoints.Checkpoint> checkpoints() {
        return checkpoints;
    }

    void setCheckpoints(List<Checkpoints.Checkpoint> now) {
        checkpoints = List.copyOf(now);
    }
}
