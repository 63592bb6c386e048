package org.spatialalign.engine.detect;

import java.util.List;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.Frame;

/** Finds things by name. One thread at a time; takes seconds per frame on a processor. */
public interface Detector extends AutoCloseable {

    /**
     * Looks for the same things in each of some frames.
     *
     * @param phrases what to look for: nouns, without full stop or question mark, which end a phrase
     * @param progress counts frames
     * @return one entry per frame, in the order of the frames
     * @throws WorkbenchException when a phrase cannot be looked for; says which and why
     */
    List<FrameDetections> detect(
            List<Frame> frames,
            List<String> phrases,
            DetectorOptions options,
            Progress.Listener progress,
            CancelToken cancel)
            throws WorkbenchException, CancelledException;

    /** How a phrase is labelled when all of it is recognised. */
    String label(String phrase);

    @Override
    void close();
}
