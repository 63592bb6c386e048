package org.spatialalign.engine.detect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.groundingdino.ImageSize;

/**
 * How a picture becomes the network's input, by the {@code preprocessor_config.json} of its folder.
 *
 * @param shortest length of the shorter edge, unless the longer would then exceed {@code longest}
 * @param mean per channel, red first, of values in [0, 1]
 * @param deviation likewise
 */
record InputRule(int shortest, int longest, List<Double> mean, List<Double> deviation) {

    /** What the paper used; also what a folder without the file is read with. */
    static final InputRule DEFAULT =
            new InputRule(800, 1333, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    static InputRule read(Path file) throws WorkbenchException {
        JsonNode json;
        try {
            json = Json.parse(Files.readString(file));
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        } catch (WorkbenchException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
        JsonNode size = json.path("size");
        JsonNode resample = json.path("resample");
        if (!resample.isMissingNode() && resample.asInt(-1) != 2) {
            throw new WorkbenchException(file + ": resample is " + resample + "; only 2 (bilinear) is supported");
        }
        return new InputRule(
                edge(file, size, "shortest_edge"),
                edge(file, size, "longest_edge"),
                channels(file, json, "image_mean", DEFAULT.mean),
                channels(file, json, "image_std", DEFAULT.deviation));
    }

    private static int edge(Path file, JsonNode size, String field) throws WorkbenchException {
        JsonNode edge = size.path(field);
        if (!edge.isInt() || edge.asInt() < 1 || edge.asInt() > 1 << 14) {
            throw new WorkbenchException(file + ": size." + field + " is " + (edge.isMissingNode() ? "missing" : edge)
                    + "; expected a number of pixels");
        }
        return edge.asInt();
    }

    private static List<Double> channels(Path file, JsonNode json, String field, List<Double> otherwise)
            throws WorkbenchException {
        JsonNode node = json.path(field);
        if (node.isMissingNode()) {
            return otherwise;
        }
        List<Double> values = StreamSupport.stream(node.spliterator(), false)
                .map(value -> value.asDouble(Double.NaN))
                .toList();
        if (values.size() != 3 || values.stream().anyMatch(value -> !(value > 0 && value < 1))) {
            throw new WorkbenchException(file + ": " + field + " is " + node + "; expected three numbers in (0, 1)");
        }
        return values;
    }

    /** The size that a picture is brought to; rounding is the original's. */
    ImageSize target(int height, int width) {
        double most = Math.max(height, width);
        double least = Math.min(height, width);
        double exact = shortest;
        int rounded = shortest;
        if (most / least * shortest > longest) {
            exact = longest * least / most;
            rounded = (int) Math.rint(exact);
        }
        if (least == rounded) {
            return new ImageSize(height, width);
        }
        return width < height
                ? new ImageSize((int) (exact * height / width), rounded)
                : new ImageSize(rounded, (int) (exact * width / height));
    }

    /**
     * A picture as the network wants it.
     *
     * @param rgb three bytes per pixel, red first
     * @return [3, target height, target width], one channel after the other
     */
    float[] pixels(byte[] rgb, int height, int width) {
        ImageSize target = target(height, width);
        byte[] resized = BilinearResize.of(rgb, height, width, target.height(), target.width());
        int plane = target.height() * target.width();
        float[] pixels = new float[3 * plane];
        for (int channel = 0; channel < 3; channel++) {
            float[] values = new float[256];
            for (int value = 0; value < 256; value++) {
                values[value] = (float) ((value / 255.0 - mean.get(channel)) / deviation.get(channel));
            }
            for (int i = 0; i < plane; i++) {
                pixels[channel * plane + i] = values[resized[3 * i + channel] & 0xff];
            }
        }
        return pixels;
    }
}
