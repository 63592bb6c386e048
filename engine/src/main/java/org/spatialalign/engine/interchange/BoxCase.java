package org.spatialalign.engine.interchange;

import java.util.List;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.track.LabelledFrame;

/**
 * The boxes of one clip with all that scoring needs, without the clip.
 *
 * @param video the clip's file name, by which the result is known
 * @param animal the label of the animal's boxes
 * @param object the label of the object's boxes
 * @param frames in the file's order, which need not be the order of time
 */
public record BoxCase(String video, DsrType type, String animal, String object, List<LabelledFrame> frames) {

    public BoxCase {
        frames = List.copyOf(frames);
    }
}
