package org.spatialalign.app.pairs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.player.ClipLoader;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.DecodedClip;
import org.spatialalign.engine.media.MediaException;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;

/**
 * Decodes what is wished for, the most urgent first, and never so much at once that the window has to wait for a core.
 * A clip that is wished for again while it is decoded is not begun anew. FX thread.
 */
final class PairDecoder {

    /** Half a large window; wider pictures would only cost memory. */
    private static final int WIDEST = 640;

    private static final long LEAST_BYTES = 400L << 20;
    /** Each about a megabyte. */
    private static final int POSTERS = 48;

    /** @param whole all of it; otherwise the first frame, which is there ten times as soon */
    record Wish(ClipRecord clip, boolean whole) {}

    private final UiExecutor executor;
    private final Consumer<ClipRecord> onThere;
    private final BiConsumer<ClipRecord, Throwable> onFailed;
    private final ClipLoader loader =
            new ClipLoader(Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 4), WIDEST);
    private final Map<String, Clip> posters = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Clip> eldest) {
            return size() > POSTERS;
        }
    };
    private final int atOnce = Math.max(1, Math.min(2, Runtime.getRuntime().availableProcessors() / 2));
    private final Map<Wish, CancelToken> running = new HashMap<>();
    private final Set<Wish> failed = new HashSet<>();
    private List<Wish> wishes = List.of();
    private @Nullable Project project;

    /**
     * @param onThere hears of every clip that was wished for and can be shown now, be it its first frame alone
     * @param onFailed hears of every clip that was wished for whole and cannot be had
     */
    PairDecoder(UiExecutor executor, Consumer<ClipRecord> onThere, BiConsumer<ClipRecord, Throwable> onFailed) {
        this.executor = executor;
        this.onThere = onThere;
        this.onFailed = onFailed;
    }

    void open(@Nullable Project opened) {
        want(List.of());
        loader.clear();
        posters.clear();
        project = opened;
    }

    /** Wishes for these and nothing else from now on, the most urgent first. */
    void want(List<Wish> now) {
        wishes = List.copyOf(now);
        failed.clear();
        running.forEach((wish, cancel) -> {
            if (!wishes.contains(wish)) {
                cancel.cancel();
            }
        });
        begin();
    }

    private void begin() {
        Project in = project;
        for (Wish wish : wishes) {
            if (in == null || running.size() >= atOnce) {
                return;
            }
            if (!running.containsKey(wish) && !failed.contains(wish) && !there(in, wish)) {
                start(in, wish);
            }
        }
    }

    private boolean there(Project in, Wish wish) {
        return loader.peek(in.clipFile(wish.clip())) != null
                || (!wish.whole() && posters.containsKey(wish.clip().id()));
    }

    private void start(Project in, Wish wish) {
        CancelToken cancel = new CancelToken();
        running.put(wish, cancel);
        executor.load(
                new Object(),
                () -> decode(in, wish, cancel),
                clip -> {
                    running.remove(wish);
                    if (in == project) {
                        if (!wish.whole()) {
                            posters.put(wish.clip().id(), clip);
                        }
                        if (wishes.contains(wish)) {
                            onThere.accept(wish.clip());
                        }
                    }
                    begin();
                },
                problem -> {
                    running.remove(wish);
                    if (!(problem instanceof CancelledException)) {
                        failed.add(wish);
                        if (in == project && wish.whole() && wishes.contains(wish)) {
                            onFailed.accept(wish.clip(), problem);
                        }
                    }
                    begin();
                });
    }

    private Clip decode(Project in, Wish wish, CancelToken cancel) throws WorkbenchException, CancelledException {
        ClipRecord clip = wish.clip();
        VideoInfo video = clip.video();
        cancel.check();
        if (wish.whole()) {
            return loader.load(in.clipFile(clip), video, cancel).clip();
        }
        VideoInfo one = new VideoInfo(video.width(), video.height(), video.frameRate(), 1);
        return Clip.of(one, List.of(loader.first(in.clipFile(clip))));
    }

    /** One that is in memory must not look as if its file were still there. Any thread. */
    void requireFile(Project in, ClipRecord clip) throws MediaException {
        Path file = in.clipFile(clip);
        if (!Files.exists(file)) {
            // Says what is wrong as for every clip that cannot be read.
            loader.first(file);
        }
    }

    /** Whether a clip can be decoded ahead without driving out those that are shown. */
    boolean hasRoomAhead(ClipRecord clip) {
        return loader.hasRoomAhead(clip.video());
    }

    /** The whole clip if it is in memory. */
    @Nullable
    Clip whole(ClipRecord clip) {
        Project in = project;
        DecodedClip known = in == null ? null : loader.peek(in.clipFile(clip));
        return known == null ? null : known.clip();
    }

    /** The clip, or its first frame as a clip of one; null while neither is there. */
    @Nullable
    Clip best(ClipRecord clip) {
        Clip all = whole(clip);
        return all == null ? posters.get(clip.id()) : all;
    }
}
