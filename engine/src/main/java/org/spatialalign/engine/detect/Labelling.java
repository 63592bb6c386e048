package org.spatialalign.engine.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.spatialalign.engine.geometry.PixelBox;

/**
 * Makes detections of what the network says about one picture, as the reference's post-processing does: no box is
 * dropped for overlapping another, none is cut at the picture's edge, and the order is the network's.
 *
 * @param ids of the text's tokens
 * @param words turns ids into a label
 */
record Labelling(List<Long> ids, Function<long[], String> words, DetectorOptions options) {

    /** Likeness to the first token, and to the last of the longest possible text, makes no label. */
    private static final int LAST_COLUMN = 255;

    Labelling {
        ids = List.copyOf(ids);
    }

    /**
     * @param logits [queries, tokens]
     * @param boxes [queries, 4], centre and size in parts of the picture
     */
    List<Detection> detections(float[] logits, float[] boxes, int width, int height) {
        List<Detection> found = new ArrayList<>();
        int tokens = ids.size();
        for (int query = 0; query < boxes.length / 4; query++) {
            float[] likeness = new float[tokens];
            float best = 0;
            for (int token = 0; token < tokens; token++) {
                likeness[token] = (float) (1 / (1 + Math.exp(-(double) logits[query * tokens + token])));
                best = Math.max(best, likeness[token]);
            }
            if (best > (float) options.boxThreshold()) {
                found.add(new Detection(label(likeness), best, box(boxes, 4 * query, width, height)));
            }
        }
        return found;
    }

    private String label(float[] likeness) {
        LongStream.Builder recognised = LongStream.builder();
        for (int token = 1; token < likeness.length; token++) {
            if (token != LAST_COLUMN && likeness[token] > (float) options.textThreshold()) {
                recognised.add(ids.get(token));
            }
        }
        return words.apply(recognised.build().toArray());
    }

    private static PixelBox box(float[] boxes, int at, int width, int height) {
        float halfWidth = 0.5f * boxes[at + 2];
        float halfHeight = 0.5f * boxes[at + 3];
        return new PixelBox(
                (boxes[at] - halfWidth) * width,
                (boxes[at + 1] - halfHeight) * height,
                (boxes[at] + halfWidth) * width,
                (boxes[at + 1] + halfHeight) * height);
    }
}
