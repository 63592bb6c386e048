package org.spatialalign.engine.interchange.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The frame around each event: length, checksum of the length, bytes, checksum of the bytes (TFRecord). */
final class EventRecords {

    /** Length and its checksum. */
    static final int HEAD = 12;

    /** The checksum behind the bytes. */
    static final int TAIL = 4;

    private EventRecords() {}

    static ByteBuffer frame(byte[] event) {
        ByteBuffer out = ByteBuffer.allocate(HEAD + event.length + TAIL).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(event.length);
        out.putInt(maskedCrc(out.array(), 0, 8));
        out.put(event);
        out.putInt(maskedCrc(event, 0, event.length));
        return out.flip();
    }

    /** CRC-32C, turned and shifted as TensorFlow does it, so that checksums of checksums do not go wrong. */
    static int maskedCrc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }
}
