package org.spatialalign.app.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.train.Checkpoints;
import org.spatialalign.engine.train.RunRecord;
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

    /** Where it began if not with nothing, and why it ended if not with its last step; empty otherwise. */
    String story() {
        TrainRun now = run;
        if (now == null) {
            return "";
        }
        RunRecord.Parent parent = now.spec().parent();
        String began = parent == null
                ? ""
                : String.format(Locale.ROOT, " · goes on with run %d from step %,d", parent.run(), parent.step());
        JsonNode summary = now.job().summary();
        JsonNode early = summary == null ? MissingNode.getInstance() : summary.path("stoppedEarly");
        String ended = early.isObject()
                ? String.format(
                        Locale.ROOT,
                        " · stopped early, best at step %,d",
                        early.path("bestStep").asLong())
                : "";
        return began + ended;
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
