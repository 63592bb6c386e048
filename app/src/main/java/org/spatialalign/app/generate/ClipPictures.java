package org.spatialalign.app.generate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.workflow.GenerateTrace.Preview;

/** Small pictures of clips, read off the FX thread; the last few hundred stay. FX thread. */
final class ClipPictures {

    private static final double WIDTH = 320;
    private static final int KEPT = 400;

    private final UiExecutor executor;
    private final Function<String, @Nullable Callable<Path>> files;
    private final Map<String, Image> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Image> eldest) {
            return size() > KEPT;
        }
    };

    /** @param files finds a clip's picture, off the FX thread; null without a project */
    ClipPictures(UiExecutor executor, Function<String, @Nullable Callable<Path>> files) {
        this.executor = executor;
        this.files = files;
    }

    /**
     * Gives the picture of a cell's clip, or while it is made its newest preview. What an asker asked for before is
     * forgotten.
     *
     * @param before what the asker showed until now
     * @param onPicture told null where there is nothing to show, or not yet
     */
    void show(Object asker, @Nullable GridCell before, GridCell now, Consumer<@Nullable Image> onPicture) {
        String clip = now.clip();
        Preview preview = now.preview();
        GridCell old = before != null && before.promptId().equals(now.promptId()) && before.seed() == now.seed()
                ? before
                : null;
        if (old != null && Objects.equals(old.clip(), clip) && Objects.equals(old.preview(), preview)) {
            return;
        }
        forget(asker);
        // An older preview stays until there is something better.
        if (old == null || old.preview() == null || (clip == null && preview == null)) {
            onPicture.accept(null);
        }
        if (clip != null) {
            clip(asker, clip, onPicture);
        } else if (preview != null) {
            read(asker, preview::file, onPicture);
        }
    }

    void forget(Object asker) {
        executor.forget(asker);
    }

    /** The ids of clips are of their content: a picture stays right, in whatever project. */
    private void clip(Object asker, String clipId, Consumer<@Nullable Image> onPicture) {
        Image known = kept.get(clipId);
        Callable<Path> file = files.apply(clipId);
        if (known != null) {
            onPicture.accept(known);
        } else if (file != null) {
            read(asker, file, image -> {
                kept.put(clipId, image);
                onPicture.accept(image);
            });
        }
    }

    private void read(Object asker, Callable<Path> file, Consumer<Image> onDone) {
        executor.load(
                asker,
                () -> {
                    Path found = file.call();
                    return Files.exists(found) ? new Image(found.toUri().toString(), WIDTH, 0, true, true) : null;
                },
                image -> {
                    if (image != null && !image.isError()) {
                        onDone.accept(image);
                    }
                },
                problem -> {});
    }
}
