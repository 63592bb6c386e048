package org.spatialalign.engine.interchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.interchange.pickle.NumpyArray;
import org.spatialalign.engine.interchange.pickle.NumpyNames;
import org.spatialalign.engine.interchange.pickle.PickleException;
import org.spatialalign.engine.interchange.pickle.PickleList;
import org.spatialalign.engine.interchange.pickle.Unpickler;
import org.spatialalign.engine.track.LabelledFrame;

/**
 * The detection records of the paper's script: {@code [[frame, [labels], boxes (n, 4)], ...]}, with masks as an
 * optional fourth item, which is ignored. Read as data; nothing in the file is ever run. Frames come back in the file's
 * order, which is not that of time.
 */
public final class DetectionPickle {

    /** Two masks per frame for a clip of the paper's size are 65 MB. */
    private static final long LARGEST_FILE = 256L << 20;

    private static final int MOST_OBJECTS = 2_000_000;
    private static final int MOST_FRAMES = 100_000;
    private static final int MOST_BOXES = 1000;

    /** Frames and boxes can be shared inside a file, so that a small file stands for many. */
    private static final int MOST_BOXES_IN_ALL = 1_000_000;

    private DetectionPickle() {}

    /**
     * @return one entry per record; empty when the detector rejected the video
     * @throws InterchangeException when the file is not such a record, with the byte or the record at fault
     */
    public static List<LabelledFrame> read(Path file) throws InterchangeException {
        Object root;
        try {
            long size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw new InterchangeException(
                        file, "", "has " + (size >> 20) + " MB; expected a detection record of at most 256 MB");
            }
            root = Unpickler.load(ByteBuffer.wrap(Files.readAllBytes(file)), new NumpyNames(), MOST_OBJECTS);
        } catch (PickleException e) {
            throw new InterchangeException(file, "", "refused, " + e.reason(), e);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        }
        if (!(root instanceof PickleList records)) {
            throw new InterchangeException(
                    file, "", "expected a list of [frame, labels, boxes], found " + Unpickler.describe(root));
        }
        if (records.size() > MOST_FRAMES) {
            throw new InterchangeException(file, "", "has " + records.size() + " records; expected one per frame");
        }
        List<LabelledFrame> frames = new ArrayList<>(records.size());
        int boxes = 0;
        for (int i = 0; i < records.size(); i++) {
            try {
                LabelledFrame frame = frame(records.get(i));
                boxes += frame.boxes().size();
                if (boxes > MOST_BOXES_IN_ALL) {
                    throw new IllegalArgumentException("more than " + MOST_BOXES_IN_ALL + " boxes in one file");
                }
                frames.add(frame);
            } catch (IllegalArgumentException e) {
                throw new InterchangeException(file, "record " + (i + 1), String.valueOf(e.getMessage()), e);
            }
        }
        return List.copyOf(frames);
    }

    private static LabelledFrame frame(Object record) {
        if (!(record instanceof PickleList items) || items.size() < 3 || items.size() > 4) {
            throw new IllegalArgumentException("expected [frame, labels, boxes], found " + Unpickler.describe(record));
        }
        if (!(items.get(0) instanceof Long frame) || frame < 0 || frame > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "expected a frame index, 0 or more, found " + Unpickler.describe(items.get(0)));
        }
        List<String> labels = labels(items.get(1));
        List<PixelBox> boxes = boxes(items.get(2));
        return new LabelledFrame(frame.intValue(), labels, boxes);
    }

    private static List<String> labels(Object value) {
        if (!(value instanceof PickleList items) || items.size() > MOST_BOXES) {
            throw new IllegalArgumentException("expected a list of labels, found " + Unpickler.describe(value));
        }
        List<String> labels = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof String label)) {
                throw new IllegalArgumentException(
                        "label " + (i + 1) + ": expected a text, found " + Unpickler.describe(items.get(i)));
            }
            labels.add(label);
        }
        return labels;
    }

    private static List<PixelBox> boxes(Object value) {
        if (value instanceof NumpyArray array) {
            return boxes(array);
        }
        if (!(value instanceof PickleList rows) || rows.size() > MOST_BOXES) {
            throw new IllegalArgumentException("expected an array of boxes, found " + Unpickler.describe(value));
        }
        List<PixelBox> boxes = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            if (!(rows.get(i) instanceof PickleList row) || row.size() != 4) {
                throw new IllegalArgumentException(
                        "box " + (i + 1) + ": expected four corners, found " + Unpickler.describe(rows.get(i)));
            }
            double[] corners = new double[4];
            for (int k = 0; k < 4; k++) {
                if (!(row.get(k) instanceof Number number)) {
                    throw new IllegalArgumentException(
                            "box " + (i + 1) + ": expected four numbers, found " + Unpickler.describe(row.get(k)));
                }
                corners[k] = number.doubleValue();
            }
            boxes.add(box(i, corners[0], corners[1], corners[2], corners[3]));
        }
        return boxes;
    }

    private static List<PixelBox> boxes(NumpyArray array) {
        int[] shape = array.shape();
        if (shape.length == 1 && shape[0] == 0) {
            return List.of();
        }
        if (shape.length != 2 || shape[1] != 4 || shape[0] > MOST_BOXES) {
            throw new IllegalArgumentException("expected boxes as rows of x1, y1, x2, y2, found " + array);
        }
        List<PixelBox> boxes = new ArrayList<>(shape[0]);
        for (int i = 0; i < shape[0]; i++) {
            boxes.add(box(i, array.get(i, 0), array.get(i, 1), array.get(i, 2), array.get(i, 3)));
        }
        return boxes;
    }

    private static PixelBox box(int index, double x1, double y1, double x2, double y2) {
        try {
            return Corners.box(x1, y1, x2, y2);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("box " + (index + 1) + ": " + e.getMessage(), e);
        }
    }
}
