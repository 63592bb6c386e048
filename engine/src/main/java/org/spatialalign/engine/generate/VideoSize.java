package org.spatialalign.engine.generate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * How long and how large a generated clip is.
 *
 * @param frames at least 1
 * @param height pixels
 * @param width pixels
 */
public record VideoSize(int frames, int height, int width) {

    /** The paper's clips. */
    public static final VideoSize PAPER = new VideoSize(81, 480, 832);

    /** No model makes more; anything beyond is a slip of the keyboard. */
    private static final int LARGEST = 16_384;

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,5})[xX×](\\d{1,5})");

    public VideoSize {
        if (!possible(frames) || !possible(height) || !possible(width)) {
            throw new IllegalArgumentException(frames + " frames of " + width + "x" + height + " are no clip");
        }
    }

    private static boolean possible(int size) {
        return size >= 1 && size <= LARGEST;
    }

    /**
     * Reads a size as people write it.
     *
     * @param text width x height: {@code 832x480}
     */
    public static VideoSize parse(String text, int frames) throws WorkbenchException {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            throw new WorkbenchException("'" + text + "' is no size; write width x height in pixels, as in 832x480");
        }
        int width = Integer.parseInt(matcher.group(1));
        int height = Integer.parseInt(matcher.group(2));
        if (!possible(frames) || !possible(width) || !possible(height)) {
            throw new WorkbenchException("a clip of " + frames + " frames of " + text
                    + " cannot be made; each number must be between 1 and " + LARGEST);
        }
        return new VideoSize(frames, height, width);
    }

    /** For people: {@code 81 frames of 832x480}. */
    public String words() {
        return frames + (frames == 1 ? " frame of " : " frames of ") + width + "x" + height;
    }
}
