package org.spatialalign.engine.interchange.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The scalars in one event, a protocol buffer (tensorflow/core/util/event.proto and summary.proto). */
final class EventMessage {

    /** TensorProto.dtype of float32. */
    private static final long FLOAT = 1;

    private EventMessage() {}

    /** One field: its number, and its value as bits or as bytes. */
    private record Field(int number, long bits, ByteBuffer bytes) {}

    private record Value(String tag, double number) {}

    /** @throws IllegalArgumentException when the bytes are no event */
    static void readInto(byte[] event, List<Scalar> scalars) {
        Instant at = Instant.EPOCH;
        long step = 0;
        boolean restart = false;
        List<Value> values = new ArrayList<>();
        for (Field field : fields(ByteBuffer.wrap(event))) {
            switch (field.number()) {
                case 1 -> at = instant(Double.longBitsToDouble(field.bits()));
                case 2 -> step = field.bits();
                case 5 ->
                    fields(field.bytes()).stream()
                            .filter(value -> value.number() == 1)
                            .forEach(value -> addValue(value.bytes(), values));
                case 7 -> restart = fields(field.bytes()).stream().anyMatch(f -> f.number() == 1 && f.bits() == 1);
                default -> {
                    // Graphs, logs and what later versions add.
                }
            }
        }
        long from = step;
        if (restart) {
            scalars.removeIf(scalar -> scalar.step() >= from);
        }
        for (Value value : values) {
            scalars.add(new Scalar(value.tag(), from, at, value.number()));
        }
    }

    private static Instant instant(double seconds) {
        if (!(Math.abs(seconds) < 1e11)) {
            throw new IllegalArgumentException("its time is " + seconds);
        }
        long whole = (long) Math.floor(seconds);
        return Instant.ofEpochSecond(whole, Math.round((seconds - whole) * 1e9));
    }

    /** A plain number, or as newer writers do it a tensor with one; pictures and histograms are passed over. */
    private static void addValue(ByteBuffer bytes, List<Value> values) {
        String tag = "";
        Double number = null;
        for (Field field : fields(bytes)) {
            switch (field.number()) {
                case 1 -> tag = StandardCharsets.UTF_8.decode(field.bytes()).toString();
                case 2 -> number = (double) Float.intBitsToFloat((int) field.bits());
                case 8 -> number = ofTensor(field.bytes());
                default -> {
                    // Metadata and other kinds of values.
                }
            }
        }
        if (number != null) {
            values.add(new Value(tag, number));
        }
    }

    private static @org.jspecify.annotations.Nullable Double ofTensor(ByteBuffer bytes) {
        boolean floats = false;
        ByteBuffer content = ByteBuffer.allocate(0);
        for (Field field : fields(bytes)) {
            switch (field.number()) {
                case 1 -> floats = field.bits() == FLOAT;
                case 4, 5 -> content = field.bytes();
                default -> {
                    // The shape: one number has none.
                }
            }
        }
        return floats && content.remaining() == 4
                ? (Double) (double) content.order(ByteOrder.LITTLE_ENDIAN).getFloat()
                : null;
    }

    private static List<Field> fields(ByteBuffer message) {
        ByteBuffer in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        ByteBuffer none = ByteBuffer.allocate(0);
        while (in.hasRemaining()) {
            long key = varint(in);
            int number = (int) (key >>> 3);
            switch ((int) (key & 7)) {
                case 0 -> fields.add(new Field(number, varint(in), none));
                case 1 -> {
                    require(in, 8);
                    fields.add(new Field(number, in.getLong(), none));
                }
                case 2 -> {
                    long length = varint(in);
                    require(in, length);
                    fields.add(new Field(number, 0, in.slice(in.position(), (int) length)));
                    in.position(in.position() + (int) length);
                }
                case 5 -> {
                    require(in, 4);
                    fields.add(new Field(number, in.getInt(), slice(in)));
                }
                default -> throw new IllegalArgumentException("a field of an unknown kind");
            }
        }
        return fields;
    }

    /** The four bytes just read: a list of one float is written like a float. */
    private static ByteBuffer slice(ByteBuffer in) {
        return in.slice(in.position() - 4, 4);
    }

    private static void require(ByteBuffer in, long bytes) {
        if (bytes < 0 || bytes > in.remaining()) {
            throw new IllegalArgumentException("a field is cut off");
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            require(in, 1);
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number that never ends");
    }
}
