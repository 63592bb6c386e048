package org.spatialalign.engine.media;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.ClipEncoder.EncodeOptions;

/** The native half of {@link ClipEncoder}: one muxer, one encoder, one colour conversion. */
final class Mp4Writer {

    /** The encoder refuses smaller pictures. */
    private static final int SMALLEST = 16;

    private static final int ALIGNMENT = 64;

    private final int width;
    private final int height;
    private final int paddedWidth;
    private final int paddedHeight;
    private final int stride;
    private final ByteBuffer padded;
    private final AVFormatContext format;
    private final AVCodecContext codec;
    private final AVStream stream;
    private final AVFrame frame;
    private final AVPacket packet;
    private final SwsContext colours;
    private long nextIndex;

    Mp4Writer(Path file, int width, int height, double frameRate, EncodeOptions options) throws WorkbenchException {
        Ffmpeg.load();
        this.width = width;
        this.height = height;
        paddedWidth = Math.max(SMALLEST, (width + 1) / 2 * 2);
        paddedHeight = Math.max(SMALLEST, (height + 1) / 2 * 2);
        stride = (4 * paddedWidth + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        padded = ByteBuffer.allocateDirect(stride * paddedHeight + ALIGNMENT);
        format = new AVFormatContext(null);
        frame = avutil.av_frame_alloc();
        packet = avcodec.av_packet_alloc();
        AVCodec encoder = avcodec.avcodec_find_encoder_by_name("libopenh264");
        codec = avcodec.avcodec_alloc_context3(encoder);
        colours = swscale.sws_getContext(
                paddedWidth,
                paddedHeight,
                avutil.AV_PIX_FMT_BGRA,
                paddedWidth,
                paddedHeight,
                avutil.AV_PIX_FMT_YUV420P,
                swscale.SWS_BICUBIC | swscale.SWS_ACCURATE_RND,
                null,
                null,
                (DoublePointer) null);
        boolean opened = false;
        try {
            // The muxer opens the file a second time to move the index to the front, so it must know the name.
            try (BytePointer url = Ffmpeg.url(file);
                    BytePointer mp4 = Ffmpeg.text("mp4")) {
                check(avformat.avformat_alloc_output_context2(format, null, mp4, url));
            }
            AVRational rate = avutil.av_d2q(frameRate, 100_000);
            openEncoder(encoder, rate, options.bitsPerSecond());
            stream = avformat.avformat_new_stream(format, null);
            check(avcodec.avcodec_parameters_from_context(stream.codecpar(), codec));
            stream.time_base(codec.time_base());
            stream.avg_frame_rate(rate);
            openFile(file, options.metadata());
            frame.format(avutil.AV_PIX_FMT_YUV420P);
            frame.width(paddedWidth);
            frame.height(paddedHeight);
            check(avutil.av_frame_get_buffer(frame, 0));
            opened = true;
        } finally {
            if (!opened) {
                free();
            }
        }
    }

    private void openEncoder(AVCodec encoder, AVRational rate, long bitsPerSecond) throws WorkbenchException {
        double framesPerSecond = (double) rate.num() / rate.den();
        codec.width(paddedWidth);
        codec.height(paddedHeight);
        codec.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        codec.time_base(avutil.av_inv_q(rate));
        codec.framerate(rate);
        codec.gop_size((int) Math.max(1, Math.round(2 * framesPerSecond)));
        // 0.2 bits per pixel is visually clean for this encoder.
        long generous = Math.round(0.2 * paddedWidth * paddedHeight * framesPerSecond);
        codec.bit_rate(bitsPerSecond > 0 ? bitsPerSecond : Math.max(200_000, generous));
        // The conversion uses BT.601; saying so lets players show the same colours.
        codec.colorspace(avutil.AVCOL_SPC_SMPTE170M);
        codec.color_primaries(avutil.AVCOL_PRI_SMPTE170M);
        codec.color_trc(avutil.AVCOL_TRC_SMPTE170M);
        codec.color_range(avutil.AVCOL_RANGE_MPEG);
        codec.flags(codec.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        check(avcodec.avcodec_open2(codec, encoder, (AVDictionary) null));
    }

    private void openFile(Path file, Map<String, String> metadata) throws WorkbenchException {
        AVDictionary tags = new AVDictionary(null);
        for (Map.Entry<String, String> tag : metadata.entrySet()) {
            try (BytePointer key = Ffmpeg.text(tag.getKey());
                    BytePointer value = Ffmpeg.text(tag.getValue())) {
                avutil.av_dict_set(tags, key, value, 0);
            }
        }
        format.metadata(tags);
        AVIOContext io = new AVIOContext(null);
        try (BytePointer url = Ffmpeg.url(file)) {
            check(avformat.avio_open(io, url, avformat.AVIO_FLAG_WRITE));
        }
        format.pb(io);
        AVDictionary settings = new AVDictionary(null);
        avutil.av_dict_set(settings, "movflags", "+faststart", 0);
        try {
            check(avformat.avformat_write_header(format, settings));
        } finally {
            avutil.av_dict_free(settings);
        }
    }

    void add(ByteBuffer bgra) throws WorkbenchException {
        pad(bgra);
        check(avutil.av_frame_make_writable(frame));
        try (BytePointer start = new BytePointer(padded);
                PointerPointer<BytePointer> planes = new PointerPointer<>(4);
                IntPointer strides = new IntPointer(4)) {
            planes.put(0, start).put(1, null).put(2, null).put(3, null);
            strides.put(0, stride).put(1, 0).put(2, 0).put(3, 0);
            swscale.sws_scale(colours, planes, strides, 0, paddedHeight, frame.data(), frame.linesize());
        }
        frame.pts(nextIndex++);
        check(avcodec.avcodec_send_frame(codec, frame));
        writePackets();
    }

    /** Copies the picture and repeats its last column and row up to the size the codec needs. */
    private void pad(ByteBuffer bgra) {
        for (int y = 0; y < paddedHeight; y++) {
            int from = Math.min(y, height - 1) * 4 * width;
            padded.put(y * stride, bgra, from, 4 * width);
            int last = bgra.order(padded.order()).getInt(from + 4 * (width - 1));
            for (int x = width; x < paddedWidth; x++) {
                padded.putInt(y * stride + 4 * x, last);
            }
        }
    }

    private void writePackets() throws WorkbenchException {
        while (true) {
            int got = avcodec.avcodec_receive_packet(codec, packet);
            if (got == avutil.AVERROR_EAGAIN() || got == avutil.AVERROR_EOF()) {
                return;
            }
            check(got);
            // The encoder leaves the duration out; without it the last frame would last no time.
            packet.duration(1);
            avcodec.av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
            packet.stream_index(stream.index());
            check(avformat.av_interleaved_write_frame(format, packet));
        }
    }

    /** Frees everything; with {@code finish} the file is completed first. */
    void close(boolean finish) throws WorkbenchException {
        try {
            if (finish && nextIndex > 0) {
                check(avcodec.avcodec_send_frame(codec, null));
                writePackets();
                check(avformat.av_write_trailer(format));
                check(format.pb().error());
            } else if (finish) {
                throw new WorkbenchException("no frame was added");
            }
        } finally {
            free();
        }
    }

    private void free() {
        swscale.sws_freeContext(colours);
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(codec);
        if (!format.isNull()) {
            if (format.pb() != null && !format.pb().isNull()) {
                avformat.avio_closep(format.pb());
            }
            avformat.avformat_free_context(format);
        }
    }

    private static void check(int result) throws WorkbenchException {
        if (result < 0) {
            throw new WorkbenchException(Ffmpeg.describe(result));
        }
    }
}
