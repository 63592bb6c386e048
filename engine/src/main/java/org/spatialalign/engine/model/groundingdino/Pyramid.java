package org.spatialalign.engine.model.groundingdino;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the tokens of all feature levels lie in their pictures. Pictures of one batch may differ in size: each lies in
 * the upper left corner of the input, the rest of which is filled up and does not count.
 *
 * @param pictures 1 where all pictures of the batch fill the input
 * @param levels the finest first
 */
record Pyramid(int pictures, List<Level> levels) {

    /** Side of the boxes that are proposed at the finest level; twice as much at each next one. */
    private static final double PROPOSED = 0.05;

    /** Proposals nearer to the edge than this are not made. */
    private static final double MARGIN = 0.01;

    /**
     * One level.
     *
     * @param rows of each picture that count; so with columns
     */
    record Level(int height, int width, List<Integer> rows, List<Integer> columns) {

        /** The level of a map made of an input of {@code height x width}; {@code sizes} are those of the pictures. */
        static Level of(long mapHeight, long mapWidth, ImageSize input, List<ImageSize> sizes) {
            List<Integer> rows = new ArrayList<>();
            List<Integer> columns = new ArrayList<>();
            for (ImageSize size : sizes) {
                rows.add(counting((int) mapHeight, input.height(), size.height()));
                columns.add(counting((int) mapWidth, input.width(), size.width()));
            }
            return new Level((int) mapHeight, (int) mapWidth, rows, columns);
        }

        /** As many places as see a pixel of the picture when the mask of pixels is looked at in every n-th place. */
        private static int counting(int places, int input, int valid) {
            float step = (float) input / places;
            int count = 0;
            while (count < places && (int) Math.floor(count * step) < valid) {
                count++;
            }
            return count;
        }

        int tokens() {
            return height * width;
        }

        boolean counts(int picture, int y, int x) {
            return y < rows.get(picture) && x < columns.get(picture);
        }
    }

    int tokens() {
        return levels.stream().mapToInt(Level::tokens).sum();
    }

    /** Whether every token counts. */
    boolean whole() {
        return levels.stream()
                .allMatch(level -> level.rows.stream().allMatch(rows -> rows == level.height)
                        && level.columns.stream().allMatch(columns -> columns == level.width));
    }

    /** Does something with each token of each picture. */
    private interface Visitor {
        void token(int index, int picture, int level, int y, int x);
    }

    private void each(Visitor visitor) {
        int index = 0;
        for (int picture = 0; picture < pictures; picture++) {
            for (int l = 0; l < levels.size(); l++) {
                Level level = levels.get(l);
                for (int y = 0; y < level.height; y++) {
                    for (int x = 0; x < level.width; x++) {
                        visitor.token(index++, picture, l, y, x);
                    }
                }
            }
        }
    }

    /** 1 for tokens that count, 0 for others: [pictures, tokens]. */
    float[] counting() {
        float[] counting = new float[pictures * tokens()];
        each((index, picture, level, y, x) ->
                counting[index] = levels.get(level).counts(picture, y, x) ? 1 : 0);
        return counting;
    }

    /**
     * Waves that tell where each token is, first of its row, then of its column: [pictures, tokens, width].
     */
    float[] positions(int width, double temperature) {
        int half = width / 2;
        double[] frequencies = Sinusoid.frequencies(half, temperature);
        float[] positions = new float[Math.multiplyExact(pictures * tokens(), width)];
        for (int picture = 0, start = 0; picture < pictures; picture++) {
            for (Level level : levels) {
                float[][] rows = waves(level.height, level.rows.get(picture), frequencies);
                float[][] columns = waves(level.width, level.columns.get(picture), frequencies);
                for (int y = 0; y < level.height; y++) {
                    for (int x = 0; x < level.width; x++, start += width) {
                        // Where nothing of the row or column counts, the count is 0.
                        float[] row = x < level.columns.get(picture) ? rows[y + 1] : rows[0];
                        float[] column = y < level.rows.get(picture) ? columns[x + 1] : columns[0];
                        System.arraycopy(row, 0, positions, start, half);
                        System.arraycopy(column, 0, positions, start + half, half);
                    }
                }
            }
        }
        return positions;
    }

    /** The waves of 0 and of the places 1, 2, ..., which stop growing where the picture ends. */
    private static float[][] waves(int places, int counting, double[] frequencies) {
        float[][] waves = new float[places + 1][frequencies.length];
        for (int place = 0; place <= places; place++) {
            double value = Math.min(place, counting) / (counting + 1e-6);
            for (int i = 0; i < frequencies.length; i++) {
                waves[place][i] = Sinusoid.wave(value, frequencies[i], i);
            }
        }
        return waves;
    }

    /** Share of width and height of each level that counts: [pictures, levels, 2]. */
    float[] ratios() {
        float[] ratios = new float[pictures * levels.size() * 2];
        int at = 0;
        for (int picture = 0; picture < pictures; picture++) {
            for (Level level : levels) {
                ratios[at++] = (float) level.columns.get(picture) / level.width;
                ratios[at++] = (float) level.rows.get(picture) / level.height;
            }
        }
        return ratios;
    }

    /** The middle of each token, as (x, y) in parts of each level: [pictures, tokens, levels, 2]. */
    float[] references() {
        int count = levels.size();
        float[] ratios = ratios();
        float[] references = new float[pictures * tokens() * count * 2];
        each((index, picture, l, y, x) -> {
            float centreX = centre(x, levels.get(l).columns.get(picture));
            float centreY = centre(y, levels.get(l).rows.get(picture));
            for (int other = 0; other < count; other++) {
                int ratio = (picture * count + other) * 2;
                references[(index * count + other) * 2] = centreX * ratios[ratio];
                references[(index * count + other) * 2 + 1] = centreY * ratios[ratio + 1];
            }
        });
        return references;
    }

    private static float centre(int place, int counting) {
        return (place + 0.5f) / counting;
    }

    /**
     * The box that each token proposes, as logits of centre and size in parts of the picture; infinite for a token
     * that proposes none: [pictures, tokens, 4].
     */
    float[] proposals() {
        float[] proposals = new float[pictures * tokens() * 4];
        each((index, picture, l, y, x) -> {
            Level level = levels.get(l);
            float side = (float) (PROPOSED * Math.pow(2, l));
            float[] box = {centre(x, level.columns.get(picture)), centre(y, level.rows.get(picture)), side, side};
            boolean made = level.counts(picture, y, x);
            for (float value : box) {
                made &= value > MARGIN && value < 1 - MARGIN;
            }
            for (int i = 0; i < 4; i++) {
                proposals[index * 4 + i] = made ? (float) Math.log(box[i] / (1.0 - box[i])) : Float.POSITIVE_INFINITY;
            }
        });
        return proposals;
    }
}
