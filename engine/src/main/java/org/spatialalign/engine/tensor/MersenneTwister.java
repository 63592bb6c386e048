package org.spatialalign.engine.tensor;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The generator MT19937 (Matsumoto and Nishimura 1998): 32 random bits at a time. For use by one thread. */
final class MersenneTwister {

    private static final int SIZE = 624;
    private static final int SHIFT = 397;

    private final int[] words;
    private int next;

    private MersenneTwister(int[] words, int next) {
        this.words = words;
        this.next = next;
    }

    MersenneTwister(int seed) {
        this(new int[SIZE], SIZE);
        words[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            words[i] = 1812433253 * (words[i - 1] ^ (words[i - 1] >>> 30)) + i;
        }
    }

    /** All 32 bits; read it as unsigned. */
    int next() {
        if (next == SIZE) {
            for (int i = 0; i < SIZE; i++) {
                int joined = (words[i] & 0x80000000) | (words[(i + 1) % SIZE] & 0x7FFFFFFF);
                int twist = (joined & 1) == 0 ? 0 : 0x9908B0DF;
                words[i] = words[(i + SHIFT) % SIZE] ^ (joined >>> 1) ^ twist;
            }
            next = 0;
        }
        int bits = words[next++];
        bits ^= bits >>> 11;
        bits ^= (bits << 7) & 0x9D2C5680;
        bits ^= (bits << 15) & 0xEFC60000;
        return bits ^ (bits >>> 18);
    }

    /** Hexadecimal: the position, then the words. */
    String state() {
        ByteBuffer bytes = ByteBuffer.allocate(4 * (SIZE + 1)).putInt(next);
        for (int word : words) {
            bytes.putInt(word);
        }
        return HexFormat.of().formatHex(bytes.array());
    }

    /** @throws IllegalArgumentException when the text is no {@link #state} */
    static MersenneTwister at(String state) {
        byte[] bytes = HexFormat.of().parseHex(state);
        if (bytes.length != 4 * (SIZE + 1)) {
            throw new IllegalArgumentException("no state of a generator: " + bytes.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int next = buffer.getInt();
        if (next < 0 || next > SIZE) {
            throw new IllegalArgumentException("no state of a generator: position " + next);
        }
        int[] words = new int[SIZE];
        buffer.asIntBuffer().get(words);
        return new MersenneTwister(words, next);
    }
}
