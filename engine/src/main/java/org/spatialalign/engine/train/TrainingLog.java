package org.spatialalign.engine.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * What a training said so far, read from its folder while it grows: one line of JSON per step, held-out losses and
 * restart in a file that is only ever appended to. When a run goes back to a checkpoint, the steps after it no longer
 * count and are forgotten here. One thread.
 */
public final class TrainingLog {

    /** The file's name in the folder of a run. */
    public static final String FILE = "training.jsonl";

    private static final String STEP = "step";
    private static final String VALIDATION = "validation";
    private static final String RESTART = "restart";

    private final JsonLines.Reader file;
    private final List<Timed> steps = new ArrayList<>();
    private final List<Validation> validations = new ArrayList<>();

    /** A step and when it was finished. */
    public record Timed(Instant at, TrainingStep step) {}

    /** @param run the folder of a run; the file need not be there yet */
    public TrainingLog(Path run) {
        this.file = new JsonLines.Reader(run.resolve(FILE));
    }

    /** Of a run, as far as it is. */
    public static TrainingLog read(Path run) throws WorkbenchException {
        TrainingLog log = new TrainingLog(run);
        log.refresh();
        return log;
    }

    /** In order; those of a resumed run without a gap. A view. */
    public List<Timed> steps() {
        return Collections.unmodifiableList(steps);
    }

    /** In order. A view. */
    public List<Validation> validations() {
        return Collections.unmodifiableList(validations);
    }

    /** How far the file has been read, in bytes. */
    public long offset() {
        return file.offset();
    }

    /** How each pair came along, those with the lowest margins first: what the model refuses to learn. */
    public List<PairMargin> margins() {
        return PairMargin.of(steps.stream().map(Timed::step).toList());
    }

    /**
     * Reads what was written since the last call; a last line that is not whole yet waits for the next one.
     *
     * @return whether anything was
     * @throws WorkbenchException when the file cannot be read, or a line in it makes no sense
     */
    public boolean refresh() throws WorkbenchException {
        return file.refresh(this::take);
    }

    private void take(JsonNode line) throws WorkbenchException {
        if (line.has(STEP)) {
            TrainingStep step = Json.convert(line.get(STEP), TrainingStep.class);
            steps.add(new Timed(Json.convert(line.get(JsonLines.AT), Instant.class), step));
        } else if (line.has(VALIDATION)) {
            Validation validation = Json.convert(line.get(VALIDATION), Validation.class);
            // Killed before its checkpoint, a run says the same once more.
            validations.removeIf(earlier -> earlier.step() >= validation.step());
            validations.add(validation);
        } else if (line.has(RESTART)) {
            long first = line.get(RESTART).asLong();
            steps.removeIf(step -> step.step().step() >= first);
            validations.removeIf(validation -> validation.step() > first);
        } else {
            throw new WorkbenchException("expected one of step, validation and restart");
        }
    }

    /** Appends to the file of a run. One thread. */
    static final class Writer implements AutoCloseable {

        private final JsonLines.Writer file;

        private Writer(JsonLines.Writer file) {
            this.file = file;
        }

        /** @param firstStep what the file says from this step on no longer counts */
        static Writer open(Path run, long firstStep, Instant now) throws WorkbenchException {
            JsonLines.Writer file = JsonLines.Writer.open(run.resolve(FILE));
            if (!file.isEmpty()) {
                file.line(now, RESTART, firstStep);
            }
            return new Writer(file);
        }

        void step(Instant at, TrainingStep step) throws WorkbenchException {
            file.line(at, STEP, step);
        }

        void validation(Instant at, Validation validation) throws WorkbenchException {
            file.line(at, VALIDATION, validation);
        }

        @Override
        public void close() throws WorkbenchException {
            file.close();
        }
    }
}
