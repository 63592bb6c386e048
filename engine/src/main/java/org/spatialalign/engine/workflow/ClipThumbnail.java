package org.spatialalign.engine.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.Thumbnails;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;

/** The small picture of a clip's middle that lists show. */
public final class ClipThumbnail {

    /** Pixels; sharp on a grid cell at twice the scale. */
    private static final int WIDTH = 320;

    private ClipThumbnail() {}

    /** Makes it, unless it is there. */
    public static void ensure(Project project, ClipRecord clip, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        Path jpeg = project.thumbnailFile(clip);
        if (!Files.exists(jpeg)) {
            int middle = clip.video().frameCount() / 2;
            Thumbnails.write(new ClipDecoder().still(project.clipFile(clip), middle, WIDTH, cancel), jpeg, WIDTH);
        }
    }
}
