package org.spatialalign.engine.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.media.MediaProblem.Kind;

/**
 * Reads the frames of the first video stream one after the other, in the order ffmpeg and OpenCV give them. One thread
 * at a time. Reading stops at the first damage, so that an index never means two different pictures.
 */
final class FrameReader implements AutoCloseable {

    /** Containers of video; playlists and text formats that could point to other files are not among them. */
    private static final String CONTAINERS =
            "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,ogg,asf,"
                    + "gif,apng,yuv4mpegpipe,h264,hevc,obu,ivf,nut";

    /** Larger pictures are refused before anything is allocated for them. */
    private static final long MAX_PIXELS = 8192L * 8192;

    private static final int MAX_THREADS = 4;

    private final Path file;
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

    private FrameReader(Path file, AVFormatContext format, AVStream stream, AVCodecContext codec) {
        this.file = file;
        this.format = format;
        this.stream = stream;
        this.codec = codec;
        this.packet = avcodec.av_packet_alloc();
        this.frame = avutil.av_frame_alloc();
        this.quarterTurns = quarterTurns(stream);
    }

    static FrameReader open(Path file) throws MediaException {
        Ffmpeg.load();
        checkFile(file);
        AVFormatContext format = openContainer(file);
        AVCodecContext codec = null;
        try {
            if (avformat.avformat_find_stream_info(format, (AVDictionary) null) < 0) {
                throw notAVideo(file);
            }
            AVStream stream = firstVideoStream(file, format);
            codec = openCodec(file, stream);
            return new FrameReader(file, format, stream, codec);
        } catch (MediaException e) {
            free(codec, format);
            throw e;
        }
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
        free(codec, format);
    }

    private static void free(@Nullable AVCodecContext codec, AVFormatContext format) {
        if (codec != null) {
            avcodec.avcodec_free_context(codec);
        }
        avformat.avformat_close_input(format);
    }

    private static void checkFile(Path file) throws MediaException {
        if (!Files.exists(file)) {
            throw problem(Kind.UNREADABLE, file + " does not exist. Check the path, or import the clip again.");
        }
        if (Files.isDirectory(file)) {
            throw problem(Kind.UNREADABLE, file + " is a folder, not a video file. Choose the files inside it.");
        }
        if (!Files.isReadable(file)) {
            throw problem(Kind.UNREADABLE, file + " may not be read. Give yourself the permission to read it.");
        }
        try {
            if (Files.size(file) == 0) {
                throw problem(
                        Kind.EMPTY_FILE,
                        file + " is empty (0 bytes); its writing was probably interrupted. Copy or make it again.");
            }
        } catch (IOException e) {
            throw new MediaException(
                    new MediaProblem(Kind.UNREADABLE, file + " cannot be read: " + e.getMessage() + "."), e);
        }
    }

    private static AVFormatContext openContainer(Path file) throws MediaException {
        AVFormatContext format = new AVFormatContext(null);
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
        avutil.av_dict_set(options, "format_whitelist", CONTAINERS, 0);
        try (BytePointer url = Ffmpeg.url(file)) {
            int opened = avformat.avformat_open_input(format, url, null, options);
            if (opened < 0) {
                throw looksLikeMp4(file) ? withoutIndex(file) : notAVideo(file);
            }
            return format;
        } finally {
            avutil.av_dict_free(options);
        }
    }

    private static AVStream firstVideoStream(Path file, AVFormatContext format) throws MediaException {
        for (int i = 0; i < format.nb_streams(); i++) {
            AVStream stream = format.streams(i);
            boolean picture = stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO;
            boolean cover = (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
            if (picture && !cover) {
                return stream;
            }
        }
        if (format.nb_streams() == 0) {
            throw looksLikeMp4(file) ? withoutIndex(file) : notAVideo(file);
        }
        throw problem(
                Kind.NO_VIDEO_STREAM,
                file + " has no video stream, only sound or data. Choose a file with moving pictures.");
    }

    private static AVCodecContext openCodec(Path file, AVStream stream) throws MediaException {
        AVCodecParameters parameters = stream.codecpar();
        String name = avcodec.avcodec_get_name(parameters.codec_id()).getString();
        AVCodec decoder = avcodec.avcodec_find_decoder(parameters.codec_id());
        if (decoder == null || decoder.isNull()) {
            throw problem(
                    Kind.NO_FRAMES,
                    file + " is coded as " + name + ", which cannot be decoded here. Convert it to H.264 mp4.");
        }
        if ((long) parameters.width() * parameters.height() > MAX_PIXELS) {
            throw problem(
                    Kind.TOO_LARGE,
                    file + " has pictures of " + parameters.width() + "x" + parameters.height()
                            + "; at most 8192x8192 pixels are read. Make them smaller.");
        }
        AVCodecContext codec = avcodec.avcodec_alloc_context3(decoder);
        avcodec.avcodec_parameters_to_context(codec, parameters);
        codec.pkt_timebase(stream.time_base());
        codec.max_pixels(MAX_PIXELS);
        codec.thread_count(Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
        int opened = avcodec.avcodec_open2(codec, decoder, (AVDictionary) null);
        if (opened < 0 || codec.width() < 1 || codec.height() < 1) {
            avcodec.avcodec_free_context(codec);
            throw problem(
                    Kind.NO_FRAMES,
                    file + " has a " + name + " video stream that cannot be decoded"
                            + (opened < 0 ? " (" + Ffmpeg.describe(opened) + ")" : "")
                            + ". Convert it to H.264 mp4, or make it again.");
        }
        return codec;
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

    private static boolean looksLikeMp4(Path file) {
        byte[] head = new byte[8];
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(head, 0, head.length) == head.length
                    && "ftyp".equals(new String(head, 4, 4, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return false;
        }
    }

    private static MediaException withoutIndex(Path file) {
        return problem(
                Kind.TRUNCATED,
                file + " breaks off before its index (the mp4 'moov' box), so no frame can be found in it. Its writing"
                        + " was probably interrupted; copy or make it again.");
    }

    private static MediaException notAVideo(Path file) {
        return problem(
                Kind.NOT_A_VIDEO,
                file + " is not a video that can be read; expected mp4, mov, mkv, webm, avi or another common"
                        + " container. Choose another file, or convert it to H.264 mp4.");
    }

    private static MediaException problem(Kind kind, String message) {
        return new MediaException(new MediaProblem(kind, message));
    }

    Path file() {
        return file;
    }
}
