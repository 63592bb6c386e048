package org.spatialalign.engine.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.media.MediaProblem.Kind;

/** The first video stream of a file, opened for decoding, or in words why it cannot be. Closing it frees all three. */
record VideoStream(AVFormatContext format, AVStream stream, AVCodecContext codec) implements AutoCloseable {

    /** Containers of video; playlists and text formats that could point to other files are not among them. */
    private static final String CONTAINERS =
            "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,ogg,asf,"
                    + "gif,apng,yuv4mpegpipe,h264,hevc,obu,ivf,nut";

    /** Larger pictures are refused before anything is allocated for them. */
    private static final long MAX_PIXELS = 8192L * 8192;

    private static final int MAX_THREADS = 4;

    static VideoStream open(Path file) throws MediaException {
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
            return new VideoStream(format, stream, codec);
        } catch (MediaException e) {
            free(codec, format);
            throw e;
        }
    }

    @Override
    public void close() {
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
}
