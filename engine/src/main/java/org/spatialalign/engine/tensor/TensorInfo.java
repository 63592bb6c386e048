package org.spatialalign.engine.tensor;

import java.util.List;

/**
 * What a file says about one tensor.
 *
 * @param shape sizes, outermost first; empty for a scalar; none negative
 */
public record TensorInfo(String name, ElementType type, List<Long> shape) {

    public TensorInfo {
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(size -> size < 0)) {
            throw new IllegalArgumentException(name + " has a negative size: " + shape);
        }
    }

    /** Number of numbers. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    public long bytes() {
        return Math.multiplyExact(elements(), type.bytes());
    }
}
