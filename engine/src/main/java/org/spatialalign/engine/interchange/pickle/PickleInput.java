package org.spatialalign.engine.interchange.pickle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle. Every length is compared with what is left before anything is made from it. */
final class PickleInput {

    /** Longer names and integers than these do not occur in data. */
    private static final int LONGEST_LINE = 1024;

    private static final int LONGEST_INTEGER = 1024;

    private final ByteBuffer bytes;

    PickleInput(ByteBuffer bytes) {
        this.bytes = bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    int u1() throws PickleException {
        need(1);
        return bytes.get() & 0xff;
    }

    int u2() throws PickleException {
        need(2);
        return bytes.getShort() & 0xffff;
    }

    int s4() throws PickleException {
        need(4);
        return bytes.getInt();
    }

    long u4() throws PickleException {
        return s4() & 0xffffffffL;
    }

    /** An unsigned length of eight bytes; those beyond 2^63 come back negative and are refused where they are used. */
    long s8() throws PickleException {
        need(8);
        return bytes.getLong();
    }

    double bigEndianDouble() throws PickleException {
        return Double.longBitsToDouble(Long.reverseBytes(s8()));
    }

    ByteBuffer take(long length) throws PickleException {
        need(length);
        ByteBuffer part = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return part;
    }

    String utf8(long length) throws PickleException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(take(length)).toString();
        } catch (CharacterCodingException e) {
            throw new PickleException("has a text that is not UTF-8", e);
        }
    }

    String latin1(long length) throws PickleException {
        return StandardCharsets.ISO_8859_1.decode(take(length)).toString();
    }

    /** A text up to the next line feed. */
    String line() throws PickleException {
        StringBuilder line = new StringBuilder();
        for (int c = u1(); c != '\n'; c = u1()) {
            if (line.length() == LONGEST_LINE) {
                throw new PickleException("has a name of more than " + LONGEST_LINE + " characters");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    /** A little-endian integer in two's complement. */
    Object integer(long length) throws PickleException {
        if (length > LONGEST_INTEGER) {
            need(length);
            throw new PickleException("has an integer of " + length + " bytes; expected at most " + LONGEST_INTEGER);
        }
        ByteBuffer part = take(length);
        if (length == 0) {
            return 0L;
        }
        byte[] reversed = new byte[(int) length];
        for (int i = reversed.length - 1; i >= 0; i--) {
            reversed[i] = part.get();
        }
        BigInteger value = new BigInteger(reversed);
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }

    void need(long length) throws PickleException {
        if (length < 0 || length > bytes.remaining()) {
            throw new PickleException("asks for " + (length < 0 ? "more than 2^63" : Long.toString(length)) + " bytes, "
                    + bytes.remaining() + " are left; the file is cut off or wrong");
        }
    }
}
