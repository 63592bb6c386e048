package org.spatialalign.engine.interchange.pickle;

import java.util.List;

/**
 * A tensor as torch saves it: a window into a storage. Every number it can reach lies inside the storage.
 *
 * @param offset index of the first number
 * @param shape sizes, outermost first
 * @param strides how far apart neighbours along each axis are; 0 or more
 */
public record TorchTensor(TorchStorage storage, long offset, List<Long> shape, List<Long> strides) {

    private static final int MOST_DIMENSIONS = 32;

    /** An expanded tensor repeats its numbers, so its size is not bounded by the file's. */
    private static final long MOST_REPEATED_BYTES = 1L << 28;

    static TorchTensor of(TorchStorage storage, Object offset, Object size, Object stride) throws PickleException {
        List<Long> shape = numbers(size, "size");
        List<Long> strides = numbers(stride, "stride");
        if (shape.size() != strides.size()) {
            throw new PickleException("has a tensor of " + shape.size() + " sizes and " + strides.size() + " strides");
        }
        if (!(offset instanceof Long first) || first < 0 || first > storage.elements()) {
            throw new PickleException("has a tensor that begins at number " + Unpickler.describe(offset)
                    + " of a storage of " + storage.elements());
        }
        TorchTensor tensor = new TorchTensor(storage, first, shape, strides);
        long elements = tensor.checkedElements();
        if (elements > 0 && tensor.reach() > storage.elements()) {
            throw new PickleException("has a tensor of size " + shape + " and stride " + strides + " at offset " + first
                    + " that reaches beyond its storage of " + storage.elements() + " numbers");
        }
        if (elements > storage.elements() && elements * storage.type().bytes() > MOST_REPEATED_BYTES) {
            throw new PickleException("has a tensor of size " + shape + " that repeats a storage of "
                    + storage.elements() + " numbers; expected at most " + MOST_REPEATED_BYTES + " bytes of that");
        }
        return tensor;
    }

    private static List<Long> numbers(Object value, String what) throws PickleException {
        if (!(value instanceof PickleList list) || list.size() > MOST_DIMENSIONS) {
            throw new PickleException("has a tensor whose " + what + " is " + Unpickler.describe(value));
        }
        Long[] result = new Long[list.size()];
        for (int i = 0; i < result.length; i++) {
            if (!(list.get(i) instanceof Long number) || number < 0) {
                throw new PickleException("has a tensor with the " + what + " " + Unpickler.describe(list.get(i))
                        + "; expected 0 or more");
            }
            result[i] = number;
        }
        return List.of(result);
    }

    private long checkedElements() throws PickleException {
        if (shape.contains(0L)) {
            return 0;
        }
        try {
            long elements = shape.stream().reduce(1L, Math::multiplyExact);
            Math.multiplyExact(elements, 16L);
            return elements;
        } catch (ArithmeticException e) {
            throw new PickleException("has a tensor of size " + shape + ", more than any machine holds", e);
        }
    }

    /** One more than the largest index of a number in the storage; saturates. */
    private long reach() {
        try {
            long last = offset;
            for (int i = 0; i < shape.size(); i++) {
                last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
            }
            return Math.addExact(last, 1);
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Number of numbers. */
    public long elements() {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    /** Whether its numbers lie in the storage one after the other, as they are to be read. */
    public boolean isContiguous() {
        long step = 1;
        for (int i = shape.size() - 1; i >= 0; i--) {
            if (shape.get(i) != 1 && strides.get(i) != step) {
                return elements() == 0;
            }
            step *= shape.get(i);
        }
        return true;
    }

    /** Index in the storage of one number of the tensor, counted row by row. */
    public long indexOf(long flat) {
        long index = offset;
        long rest = flat;
        for (int i = shape.size() - 1; i >= 0; i--) {
            index += rest % shape.get(i) * strides.get(i);
            rest /= shape.get(i);
        }
        return index;
    }

    @Override
    public String toString() {
        return "a tensor of size " + shape;
    }
}
