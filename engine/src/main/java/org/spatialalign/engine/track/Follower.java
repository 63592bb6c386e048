package org.spatialalign.engine.track;

import org.bytedeco.opencv.opencv_core.Mat;

/** Follows one thing from picture to picture, in whatever direction they come. One thread; close to free memory. */
interface Follower extends AutoCloseable {

    /**
     * Looks at the next picture.
     *
     * @param bgr the frame
     * @param small the same frame at working size
     * @return the box in pixels of the frame, or why there is none
     */
    MachineBox next(Mat bgr, SmallPicture small);

    @Override
    void close();
}
