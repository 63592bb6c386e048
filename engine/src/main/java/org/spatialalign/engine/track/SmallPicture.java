package org.spatialalign.engine.track;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.media.Frame;

/**
 * A frame at working size: as pixels, as colour bins, and as a native grey picture for optical flow. Half a thousand
 * pixels across is enough to see where a thing is, and a quarter of the work.
 */
final class SmallPicture implements AutoCloseable {

    static final int MAXIMUM_WIDTH = 416;

    /** Colour bins: 16 steps of each Lab channel. */
    static final int BINS = 16 * 16 * 16;

    final int width;
    final int height;

    /** Working pixels per pixel of the frame. */
    final double factor;

    /** Three bytes a pixel. */
    final byte[] bgr;

    /** One colour bin a pixel, in [0, {@link #BINS}). */
    final short[] bins;

    final Mat gray = new Mat();

    SmallPicture(Mat frame) {
        factor = Math.min(1.0, (double) MAXIMUM_WIDTH / frame.cols());
        width = Math.max(1, (int) Math.round(frame.cols() * factor));
        height = Math.max(1, (int) Math.round(frame.rows() * factor));
        bgr = new byte[3 * width * height];
        bins = new short[width * height];
        try (Mat small = new Mat();
                Mat lab = new Mat();
                Size size = new Size(width, height)) {
            opencv_imgproc.resize(frame, small, size, 0, 0, opencv_imgproc.INTER_AREA);
            opencv_imgproc.cvtColor(small, gray, opencv_imgproc.COLOR_BGR2GRAY);
            opencv_imgproc.cvtColor(small, lab, opencv_imgproc.COLOR_BGR2Lab);
            small.<ByteBuffer>createBuffer().get(bgr);
            byte[] channels = new byte[bgr.length];
            lab.<ByteBuffer>createBuffer().get(channels);
            for (int i = 0; i < bins.length; i++) {
                bins[i] = bin(channels[3 * i] & 0xff, channels[3 * i + 1] & 0xff, channels[3 * i + 2] & 0xff);
            }
        }
    }

    /** The a and b channels of real pictures crowd around the middle, so only that half is divided. */
    private static short bin(int l, int a, int b) {
        int aStep = Math.max(0, Math.min(127, a - 64)) >> 3;
        int bStep = Math.max(0, Math.min(127, b - 64)) >> 3;
        return (short) ((l >> 4) * 256 + aStep * 16 + bStep);
    }

    /** The largest difference of the three channels at a pixel to another picture's pixels. */
    int difference(int pixel, byte[] otherBgr) {
        int at = 3 * pixel;
        int blue = Math.abs((bgr[at] & 0xff) - (otherBgr[at] & 0xff));
        int green = Math.abs((bgr[at + 1] & 0xff) - (otherBgr[at + 1] & 0xff));
        int red = Math.abs((bgr[at + 2] & 0xff) - (otherBgr[at + 2] & 0xff));
        return Math.max(blue, Math.max(green, red));
    }

    /** The working pixels of a box of the frame, at least one. */
    Window window(PixelBox box) {
        int x1 = clamp((int) Math.round(box.x1() * factor), width - 1);
        int y1 = clamp((int) Math.round(box.y1() * factor), height - 1);
        int x2 = clamp((int) Math.round(box.x2() * factor), width);
        int y2 = clamp((int) Math.round(box.y2() * factor), height);
        return new Window(x1, y1, Math.max(x2, x1 + 1), Math.max(y2, y1 + 1));
    }

    private static int clamp(int value, int maximum) {
        return Math.max(0, Math.min(maximum, value));
    }

    @Override
    public void close() {
        gray.close();
    }

    /** A block of pixels, the upper ends not included. */
    record Window(int x1, int y1, int x2, int y2) {

        int width() {
            return x2 - x1;
        }

        int height() {
            return y2 - y1;
        }

        int area() {
            return width() * height();
        }

        Window grow(int dx, int dy, int maximumX, int maximumY) {
            return new Window(
                    Math.max(0, x1 - dx),
                    Math.max(0, y1 - dy),
                    Math.min(maximumX, x2 + dx),
                    Math.min(maximumY, y2 + dy));
        }
    }

    /** A frame with three channels, as OpenCV's trackers want it; the frame's memory is read, never written. */
    static Mat bgrOf(Frame frame) {
        Mat bgr = new Mat();
        try (BytePointer pixels = new BytePointer(frame.bgra().duplicate());
                Mat bgra = new Mat(frame.height(), frame.width(), opencv_core.CV_8UC4, pixels)) {
            opencv_imgproc.cvtColor(bgra, bgr, opencv_imgproc.COLOR_BGRA2BGR);
        }
        return bgr;
    }
}
