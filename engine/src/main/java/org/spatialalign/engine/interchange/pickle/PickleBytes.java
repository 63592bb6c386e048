package org.spatialalign.engine.interchange.pickle;

import java.nio.ByteBuffer;

/** Python's bytes or bytearray: a window into the file, not a copy. Compare by identity. */
public final class PickleBytes {

    private final ByteBuffer bytes;

    PickleBytes(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    public int size() {
        return bytes.remaining();
    }

    /** A read-only view of its own; big-endian, position 0. */
    public ByteBuffer view() {
        return bytes.asReadOnlyBuffer();
    }

    @Override
    public String toString() {
        return size() + " bytes";
    }
}
