package org.spatialalign.engine.interchange.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of the numbers in a numpy array: integers, floats and booleans, nothing else. */
public final class NumpyDtype implements PickleState {

    private enum Kind {
        SIGNED,
        UNSIGNED,
        FLOAT,
        BOOLEAN
    }

    private static final Map<String, Kind> CODES = Map.ofEntries(
            Map.entry("b1", Kind.BOOLEAN),
            Map.entry("i1", Kind.SIGNED),
            Map.entry("i2", Kind.SIGNED),
            Map.entry("i4", Kind.SIGNED),
            Map.entry("i8", Kind.SIGNED),
            Map.entry("u1", Kind.UNSIGNED),
            Map.entry("u2", Kind.UNSIGNED),
            Map.entry("u4", Kind.UNSIGNED),
            Map.entry("u8", Kind.UNSIGNED),
            Map.entry("f4", Kind.FLOAT),
            Map.entry("f8", Kind.FLOAT));

    private final String code;
    private final Kind kind;
    private final int size;
    private @Nullable ByteOrder order;

    private NumpyDtype(String code, Kind kind) {
        this.code = code;
        this.kind = kind;
        this.size = code.charAt(1) - '0';
        this.order = size == 1 ? ByteOrder.LITTLE_ENDIAN : null;
    }

    /** Stands for {@code numpy.dtype('i8', False, True)}. */
    static NumpyDtype of(List<Object> arguments) throws PickleException {
        Object first = arguments.isEmpty() ? PickleNone.NONE : arguments.get(0);
        Kind kind = first instanceof String code ? CODES.get(code) : null;
        if (kind == null || arguments.size() > 3) {
            throw new PickleException("has an array of type " + Unpickler.describe(first)
                    + "; expected integers, floats or booleans (f4, f8, i1 to i8, u1 to u8, b1)");
        }
        return new NumpyDtype((String) first, kind);
    }

    /** State: version, byte order, then what only structured types have. */
    @Override
    public void restore(Object state) throws PickleException {
        if (!(state instanceof PickleList fields) || fields.size() < 5 || !(fields.get(1) instanceof String mark)) {
            throw new PickleException("describes the type of an array in an unknown way");
        }
        for (int i = 2; i < 5; i++) {
            if (!(fields.get(i) instanceof PickleNone)) {
                throw new PickleException("has an array of a structured type");
            }
        }
        ByteOrder read =
                switch (mark) {
                    case "<", "=", "|" -> ByteOrder.LITTLE_ENDIAN;
                    case ">" -> ByteOrder.BIG_ENDIAN;
                    default -> throw new PickleException("has an array of byte order " + Unpickler.describe(mark));
                };
        if (size > 1) {
            if (order != null && order != read) {
                throw new PickleException("changes the byte order of an array");
            }
            order = read;
        }
    }

    /** Bytes per number. */
    public int size() {
        return size;
    }

    private ByteOrder order() {
        // Without a state numpy means the order of the machine that wrote the file, nowadays little-endian.
        return order == null ? ByteOrder.LITTLE_ENDIAN : order;
    }

    boolean isFloat() {
        return kind == Kind.FLOAT;
    }

    boolean isBoolean() {
        return kind == Kind.BOOLEAN;
    }

    /** The integer at a byte offset, as long; unsigned 64-bit values beyond 2^63 come back negative. */
    long integer(ByteBuffer bytes, int at) {
        ByteBuffer view = bytes.duplicate().order(order());
        boolean signed = kind == Kind.SIGNED;
        return switch (size) {
            case 1 -> signed ? view.get(at) : view.get(at) & 0xff;
            case 2 -> signed ? view.getShort(at) : view.getShort(at) & 0xffff;
            case 4 -> signed ? view.getInt(at) : view.getInt(at) & 0xffffffffL;
            default -> view.getLong(at);
        };
    }

    /** The number at a byte offset. */
    double number(ByteBuffer bytes, int at) {
        if (kind == Kind.FLOAT) {
            ByteBuffer view = bytes.duplicate().order(order());
            return size == 4 ? view.getFloat(at) : view.getDouble(at);
        }
        long value = integer(bytes, at);
        return kind == Kind.UNSIGNED && value < 0 ? (value >>> 1) * 2.0 : value;
    }

    @Override
    public String toString() {
        return code;
    }
}
