package org.spatialalign.engine.media;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** What all users of the native library share: a quiet log, error texts, file names. */
final class Ffmpeg {

    static {
        // The library would write to the console by itself; what matters comes back as named problems instead.
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    private Ffmpeg() {}

    /** Loads the library and silences its log; cheap when that is done already. */
    static void load() {
        // The static initialiser has run when this is reached.
    }

    /** The library's words for an error code. */
    static String describe(int error) {
        byte[] text = new byte[256];
        avutil.av_strerror(error, text, text.length);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    /**
     * A file as the library wants it: never taken for a network address, whatever its name looks like. The caller closes
     * the pointer.
     */
    static BytePointer url(Path file) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        Charset names = windows
                ? StandardCharsets.UTF_8
                : Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()));
        byte[] bytes = ("file:" + file.toAbsolutePath()).getBytes(names);
        return new BytePointer(Arrays.copyOf(bytes, bytes.length + 1));
    }

    /** Text in the library's encoding, with its terminating zero. The caller closes the pointer. */
    static BytePointer text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new BytePointer(Arrays.copyOf(bytes, bytes.length + 1));
    }
}
