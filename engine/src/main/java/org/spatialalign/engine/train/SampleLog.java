package org.spatialalign.engine.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * Which clips belong to which checkpoint of a run, and what they say, read from the run's folder while it grows: one
 * line of JSON per clip, and one per checkpoint with its figures, in a file that is only ever appended to. Of several
 * lines for the same place the last one counts. One thread.
 */
public final class SampleLog {

    /** The file's name in the folder of a run. */
    public static final String FILE = "samples.jsonl";

    private static final String SAMPLE = "sample";
    private static final String FIGURES = "figures";

    private record Place(long step, String promptId, int seed) {}

    private final JsonLines.Reader file;
    private final Map<Place, CheckpointSample> samples = new LinkedHashMap<>();
    private final Map<Long, SampleFigures> figures = new TreeMap<>();

    /** @param run the folder of a run; the file need not be there yet */
    public SampleLog(Path run) {
        this.file = new JsonLines.Reader(run.resolve(FILE));
    }

    /** Of a run, as far as it is; empty for a run without samples. */
    public static SampleLog read(Path run) throws WorkbenchException {
        SampleLog log = new SampleLog(run);
        log.refresh();
        return log;
    }

    /** By step; those of a step in the order in which they were first made. */
    public List<CheckpointSample> samples() {
        return samples.values().stream()
                .sorted(Comparator.comparingLong(CheckpointSample::step))
                .toList();
    }

    /** Those of one checkpoint. */
    public List<CheckpointSample> samples(long step) {
        return samples.values().stream().filter(sample -> sample.step() == step).toList();
    }

    /** By step, as they were when they were worked out: scores may have come since. */
    public List<SampleFigures> figures() {
        return List.copyOf(figures.values());
    }

    /** Of one checkpoint; empty when it was not sampled, or sampling was stopped in the middle. */
    public Optional<SampleFigures> figures(long step) {
        return Optional.ofNullable(figures.get(step));
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
        if (line.has(SAMPLE)) {
            CheckpointSample sample = Json.convert(line.get(SAMPLE), CheckpointSample.class);
            samples.put(new Place(sample.step(), sample.promptId(), sample.seed()), sample);
        } else if (line.has(FIGURES)) {
            SampleFigures said = Json.convert(line.get(FIGURES), SampleFigures.class);
            figures.put(said.step(), said);
        } else {
            throw new WorkbenchException("expected one of sample and figures");
        }
    }

    /** Appends to the file of a run. One thread, and one writer at a time. */
    public static final class Writer implements AutoCloseable {

        private final JsonLines.Writer file;
        private final SampleLog known;

        private Writer(JsonLines.Writer file, SampleLog known) {
            this.file = file;
            this.known = known;
        }

        /** @param run the folder of a run, which is there */
        public static Writer open(Path run) throws WorkbenchException {
            JsonLines.Writer file = JsonLines.Writer.open(run.resolve(FILE));
            return new Writer(file, read(run));
        }

        /** What is in the file by now. */
        public SampleLog log() {
            return known;
        }

        /** Writes a line, unless it is there already. */
        public void sample(Instant at, CheckpointSample sample) throws WorkbenchException {
            if (!known.samples.containsValue(sample)) {
                file.line(at, SAMPLE, sample);
                known.refresh();
            }
        }

        /** Writes a line, unless it would say the same as the last one of its step. */
        public void figures(Instant at, SampleFigures figures) throws WorkbenchException {
            if (!known.figures(figures.step()).equals(Optional.of(figures))) {
                file.line(at, FIGURES, figures);
                known.refresh();
            }
        }

        @Override
        public void close() throws WorkbenchException {
            file.close();
        }
    }
}
