package org.spatialalign.engine.model.groundingdino;

import java.util.Set;

/**
 * Which tokens of a text see each other, and where in its phrase each stands. A phrase goes up to and with its full
 * stop or question mark; the marks of beginning and end stand alone.
 */
final class TextMask {

    /** [CLS], [SEP], full stop and question mark of BERT's vocabulary: the model's code names them by number, too. */
    private static final Set<Long> DELIMITERS = Set.of(101L, 102L, 1012L, 1029L);

    private final int rows;
    private final int length;
    private final boolean[] sees;
    private final long[] positions;

    private TextMask(int rows, int length) {
        this.rows = rows;
        this.length = length;
        this.sees = new boolean[rows * length * length];
        this.positions = new long[rows * length];
    }

    /** @param ids rows of one length; what fills up shorter ones belongs to no phrase */
    static TextMask of(long[][] ids) {
        int length = ids[0].length;
        TextMask mask = new TextMask(ids.length, length);
        for (int row = 0; row < ids.length; row++) {
            for (int i = 0; i < length; i++) {
                mask.see(row, i, i);
            }
            mask.phrases(row, ids[row]);
        }
        return mask;
    }

    private void phrases(int row, long[] ids) {
        int previous = 0;
        for (int at = 0; at < length; at++) {
            if (!DELIMITERS.contains(ids[at])) {
                continue;
            }
            if (at > 0 && at < length - 1) {
                phrase(row, previous + 1, at);
            }
            previous = at;
        }
    }

    private void phrase(int row, int first, int last) {
        for (int query = first; query <= last; query++) {
            positions[row * length + query] = (long) query - first;
            for (int key = first; key <= last; key++) {
                see(row, query, key);
            }
        }
    }

    private void see(int row, int query, int key) {
        sees[(row * length + query) * length + key] = true;
    }

    int rows() {
        return rows;
    }

    /** Tokens in a row. */
    int length() {
        return length;
    }

    /** [rows, length]. */
    long[] positions() {
        return positions.clone();
    }

    /** Whether one token of a row sees another. */
    boolean sees(int row, int query, int key) {
        return sees[(row * length + query) * length + key];
    }

    /** What is added to the scores of attention, 0 or the lowest number there is: [rows, length, length]. */
    float[] added() {
        float[] added = new float[sees.length];
        for (int i = 0; i < sees.length; i++) {
            added[i] = sees[i] ? 0 : -Float.MAX_VALUE;
        }
        return added;
    }
}
