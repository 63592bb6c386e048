package org.spatialalign.app.player;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.media.DecodedClip;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.media.MediaException;
import org.spatialalign.engine.media.VideoInfo;

/**
 * Decoded clips, the last few of which stay in memory as long as they fit, so that going back and forth costs nothing.
 * Any thread.
 */
public final class ClipLoader {

    /** One clip is decoded smaller when it would need more. */
    private static final long CLIP_BYTES = 400L << 20;

    private static final int POSTER_WIDTH = 848;

    private final ClipDecoder decoder = new ClipDecoder();
    private final long budget;
    private final int widest;
    private final Map<Path, DecodedClip> kept = new LinkedHashMap<>(8, 0.75f, true);

    public ClipLoader() {
        this(Math.max(CLIP_BYTES, Runtime.getRuntime().maxMemory() / 3));
    }

    /** @param budget how many bytes of pictures may stay */
    public ClipLoader(long budget) {
        this(budget, Integer.MAX_VALUE);
    }

    /** @param widest wider clips are decoded this wide: as many pixels as the place they are shown in */
    public ClipLoader(long budget, int widest) {
        this.budget = budget;
        this.widest = widest;
    }

    /** The clip if it is in memory. */
    public synchronized @Nullable DecodedClip peek(Path file) {
        return kept.get(file);
    }

    /** The clip, decoded now if need be. Large ones come smaller; boxes stay in pixels of the source. */
    public DecodedClip load(Path file, VideoInfo announced, CancelToken cancel)
            throws MediaException, CancelledException {
        DecodedClip known = peek(file);
        // A clip that was deleted underneath must not look as if it were still there.
        if (known != null && Files.exists(file)) {
            return known;
        }
        DecodedClip decoded = decoder.decode(file, options(announced), Progress.Listener.NONE, cancel);
        keep(file, decoded);
        return decoded;
    }

    /** Decodes a clip that will probably be wanted next, unless it would drive out the one that is shown. */
    public void ahead(Path file, VideoInfo announced, CancelToken cancel) throws MediaException, CancelledException {
        if (hasRoomAhead(announced)) {
            load(file, announced, cancel);
        }
    }

    /** Whether such a clip could stay beside two others that are shown. */
    public boolean hasRoomAhead(VideoInfo announced) {
        return 3 * Math.min(CLIP_BYTES, bytes(announced)) <= budget;
    }

    /** The first frame alone, small enough to be there at once. */
    public Frame first(Path file) throws MediaException {
        return decoder.first(file, DecodeOptions.scaled(Math.min(POSTER_WIDTH, widest)));
    }

    private DecodeOptions options(VideoInfo info) {
        double bytes = bytes(info);
        int fitting = bytes <= CLIP_BYTES ? info.width() : (int) (info.width() * Math.sqrt(CLIP_BYTES / bytes));
        int width = Math.min(fitting, widest);
        return width == info.width() ? DecodeOptions.FULL : DecodeOptions.scaled(Math.max(64, width & ~1));
    }

    private static double bytes(VideoInfo info) {
        return 4.0 * info.width() * info.height() * info.frameCount();
    }

    private synchronized void keep(Path file, DecodedClip decoded) {
        kept.put(file, decoded);
        long bytes =
                kept.values().stream().mapToLong(clip -> bytes(clip.clip())).sum();
        var oldest = kept.entrySet().iterator();
        while (bytes > budget && kept.size() > 1) {
            bytes -= bytes(oldest.next().getValue().clip());
            oldest.remove();
        }
    }

    public synchronized void clear() {
        kept.clear();
    }

    /** How many clips are in memory. */
    public synchronized int size() {
        return kept.size();
    }

    private static long bytes(Clip clip) {
        return 4L * clip.frame(0).width() * clip.frame(0).height() * clip.frameCount();
    }
}
