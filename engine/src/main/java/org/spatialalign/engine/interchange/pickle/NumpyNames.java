package org.spatialalign.engine.interchange.pickle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The exact names that numpy 1 and 2 write for arrays and scalars of numbers. */
public final class NumpyNames implements PickleNames {

    private static final PickleCallable NDARRAY = arguments -> {
        throw new PickleException("calls numpy.ndarray itself");
    };

    private static final Map<String, PickleCallable> NAMES = Map.ofEntries(
            Map.entry("numpy ndarray", NDARRAY),
            Map.entry("numpy dtype", NumpyDtype::of),
            Map.entry("numpy.core.multiarray _reconstruct", NumpyNames::reconstruct),
            Map.entry("numpy._core.multiarray _reconstruct", NumpyNames::reconstruct),
            Map.entry("numpy.core.multiarray scalar", NumpyNames::scalar),
            Map.entry("numpy._core.multiarray scalar", NumpyNames::scalar),
            Map.entry("numpy.core.numeric _frombuffer", NumpyNames::fromBuffer),
            Map.entry("numpy._core.numeric _frombuffer", NumpyNames::fromBuffer),
            Map.entry("_codecs encode", NumpyNames::encode),
            Map.entry("builtins bytes", NumpyNames::noBytes),
            Map.entry("__builtin__ bytes", NumpyNames::noBytes));

    @Override
    public Optional<PickleCallable> find(String module, String name) {
        return Optional.ofNullable(NAMES.get(module + " " + name));
    }

    /** {@code _reconstruct(ndarray, (0,), b'b')}: an empty array, filled by its state. */
    private static Object reconstruct(List<Object> arguments) throws PickleException {
        if (arguments.size() != 3 || arguments.get(0) != NDARRAY) {
            throw new PickleException("reconstructs something that is no plain array");
        }
        return new NumpyArray();
    }

    /** {@code _frombuffer(bytes, dtype, shape, 'C')}. */
    private static Object fromBuffer(List<Object> arguments) throws PickleException {
        if (arguments.size() != 4
                || !(arguments.get(3) instanceof String order)
                || !(order.equals("C") || order.equals("F"))) {
            throw new PickleException("describes an array in an unknown way");
        }
        NumpyArray array = new NumpyArray();
        array.fill(arguments.get(2), arguments.get(1), order.equals("F"), arguments.get(0));
        return array;
    }

    /** {@code scalar(dtype, bytes)}. */
    private static Object scalar(List<Object> arguments) throws PickleException {
        if (arguments.size() != 2 || !(arguments.get(0) instanceof NumpyDtype type)) {
            throw new PickleException("describes a number in an unknown way");
        }
        Object value = arguments.get(1);
        ByteBuffer bytes = value instanceof PickleBytes raw
                ? raw.view()
                : ByteBuffer.wrap(
                        value instanceof String text ? text.getBytes(StandardCharsets.ISO_8859_1) : new byte[0]);
        if (bytes.remaining() != type.size()) {
            throw new PickleException("has a number of type " + type + " with " + bytes.remaining() + " bytes");
        }
        if (type.isFloat()) {
            return type.number(bytes, 0);
        }
        long number = type.integer(bytes, 0);
        return type.isBoolean() ? (Object) (number != 0) : (Object) number;
    }

    /** Protocol 2 has no bytes: it writes them as text and asks for this encoding, and only for this. */
    private static Object encode(List<Object> arguments) throws PickleException {
        if (arguments.size() != 2
                || !(arguments.get(0) instanceof String text)
                || !(arguments.get(1) instanceof String codec)
                || !(codec.equals("latin1") || codec.equals("latin-1"))) {
            throw new PickleException("encodes something in another way than as latin1");
        }
        if (text.chars().anyMatch(c -> c > 0xff)) {
            throw new PickleException("has a text for bytes with characters that are none");
        }
        return new PickleBytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Protocol 2 writes empty bytes as {@code bytes()}; with arguments it could be asked for any amount. */
    private static Object noBytes(List<Object> arguments) throws PickleException {
        if (!arguments.isEmpty()) {
            throw new PickleException("makes bytes in another way than numpy does");
        }
        return new PickleBytes(ByteBuffer.allocate(0));
    }
}
