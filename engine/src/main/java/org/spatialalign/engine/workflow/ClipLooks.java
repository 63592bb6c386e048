package org.spatialalign.engine.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.evaluate.Appearance;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.track.EffectiveTracks;

/**
 * What one clip looks like, by {@link Appearance}.
 *
 * @param looks its small pictures
 * @param consistency of the animal; empty when it has a box in too few frames
 */
record ClipLooks(List<float[]> looks, OptionalDouble consistency) {

    /** Wide enough for the colours of an animal, and a sixteenth of the work. */
    private static final int WIDTH = 208;

    ClipLooks {
        looks = List.copyOf(looks);
    }

    /** Reads the clip, and its boxes as they are now. */
    static ClipLooks of(Project project, ClipRecord record, Progress.Listener progress, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        Clip clip = new ClipDecoder()
                .decode(project.clipFile(record), DecodeOptions.scaled(WIDTH), progress, cancel)
                .clip();
        return new ClipLooks(Appearance.looks(clip), Appearance.consistency(clip, boxes(project, record, clip)));
    }

    /** The animal's boxes in pixels of the small picture. */
    private static List<@Nullable PixelBox> boxes(Project project, ClipRecord record, Clip clip)
            throws WorkbenchException {
        List<@Nullable PixelBox> boxes = new ArrayList<>();
        Optional<EffectiveTracks> tracks = Scoring.tracks(project, record);
        if (tracks.isPresent()) {
            double scale = (double) clip.frame(0).width() / record.video().width();
            for (var frame : tracks.get().frames()) {
                PixelBox box = frame.animal();
                boxes.add(
                        box == null
                                ? null
                                : new PixelBox(box.x1() * scale, box.y1() * scale, box.x2() * scale, box.y2() * scale));
            }
        }
        return boxes;
    }
}
