package org.spatialalign.engine.interchange.tensorboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.interchange.InterchangeException;

/**
 * Writes one event file that stock TensorBoard shows while it grows. Each session of a run writes a file of its own
 * into the run's folder: an event file is only ever appended to. One thread at a time.
 */
public final class EventWriter implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    private EventWriter(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Starts a file in a folder, which is made if need be.
     *
     * @param firstStep what earlier files of the folder say from this step on no longer counts: the run went back to
     *     a checkpoint
     * @throws InterchangeException when the folder cannot be written to
     */
    public static EventWriter start(Path folder, long firstStep, Instant now) throws InterchangeException {
        // TensorBoard reads the files of a folder in the order of their names, hence the time in front.
        String name = String.format("events.out.tfevents.%010d.%s", now.getEpochSecond(), UUID.randomUUID());
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            EventWriter writer = new EventWriter(
                    file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            Message version = event(now, 0).text(3, "brain.Event:2");
            writer.write(version);
            if (firstStep > 0) {
                // SessionLog with the status START.
                writer.write(event(now, firstStep).message(7, new Message().varint(1, 1)));
            }
            return writer;
        } catch (IOException e) {
            throw fault(file, e);
        }
    }

    public Path file() {
        return file;
    }

    /** Writes the numbers of one step; they are in the file when the call returns. */
    public void add(long step, Instant at, Map<String, Double> values) throws InterchangeException {
        Message summary = new Message();
        values.forEach((tag, value) ->
                summary.message(1, new Message().text(1, tag).fixed32(2, Float.floatToRawIntBits(value.floatValue()))));
        try {
            write(event(at, step).message(5, summary));
        } catch (IOException e) {
            throw fault(file, e);
        }
    }

    private void write(Message event) throws IOException {
        ByteBuffer bytes = EventRecords.frame(event.bytes());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static Message event(Instant at, long step) {
        double seconds = at.getEpochSecond() + at.getNano() * 1e-9;
        return new Message().fixed64(1, Double.doubleToRawLongBits(seconds)).varint(2, step);
    }

    @Override
    public void close() throws InterchangeException {
        try {
            channel.close();
        } catch (IOException e) {
            throw fault(file, e);
        }
    }

    private static InterchangeException fault(Path file, IOException e) {
        return new InterchangeException(file, "", "cannot be written: " + FileFault.reason(e), e);
    }

    /** A protocol buffer in the making: fields in the order in which they are added. */
    private static final class Message {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message varint(int field, long value) {
            raw((long) field << 3);
            raw(value);
            return this;
        }

        Message fixed64(int field, long bits) {
            raw(((long) field << 3) | 1);
            byte[] bytes = ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(bits)
                    .array();
            out.writeBytes(bytes);
            return this;
        }

        Message fixed32(int field, int bits) {
            raw(((long) field << 3) | 5);
            byte[] bytes = ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(bits)
                    .array();
            out.writeBytes(bytes);
            return this;
        }

        Message text(int field, String text) {
            return delimited(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message inner) {
            return delimited(field, inner.bytes());
        }

        private Message delimited(int field, byte[] bytes) {
            raw(((long) field << 3) | 2);
            raw(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        private void raw(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
