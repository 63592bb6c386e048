package org.spatialalign.engine.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns decoded pictures of any pixel format into upright BGRA of one size. Colours come out as OpenCV's: bicubic
 * chroma, the tagged matrix and range, transparency dropped. One thread at a time.
 */
final class FrameConverter implements AutoCloseable {

    /** Row length in bytes at which the vectorised code neither leaves out nor overruns anything. */
    private static final int ALIGNMENT = 64;

    private final int width;
    private final int height;
    private final int quarterTurns;
    private final int stride;
    private final @Nullable ByteBuffer scratch;
    private @Nullable SwsContext context;

    /**
     * @param width of the converted picture before it is turned
     * @param height of the converted picture before it is turned
     */
    FrameConverter(int width, int height, int quarterTurns) {
        Ffmpeg.load();
        this.width = width;
        this.height = height;
        this.quarterTurns = quarterTurns;
        this.stride = (4 * width + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        boolean direct = quarterTurns == 0 && stride == 4 * width;
        this.scratch = direct ? null : ByteBuffer.allocateDirect(stride * (height + 1) + ALIGNMENT);
    }

    /** Writes {@code 4 * width * height} bytes from the target's start. */
    void convert(AVFrame source, ByteBuffer target) {
        ByteBuffer plane = scratch == null ? target : scratch;
        scale(source, plane);
        if (hasAlpha(source.format())) {
            for (int at = 3; at < stride * height; at += 4) {
                plane.put(at, (byte) 0xff);
            }
        }
        if (scratch != null) {
            turn(scratch, target);
        }
    }

    private void scale(AVFrame source, ByteBuffer plane) {
        boolean sameSize = source.width() == width && source.height() == height;
        SwsContext cached = swscale.sws_getCachedContext(
                context,
                source.width(),
                source.height(),
                source.format(),
                width,
                height,
                avutil.AV_PIX_FMT_BGRA,
                sameSize ? swscale.SWS_BICUBIC : swscale.SWS_AREA,
                null,
                null,
                (DoublePointer) null);
        if (cached == null || cached.isNull()) {
            throw new IllegalStateException("no conversion from pixel format " + source.format() + " to BGRA");
        }
        context = cached;
        chooseColours(cached, source);
        try (BytePointer start = new BytePointer(plane);
                PointerPointer<BytePointer> planes = new PointerPointer<>(4);
                IntPointer strides = new IntPointer(4)) {
            planes.put(0, start).put(1, null).put(2, null).put(3, null);
            strides.put(0, stride).put(1, 0).put(2, 0).put(3, 0);
            swscale.sws_scale(cached, source.data(), source.linesize(), 0, source.height(), planes, strides);
        }
    }

    /** The tagged matrix and range; swscale by itself would take BT.601 for everything. */
    private static void chooseColours(SwsContext context, AVFrame source) {
        int tag = source.colorspace() == avutil.AVCOL_SPC_UNSPECIFIED ? swscale.SWS_CS_DEFAULT : source.colorspace();
        IntPointer matrix = swscale.sws_getCoefficients(tag);
        int fullRange = source.color_range() == avutil.AVCOL_RANGE_JPEG ? 1 : 0;
        swscale.sws_setColorspaceDetails(
                context,
                matrix,
                fullRange,
                swscale.sws_getCoefficients(swscale.SWS_CS_DEFAULT),
                1,
                0,
                1 << 16,
                1 << 16);
    }

    private static boolean hasAlpha(int pixelFormat) {
        AVPixFmtDescriptor descriptor = avutil.av_pix_fmt_desc_get(pixelFormat);
        return (descriptor.flags() & (avutil.AV_PIX_FMT_FLAG_ALPHA | avutil.AV_PIX_FMT_FLAG_PAL)) != 0;
    }

    private void turn(ByteBuffer from, ByteBuffer to) {
        IntBuffer in = from.duplicate().order(ByteOrder.nativeOrder()).clear().asIntBuffer();
        IntBuffer out = to.duplicate().order(ByteOrder.nativeOrder()).clear().asIntBuffer();
        int row = stride / 4;
        for (int y = 0; y < height; y++) {
            for (int x = 0; quarterTurns != 0 && x < width; x++) {
                int pixel = in.get(y * row + x);
                switch (quarterTurns) {
                    case 1 -> out.put(x * height + (height - 1 - y), pixel);
                    case 2 -> out.put((height - 1 - y) * width + (width - 1 - x), pixel);
                    default -> out.put((width - 1 - x) * height + y, pixel);
                }
            }
            if (quarterTurns == 0) {
                out.put(y * width, in, y * row, width);
            }
        }
    }

    @Override
    public void close() {
        if (context != null) {
            swscale.sws_freeContext(context);
            context = null;
        }
    }
}
