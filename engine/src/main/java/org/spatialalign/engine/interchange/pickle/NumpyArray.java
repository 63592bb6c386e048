package org.spatialalign.engine.interchange.pickle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A numpy array of numbers: a window into the file with a shape. Compare by identity. */
public final class NumpyArray implements PickleState {

    private static final int MOST_DIMENSIONS = 32;

    private int[] shape = {0};
    private @Nullable NumpyDtype dtype;
    private boolean fortran;
    private ByteBuffer data = ByteBuffer.allocate(0);

    NumpyArray() {}

    /** State as {@code ndarray.__reduce__} writes it: version, shape, type, column-major flag, bytes. */
    @Override
    public void restore(Object state) throws PickleException {
        if (!(state instanceof PickleList fields) || fields.size() != 5) {
            throw new PickleException("describes an array in an unknown way");
        }
        Object flag = fields.get(3);
        boolean columns = Boolean.TRUE.equals(flag) || flag.equals(1L);
        fill(fields.get(1), fields.get(2), columns, fields.get(4));
    }

    void fill(Object shapeValue, Object dtypeValue, boolean columnMajor, Object bytes) throws PickleException {
        if (dtype != null) {
            throw new PickleException("fills an array twice");
        }
        if (!(dtypeValue instanceof NumpyDtype type)) {
            throw new PickleException("has an array whose type is " + Unpickler.describe(dtypeValue));
        }
        ByteBuffer content;
        if (bytes instanceof PickleBytes raw) {
            content = raw.view();
        } else if (bytes instanceof String text) {
            content = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        } else {
            throw new PickleException("has an array whose data are " + Unpickler.describe(bytes));
        }
        shape = shape(shapeValue, type, content.remaining());
        dtype = type;
        fortran = columnMajor;
        data = content;
    }

    private static int[] shape(Object value, NumpyDtype type, int bytes) throws PickleException {
        if (!(value instanceof PickleList sizes) || sizes.size() > MOST_DIMENSIONS) {
            throw new PickleException("has an array whose shape is " + Unpickler.describe(value));
        }
        long total = type.size();
        int[] result = new int[sizes.size()];
        for (int i = 0; i < result.length; i++) {
            if (!(sizes.get(i) instanceof Long size) || size < 0 || size > Integer.MAX_VALUE) {
                throw new PickleException("has an array with " + Unpickler.describe(sizes.get(i)) + " for a size");
            }
            result[i] = size.intValue();
            // Each factor is below 2^31 and the sum is kept below 2^32, so that nothing overflows.
            total = Math.min(total * size, 1L << 32);
        }
        if (total != bytes) {
            throw new PickleException("has an array of shape " + Arrays.toString(result) + " and type " + type
                    + " with " + bytes + " bytes of data, which do not fit together");
        }
        return result;
    }

    /** A copy. */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * One number.
     *
     * @throws IndexOutOfBoundsException when the index is not inside the shape
     */
    public double get(int... index) {
        if (index.length != shape.length || dtype == null) {
            throw new IndexOutOfBoundsException("index " + Arrays.toString(index) + " for " + this);
        }
        int flat = 0;
        for (int i = 0; i < shape.length; i++) {
            int axis = fortran ? shape.length - 1 - i : i;
            if (index[axis] < 0 || index[axis] >= shape[axis]) {
                throw new IndexOutOfBoundsException("index " + Arrays.toString(index) + " for " + this);
            }
            flat = flat * shape[axis] + index[axis];
        }
        return dtype.number(data, flat * dtype.size());
    }

    @Override
    public String toString() {
        return "an array of shape " + Arrays.toString(shape);
    }
}
