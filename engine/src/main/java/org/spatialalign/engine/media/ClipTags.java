package org.spatialalign.engine.media;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** The text that a clip's container carries beside its frames: title, comment and the like. */
public final class ClipTags {

    private ClipTags() {}

    /**
     * All tags by their names, as {@link ClipEncoder.EncodeOptions#metadata} wrote them, and those the container adds
     * by itself.
     *
     * @throws MediaException when it is no video that can be read
     */
    public static Map<String, String> read(Path file) throws MediaException {
        try (VideoStream video = VideoStream.open(file);
                BytePointer any = Ffmpeg.text("")) {
            Map<String, String> tags = new LinkedHashMap<>();
            AVDictionaryEntry entry = null;
            while (true) {
                entry = avutil.av_dict_get(video.format().metadata(), any, entry, avutil.AV_DICT_IGNORE_SUFFIX);
                if (entry == null || entry.isNull()) {
                    return tags;
                }
                tags.put(text(entry.key()), text(entry.value()));
            }
        }
    }

    private static String text(BytePointer zeroTerminated) {
        return new String(zeroTerminated.getStringBytes(), StandardCharsets.UTF_8);
    }
}
