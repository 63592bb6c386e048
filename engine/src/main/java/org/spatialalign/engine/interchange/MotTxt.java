package org.spatialalign.engine.interchange;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;

/**
 * Boxes of one clip as MOT text: {@code frame, id, x, y, width, height, keep, class, visibility}, one box a line. Frames
 * count from 1 in the file and from 0 here; id and class 1 are the animal, 2 the object. Rows with keep 0 do not count.
 */
public final class MotTxt {

    private static final String FORM = "frame, id, x, y, width, height[, keep, class, visibility]";

    private MotTxt() {}

    /**
     * @return the frames that have a box, ascending
     * @throws InterchangeException naming the line and the field
     */
    public static List<FrameBoxes> read(Path file) throws InterchangeException {
        TreeMap<Integer, FrameBoxes> frames = new TreeMap<>();
        int number = 0;
        try (BufferedReader in = new BufferedReader(CsvText.open(file))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isBlank()) {
                    row(line, frames);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new InterchangeException(file, "line " + number, String.valueOf(e.getMessage()), e);
        } catch (CharacterCodingException e) {
            throw new InterchangeException(file, "", "is not a text file; expected " + FORM, e);
        } catch (IOException | UncheckedIOException e) {
            throw new InterchangeException(
                    file,
                    "",
                    "cannot be read: " + (e instanceof IOException io ? FileFault.reason(io) : e.getMessage()),
                    e);
        }
        return List.copyOf(frames.values());
    }

    private static void row(String line, Map<Integer, FrameBoxes> frames) {
        String[] fields = line.split(",", -1);
        if (fields.length < 6) {
            throw new IllegalArgumentException("has " + fields.length + " fields; expected " + FORM);
        }
        int frame = (int) number(fields, 0, "frame", true);
        int id = (int) number(fields, 1, "id", true);
        double x = number(fields, 2, "x", false);
        double y = number(fields, 3, "y", false);
        double width = number(fields, 4, "width", false);
        double height = number(fields, 5, "height", false);
        if (frame < 1) {
            throw new IllegalArgumentException("frame " + frame + ": frames count from 1 in this format");
        }
        if (id != 1 && id != 2) {
            throw new IllegalArgumentException("id " + id + ": expected 1 for the animal or 2 for the object");
        }
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException(
                    "width and height must not be negative, found " + width + " and " + height);
        }
        PixelBox box = Corners.box(x, y, x + width, y + height);
        if (fields.length > 6 && number(fields, 6, "keep", false) == 0) {
            return;
        }
        Role role = id == 1 ? Role.ANIMAL : Role.OBJECT;
        FrameBoxes known = frames.getOrDefault(frame - 1, new FrameBoxes(frame - 1, null, null));
        if (known.box(role).isPresent()) {
            throw new IllegalArgumentException("id " + id + " is in frame " + frame + " twice");
        }
        frames.put(frame - 1, known.with(role, box));
    }

    private static double number(String[] fields, int index, String name, boolean whole) {
        String text = fields[index].strip();
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "field " + (index + 1) + " (" + name + "): expected a number, found '" + Corners.shorten(text)
                            + "'",
                    e);
        }
        if (!Double.isFinite(value) || (whole && (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE))) {
            throw new IllegalArgumentException("field " + (index + 1) + " (" + name + "): expected a "
                    + (whole ? "whole" : "finite") + " number, found '" + Corners.shorten(text) + "'");
        }
        return value;
    }

    /** Writes the boxes that are there, frame by frame. */
    public static void write(Path file, List<FrameBoxes> frames) throws IOException {
        AtomicFiles.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                for (FrameBoxes frame : frames) {
                    write(out, frame.frame(), 1, frame.animal());
                    write(out, frame.frame(), 2, frame.object());
                }
            }
        });
    }

    private static void write(BufferedWriter out, int frame, int id, @Nullable PixelBox box) throws IOException {
        if (box != null) {
            out.write(String.join(
                    ",",
                    Integer.toString(frame + 1),
                    Integer.toString(id),
                    plain(box.x1()),
                    plain(box.y1()),
                    plain(box.width()),
                    plain(box.height()),
                    "1",
                    Integer.toString(id),
                    "1"));
            out.write('\n');
        }
    }

    /** A number without exponent and without needless zeros. */
    static String plain(double value) {
        return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
