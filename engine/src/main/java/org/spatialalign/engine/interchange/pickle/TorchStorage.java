package org.spatialalign.engine.interchange.pickle;

import org.spatialalign.engine.tensor.ElementType;

/**
 * A run of numbers of one type that torch keeps outside the pickle, named by a key.
 *
 * @param elements how many numbers there are; 0 or more
 */
public record TorchStorage(String key, ElementType type, long elements) {

    /** @throws PickleException when that is more than any file holds */
    static TorchStorage of(String key, ElementType type, long elements) throws PickleException {
        if (elements < 0 || elements > Long.MAX_VALUE / 16) {
            throw new PickleException("has a storage of " + elements + " numbers");
        }
        return new TorchStorage(key, type, elements);
    }

    public long bytes() {
        return elements * type.bytes();
    }
}
