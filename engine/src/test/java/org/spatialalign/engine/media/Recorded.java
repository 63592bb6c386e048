package org.spatialalign.engine.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
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

/**
 * Inputs that our own encoder does not make: other codecs and pixel formats, odd sizes, rotation, uneven times, sound.
 *
 * @param times the time of frame i, in tenths of a second
 */
record Recorded(
        String codec,
        int pixelFormat,
        int width,
        int height,
        int frames,
        int degreesClockwise,
        IntUnaryOperator times) {

    static Recorded lossless(int pixelFormat, int width, int height, int frames) {
        return new Recorded("ffv1", pixelFormat, width, height, frames, 0, i -> i);
    }

    static Recorded rotated(int degreesClockwise) {
        return new Recorded("mpeg4", avutil.AV_PIX_FMT_YUV420P, 64, 48, 3, degreesClockwise, i -> i);
    }

    static Recorded uneven() {
        return new Recorded("ffv1", avutil.AV_PIX_FMT_YUV420P, 64, 48, 12, 0, i -> i < 6 ? i : i + 20);
    }

    Path write(Path file) {
        Ffmpeg.load();
        AVFormatContext format = container(file);
        AVCodec encoder = avcodec.avcodec_find_encoder_by_name(codec);
        AVCodecContext context = avcodec.avcodec_alloc_context3(encoder);
        AVRational tenth = avutil.av_make_q(1, 10);
        context.width(width)
                .height(height)
                .pix_fmt(pixelFormat)
                .time_base(tenth)
                .bit_rate(4_000_000);
        if ((format.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0) {
            context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        ok(avcodec.avcodec_open2(context, encoder, (AVDictionary) null));
        AVStream stream = avformat.avformat_new_stream(format, null);
        avcodec.avcodec_parameters_from_context(stream.codecpar(), context);
        stream.time_base(tenth);
        rotate(stream);
        begin(format, file);
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(pixelFormat);
        frame.width(width).height(height);
        ok(avutil.av_frame_get_buffer(frame, 0));
        for (int i = 0; i < frames; i++) {
            ok(avutil.av_frame_make_writable(frame));
            paint(frame, i);
            frame.pts(times.applyAsInt(i));
            ok(avcodec.avcodec_send_frame(context, frame));
            drain(format, stream, context);
        }
        avcodec.avcodec_send_frame(context, null);
        drain(format, stream, context);
        finish(format, context, frame);
        return file;
    }

    static Path sound(Path file) {
        Ffmpeg.load();
        AVFormatContext format = container(file);
        AVCodec encoder = avcodec.avcodec_find_encoder_by_name("aac");
        AVCodecContext context = avcodec.avcodec_alloc_context3(encoder);
        context.sample_rate(44_100).sample_fmt(avutil.AV_SAMPLE_FMT_FLTP).time_base(avutil.av_make_q(1, 44_100));
        avutil.av_channel_layout_default(context.ch_layout(), 1);
        context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        ok(avcodec.avcodec_open2(context, encoder, (AVDictionary) null));
        AVStream stream = avformat.avformat_new_stream(format, null);
        avcodec.avcodec_parameters_from_context(stream.codecpar(), context);
        begin(format, file);
        AVFrame frame = avutil.av_frame_alloc();
        frame.format(avutil.AV_SAMPLE_FMT_FLTP);
        frame.nb_samples(1024).sample_rate(44_100);
        avutil.av_channel_layout_default(frame.ch_layout(), 1);
        ok(avutil.av_frame_get_buffer(frame, 0));
        ok(avutil.av_samples_set_silence(frame.data(), 0, 1024, 1, avutil.AV_SAMPLE_FMT_FLTP));
        for (int i = 0; i < 20; i++) {
            frame.pts(1024L * i);
            ok(avcodec.avcodec_send_frame(context, frame));
            drain(format, stream, context);
        }
        avcodec.avcodec_send_frame(context, null);
        drain(format, stream, context);
        finish(format, context, frame);
        return file;
    }

    /** Red at the top left, blue at the bottom right, half transparent where the format can be. */
    private void paint(AVFrame frame, int index) {
        Picture picture = Picture.blank(width, height, 0xff000000 | (0x303030 + 0x040404 * index));
        picture.fill(0, 0, width / 2.0, height / 2.0, 0xffe01010);
        picture.fill(width / 2.0, height / 2.0, width / 2.0 + 1, height / 2.0 + 1, 0xff1010e0);
        ByteBuffer bgra = picture.bgra();
        for (int at = 3; at < bgra.limit(); at += 4) {
            bgra.put(at, (byte) 0x80);
        }
        SwsContext context = swscale.sws_getContext(
                width,
                height,
                avutil.AV_PIX_FMT_BGRA,
                width,
                height,
                pixelFormat,
                swscale.SWS_BICUBIC,
                null,
                null,
                (DoublePointer) null);
        // Vectorised code may read a little past the last pixel.
        ByteBuffer roomy = ByteBuffer.allocateDirect(bgra.limit() + 256).put(bgra.duplicate());
        try (BytePointer start = new BytePointer(roomy.clear());
                PointerPointer<BytePointer> planes = new PointerPointer<>(4);
                IntPointer strides = new IntPointer(4 * width, 0, 0, 0)) {
            planes.put(0, start).put(1, null).put(2, null).put(3, null);
            swscale.sws_scale(context, planes, strides, 0, height, frame.data(), frame.linesize());
        }
        swscale.sws_freeContext(context);
    }

    private void rotate(AVStream stream) {
        if (degreesClockwise != 0) {
            AVPacketSideData list = avcodec.av_packet_side_data_new(
                    stream.codecpar().coded_side_data(),
                    new int[] {0},
                    avcodec.AV_PKT_DATA_DISPLAYMATRIX,
                    9 * Integer.BYTES,
                    0);
            avutil.av_display_rotation_set(new IntPointer(list.data()), degreesClockwise);
            stream.codecpar().coded_side_data(list).nb_coded_side_data(1);
        }
    }

    private static AVFormatContext container(Path file) {
        AVFormatContext format = new AVFormatContext(null);
        try (BytePointer name = Ffmpeg.url(file)) {
            ok(avformat.avformat_alloc_output_context2(format, null, null, name));
        }
        return format;
    }

    private static void begin(AVFormatContext format, Path file) {
        AVIOContext io = new AVIOContext(null);
        try (BytePointer url = Ffmpeg.url(file)) {
            ok(avformat.avio_open(io, url, avformat.AVIO_FLAG_WRITE));
        }
        format.pb(io);
        ok(avformat.avformat_write_header(format, (AVDictionary) null));
    }

    private static void drain(AVFormatContext format, AVStream stream, AVCodecContext context) {
        AVPacket packet = avcodec.av_packet_alloc();
        while (avcodec.avcodec_receive_packet(context, packet) == 0) {
            packet.duration(Math.max(1, packet.duration()));
            avcodec.av_packet_rescale_ts(packet, context.time_base(), stream.time_base());
            packet.stream_index(0);
            ok(avformat.av_interleaved_write_frame(format, packet));
        }
        avcodec.av_packet_free(packet);
    }

    private static void finish(AVFormatContext format, AVCodecContext context, AVFrame frame) {
        ok(avformat.av_write_trailer(format));
        avformat.avio_closep(format.pb());
        avutil.av_frame_free(frame);
        avcodec.avcodec_free_context(context);
        avformat.avformat_free_context(format);
    }

    private static void ok(int result) {
        assertThat(result).as(() -> Ffmpeg.describe(result)).isGreaterThanOrEqualTo(0);
    }
}
