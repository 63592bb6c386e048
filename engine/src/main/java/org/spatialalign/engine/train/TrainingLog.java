package org.spatialalign.engine.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.spatialalign.engine.core.FileFault;
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

    private static final String AT = "at";
    private static final String STEP = "step";
    private static final String VALIDATION = "validation";
    private static final String RESTART = "restart";

    private final Path file;
    private final List<Timed> steps = new ArrayList<>();
    private final List<Validation> validations = new ArrayList<>();
    private long offset;
    private long line;

    /** A step and when it was finished. */
    public record Timed(Instant at, TrainingStep step) {}

    /** @param run the folder of a run; the file need not be there yet */
    public TrainingLog(Path run) {
        this.file = run.resolve(FILE);
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
        return offset;
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
        byte[] bytes;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(Math.max(0, channel.size() - offset)));
            while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
                // Until the end, or what was the end a moment ago.
            }
            bytes = java.util.Arrays.copyOf(buffer.array(), buffer.position());
        } catch (java.nio.file.NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        }
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line++;
                take(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        offset += start;
        return start > 0;
    }

    private void take(String text) throws WorkbenchException {
        try {
            JsonNode node = Json.parse(text);
            if (node.has(STEP)) {
                TrainingStep step = Json.convert(node.get(STEP), TrainingStep.class);
                steps.add(new Timed(Json.convert(node.get(AT), Instant.class), step));
            } else if (node.has(VALIDATION)) {
                Validation validation = Json.convert(node.get(VALIDATION), Validation.class);
                // Killed before its checkpoint, a run says the same once more.
                validations.removeIf(earlier -> earlier.step() >= validation.step());
                validations.add(validation);
            } else if (node.has(RESTART)) {
                long first = node.get(RESTART).asLong();
                steps.removeIf(step -> step.step().step() >= first);
                validations.removeIf(validation -> validation.step() > first);
            } else {
                throw new WorkbenchException("expected one of step, validation and restart");
            }
        } catch (WorkbenchException e) {
            throw new WorkbenchException(file + ", line " + line + ": " + e.getMessage(), e);
        }
    }

    /** Appends to the file of a run. One thread. */
    static final class Writer implements AutoCloseable {

        private final Path file;
        private final FileChannel channel;

        private Writer(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        /** @param firstStep what the file says from this step on no longer counts */
        static Writer open(Path run, long firstStep, Instant now) throws WorkbenchException {
            Path file = run.resolve(FILE);
            try {
                boolean restart = Files.exists(file) && Files.size(file) > 0;
                Writer writer =
                        new Writer(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
                if (restart) {
                    writer.cutOffTorn();
                    writer.line(now, RESTART, Json.tree(firstStep));
                }
                return writer;
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }

        /** A kill may have left half a line: it goes, or it would spoil the next one. */
        private void cutOffTorn() throws IOException {
            byte[] all = Files.readAllBytes(file);
            int end = all.length;
            while (end > 0 && all[end - 1] != '\n') {
                end--;
            }
            channel.truncate(end);
            channel.position(end);
        }

        void step(Instant at, TrainingStep step) throws WorkbenchException {
            append(at, STEP, Json.tree(step));
        }

        void validation(Instant at, Validation validation) throws WorkbenchException {
            append(at, VALIDATION, Json.tree(validation));
        }

        private void append(Instant at, String key, JsonNode value) throws WorkbenchException {
            try {
                line(at, key, value);
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }

        private void line(Instant at, String key, JsonNode value) throws IOException {
            ObjectNode line = Json.object();
            line.set(AT, Json.tree(at));
            line.set(key, value);
            ByteBuffer bytes = ByteBuffer.wrap((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        private static WorkbenchException unwritable(Path file, IOException e) {
            return new WorkbenchException("cannot write " + file + ": " + FileFault.reason(e), e);
        }

        @Override
        public void close() throws WorkbenchException {
            try {
                channel.close();
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }
    }
}
