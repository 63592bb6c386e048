package org.spatialalign.app.inspect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;

/**
 * Small pictures of clips, read off the FX thread and kept for the last few hundred clips looked at. FX thread.
 */
final class ThumbnailCache {

    static final double WIDTH = 160;
    private static final int KEPT = 400;

    private record Key(ThumbnailCache cache, String clipId) {}

    private final UiExecutor executor;
    private final Map<String, Image> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Image> eldest) {
            return size() > KEPT;
        }
    };
    private Function<ClipRow, @Nullable Path> files = row -> null;

    ThumbnailCache(UiExecutor executor) {
        this.executor = executor;
    }

    /** Where the pictures of the open project lie. */
    void open(Function<ClipRow, @Nullable Path> thumbnailFiles) {
        kept.clear();
        files = thumbnailFiles;
    }

    /** The picture if it is at hand. */
    @Nullable
    Image peek(ClipRow row) {
        return kept.get(row.id());
    }

    /** Reads the picture; {@code onDone} is not called when there is none. */
    void load(ClipRow row, Consumer<Image> onDone) {
        Image known = kept.get(row.id());
        if (known != null) {
            onDone.accept(known);
            return;
        }
        Path file = files.apply(row);
        if (file == null) {
            return;
        }
        executor.load(
                new Key(this, row.id()),
                () -> read(file),
                image -> {
                    if (image != null && !image.isError()) {
                        kept.put(row.id(), image);
                        onDone.accept(image);
                    }
                },
                problem -> {});
    }

    /** The cell that asked shows something else now. */
    void forget(ClipRow row) {
        executor.forget(new Key(this, row.id()));
    }

    private static @Nullable Image read(Path file) {
        return Files.exists(file) ? new Image(file.toUri().toString(), WIDTH * 2, 0, true, true) : null;
    }
}
