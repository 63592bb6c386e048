package org.spatialalign.engine.media;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;

/**
 * Reads the frames of the first video stream one after the other, in the order ffmpeg and OpenCV give them. One thread
 * at a time. Reading stops at the first damage, so that an index never means two different pictures.
 */
final class FrameReader implements AutoCloseable {

    private final Path file;
    private final VideoStream video;
    private final AVFormatContext format;
    private final AVCodecContext codec;
    private final AVStream stream;
    private final AVPacket packet;
    private final AVFrame frame;
    private final int quarterTurns;
    private long packets;
    private int framesRead;
    private boolean draining;
    private boolean broken;
    private double lastEndSeconds;

    private FrameReader(Path file, VideoStream video) {
        this.file = file;
        this.video = video;
        this.format = video.format();
        this.stream = video.stream();
        this.codec = video.codec();
        this.packet = avcodec.av_packet_alloc();
        this.frame = avutil.av_frame_alloc();
        this.quarterTurns = quarterTurns(stream);
    }

    static FrameReader open(Path file) throws MediaException {
        return new FrameReader(file, VideoStream.open(file));
    }

    /** Width of the coded picture, before rotation. */
    int codedWidth() {
        return codec.width();
    }

    /** Height of the coded picture, before rotation. */
    int codedHeight() {
        return codec.height();
    }

    /** How many times the picture is turned by 90 degrees clockwise for display, 0 to 3. */
    int quarterTurns() {
        return quarterTurns;
    }

    int displayWidth() {
        return quarterTurns % 2 == 0 ? codedWidth() : codedHeight();
    }

    int displayHeight() {
        return quarterTurns % 2 == 0 ? codedHeight() : codedWidth();
    }

    /** The nominal rate, or the average where the two differ (clips of varying rate); 25 when the file does not say. */
    double frameRate() {
        double nominal = number(avformat.av_guess_frame_rate(format, stream, null));
        double average = number(stream.avg_frame_rate());
        if (average > 0 && Math.abs(nominal / average - 1) > 0.02) {
            return average;
        }
        return nominal > 0 ? nominal : 25;
    }

    private static double number(AVRational rate) {
        return rate.den() == 0 ? 0 : (double) rate.num() / rate.den();
    }

    /** What the header says; 0 when it says nothing. */
    long announcedFrames() {
        return Math.max(0, stream.nb_frames());
    }

    int framesRead() {
        return framesRead;
    }

    /** Decodes the next frame; false at the end of the clip or at a break. */
    boolean next() {
        while (true) {
            int got = avcodec.avcodec_receive_frame(codec, frame);
            if (got == 0) {
                if (frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0) {
                    broken = true;
                    return false;
                }
                framesRead++;
                rememberEnd();
                return true;
            }
            if (got != avutil.AVERROR_EAGAIN()) {
                broken |= got != avutil.AVERROR_EOF();
                return false;
            }
            if (draining) {
                return false;
            }
            feed();
        }
    }

    /** The frame that {@link #next()} decoded; overwritten by the following call. */
    AVFrame current() {
        return frame;
    }

    /** After {@link #next()} said false: whether there should have been more. */
    boolean brokeOff() {
        if (broken) {
            return true;
        }
        String container = format.iformat().name().getString();
        if (container.startsWith("mov")) {
            return packets < avformat.avformat_index_get_entries_count(stream);
        }
        // Matroska has no count of frames, but the muxer wrote the length when it finished.
        return container.startsWith("matroska")
                && format.nb_streams() == 1
                && format.duration_estimation_method() == avformat.AVFMT_DURATION_FROM_STREAM
                && format.duration() / 1e6 - lastEndSeconds > 1.5 / frameRate();
    }

    private void rememberEnd() {
        if (frame.best_effort_timestamp() != avutil.AV_NOPTS_VALUE) {
            long start = stream.start_time() == avutil.AV_NOPTS_VALUE ? 0 : stream.start_time();
            long end = frame.best_effort_timestamp() - start + frame.duration();
            lastEndSeconds =
                    (double) end * stream.time_base().num() / stream.time_base().den();
        }
    }

    private void feed() {
        while (true) {
            int read = avformat.av_read_frame(format, packet);
            if (read < 0) {
                broken |= read != avutil.AVERROR_EOF();
                drain();
                return;
            }
            if (packet.stream_index() != stream.index()) {
                avcodec.av_packet_unref(packet);
                continue;
            }
            boolean whole = (packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) == 0;
            int sent = whole ? avcodec.avcodec_send_packet(codec, packet) : -1;
            avcodec.av_packet_unref(packet);
            if (sent < 0) {
                broken = true;
                drain();
            } else {
                packets++;
            }
            return;
        }
    }

    /** No more packets; the frames that are still inside the decoder come out. */
    private void drain() {
        draining = true;
        avcodec.avcodec_send_packet(codec, (AVPacket) null);
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        video.close();
    }

    /** The display matrix as OpenCV takes it: only whole quarter turns. */
    private static int quarterTurns(AVStream stream) {
        AVCodecParameters parameters = stream.codecpar();
        if (parameters.nb_coded_side_data() == 0) {
            return 0;
        }
        AVPacketSideData matrix = avcodec.av_packet_side_data_get(
                parameters.coded_side_data(), parameters.nb_coded_side_data(), avcodec.AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull()) {
            return 0;
        }
        double counterClockwise = avutil.av_display_rotation_get(new IntPointer(matrix.data()));
        long degrees = Double.isNaN(counterClockwise) ? 0 : Math.floorMod(-Math.round(counterClockwise), 360L);
        return degrees % 90 == 0 ? (int) (degrees / 90) : 0;
    }

    Path file() {
        return file;
    }
}
