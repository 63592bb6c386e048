package org.spatialalign.app.generate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;

/** Small pictures of clips, read off the FX thread; the last few hundred stay. FX thread. */
final class ClipPictures {

    private static final double WIDTH = 320;
    private static final int KEPT = 400;

    /** Two places may show the same clip. */
    private record Key(Object asker, String clipId) {}

    private final UiExecutor executor;
    private final Function<String, @Nullable Path> files;
    private final Map<String, Image> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Image> eldest) {
            return size() > KEPT;
        }
    };

    /** @param files where a clip's picture lies; null without a project */
    ClipPictures(UiExecutor executor, Function<String, @Nullable Path> files) {
        this.executor = executor;
        this.files = files;
    }

    /**
     * The ids of clips are of their content: a picture stays right, in whatever project.
     *
     * @param asker a newer wish of the same one for the same clip replaces the older
     */
    void load(Object asker, String clipId, Consumer<Image> onDone) {
        Image known = kept.get(clipId);
        Path file = files.apply(clipId);
        if (known != null) {
            onDone.accept(known);
        } else if (file != null) {
            executor.load(
                    new Key(asker, clipId),
                    () -> Files.exists(file) ? new Image(file.toUri().toString(), WIDTH, 0, true, true) : null,
                    image -> {
                        if (image != null && !image.isError()) {
                            kept.put(clipId, image);
                            onDone.accept(image);
                        }
                    },
                    problem -> {});
        }
    }
}
