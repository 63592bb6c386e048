package org.spatialalign.app.train;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.player.ClipLoader;
import org.spatialalign.app.player.Playhead;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.DecodedClip;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.train.SampleLog;
import org.spatialalign.engine.workflow.SampleSettings;

/**
 * The samples of the chosen run, seen at one step of the training and one frame of the clips at a time. Clips are read
 * small, those of the step that is looked at first, then those around it, as many as memory takes. FX thread.
 */
final class FilmViewModel {

    /** As wide as a clip of a grid of two columns is shown. */
    private static final int WIDTH = 320;

    private static final double SHARE_OF_MEMORY = 0.25;

    private final UiExecutor executor;
    private final Consumer<Throwable> onProblem;
    private final Playhead playhead = new Playhead();
    private final ReadOnlyObjectWrapper<Film> film = new ReadOnlyObjectWrapper<>(Film.EMPTY);
    private final ReadOnlyLongWrapper pictures = new ReadOnlyLongWrapper();
    private final ObjectProperty<Film.@Nullable Cell> chosen = new SimpleObjectProperty<>();
    private final BooleanProperty wanted = new SimpleBooleanProperty();
    private final IntegerProperty place = new SimpleIntegerProperty() {
        @Override
        public void set(int value) {
            super.set(Math.max(0, Math.min(film.get().steps().size() - 1, value)));
        }
    };
    private final ClipLoader clips = new ClipLoader((long) (Runtime.getRuntime().maxMemory() * SHARE_OF_MEMORY), WIDTH);
    private final Map<String, String> unreadable = new HashMap<>();
    /** Read since the step was last changed: what did not stay in memory is not read over and over. */
    private final Set<String> tried = new HashSet<>();

    private @Nullable ProjectSession session;
    private @Nullable RunEntry run;
    private @Nullable Tail tail;
    private Object look = new Object();
    private Object decoding = new Object();
    private CancelToken cancel = new CancelToken();
    private boolean looking;
    private boolean loading;
    private boolean full;
    private boolean again;
    private String lastProblem = "";

    /** What has been read of a run's folder. */
    private record Tail(Path folder, SampleLog log) {}

    private record Look(Tail tail, @Nullable Film film) {}

    FilmViewModel(UiExecutor executor, Consumer<Throwable> onProblem) {
        this.executor = executor;
        this.onProblem = onProblem;
        wanted.addListener((o, before, now) -> {
            if (now) {
                refresh();
            } else {
                playhead.pause();
            }
        });
        place.addListener((o, before, now) -> {
            full = false;
            tried.clear();
            loadNext();
        });
    }

    /** Null when none is open. */
    void open(@Nullable ProjectSession opened) {
        session = opened;
        show(null);
    }

    /** The run whose samples are looked at; null for none. */
    void show(@Nullable RunEntry shown) {
        executor.forget(look);
        executor.forget(decoding);
        cancel.cancel();
        cancel = new CancelToken();
        look = new Object();
        decoding = new Object();
        looking = false;
        loading = false;
        run = shown;
        tail = null;
        unreadable.clear();
        tried.clear();
        clips.clear();
        chosen.set(null);
        film.set(Film.EMPTY);
        playhead.open(0, 16);
        refresh();
    }

    /** Looks at scores too, which change without the run's doing. */
    void refresh() {
        again = true;
        sample();
    }

    /** Takes over what has been written meanwhile. Called by a timer while the page is seen. */
    void sample() {
        ProjectSession open = session;
        RunEntry shown = run;
        if (open == null || shown == null || shown.run() == null || looking || !wanted.get()) {
            return;
        }
        looking = true;
        boolean all = again;
        again = false;
        Path folder = shown.run().folder();
        SampleSettings settings = shown.run().spec().samples();
        Tail known = tail;
        executor.load(look, () -> read(open, folder, settings, known, all), this::take, problem -> {
            looking = false;
            // Once is enough: it comes again with each look.
            String text = String.valueOf(problem.getMessage());
            if (!text.equals(lastProblem)) {
                lastProblem = text;
                onProblem.accept(problem);
            }
        });
    }

    private static Look read(
            ProjectSession open, Path folder, @Nullable SampleSettings settings, @Nullable Tail known, boolean all)
            throws WorkbenchException {
        // The folder loses its ending when the run is through.
        Tail now = known == null || !known.folder().equals(folder) ? new Tail(folder, new SampleLog(folder)) : known;
        boolean grown = now.log().refresh();
        return new Look(
                now, grown || all ? Film.read(open.project(), open.preset().id(), settings, now.log()) : null);
    }

    private void take(Look seen) {
        looking = false;
        lastProblem = "";
        tail = seen.tail();
        Film fresh = seen.film();
        if (fresh == null || fresh.equals(film.get())) {
            return;
        }
        Film before = film.get();
        boolean atEnd = place.get() >= before.steps().size() - 1;
        long step = before.steps().isEmpty() ? 0 : before.steps().get(place.get());
        openPlayhead(fresh);
        film.set(fresh);
        // Who looks at the newest goes on to the next one; who looks back is left in peace.
        place.set(atEnd ? fresh.steps().size() - 1 : fresh.steps().indexOf(step));
        if (chosen.get() == null && !fresh.cells().isEmpty()) {
            chosen.set(fresh.cells().get(0));
        }
        full = false;
        tried.clear();
        loadNext();
    }

    private void openPlayhead(Film fresh) {
        Optional<VideoInfo> longest = fresh.shots().values().stream()
                .map(Film.Shot::record)
                .filter(record -> record != null)
                .map(ClipRecord::video)
                .max(Comparator.comparingInt(VideoInfo::frameCount));
        longest.filter(video -> video.frameCount() != playhead.frameCount())
                .ifPresent(video -> playhead.open(video.frameCount(), video.frameRate()));
    }

    private void loadNext() {
        ProjectSession open = session;
        ClipRecord next = loading || open == null || !wanted.get() ? null : next(open);
        if (open == null || next == null) {
            return;
        }
        loading = true;
        tried.add(next.id());
        CancelToken token = cancel;
        Path file = open.project().clipFile(next);
        int before = clips.size();
        executor.load(
                decoding,
                () -> clips.load(file, next.video(), token),
                decoded -> {
                    // Whatever comes now would drive out something that is nearer.
                    full = clips.size() <= before;
                    loaded();
                },
                problem -> {
                    if (!(problem instanceof CancelledException)) {
                        unreadable.put(next.id(), String.valueOf(problem.getMessage()));
                    }
                    loaded();
                });
    }

    private void loaded() {
        loading = false;
        pictures.set(pictures.get() + 1);
        loadNext();
    }

    /** The clip that is wanted most of those that are not there yet. */
    private @Nullable ClipRecord next(ProjectSession open) {
        Film now = film.get();
        List<Integer> nearest = IntStream.range(0, now.steps().size())
                .boxed()
                .sorted(Comparator.comparingInt(at -> Math.abs(at - place.get())))
                .limit(full ? 1 : Long.MAX_VALUE)
                .toList();
        for (int at : nearest) {
            for (Film.Cell cell : now.cells()) {
                Film.Shot shot = now.at(at, cell);
                ClipRecord record = shot == null ? null : shot.record();
                if (record != null
                        && !unreadable.containsKey(record.id())
                        && !tried.contains(record.id())
                        && clips.peek(open.project().clipFile(record)) == null) {
                    return record;
                }
            }
        }
        return null;
    }

    /** The clip at the step that is looked at, when it has been read. */
    @Nullable
    Clip clip(Film.Cell cell) {
        ProjectSession open = session;
        Film.Shot shot = film.get().at(place.get(), cell);
        ClipRecord record = shot == null ? null : shot.record();
        DecodedClip decoded = record == null || open == null
                ? null
                : clips.peek(open.project().clipFile(record));
        return decoded == null ? null : decoded.clip();
    }

    /** What stands under the clip at the step that is looked at: its score, or why there is none. */
    String words(Film.Cell cell) {
        Film.Shot shot = film.get().at(place.get(), cell);
        if (shot == null) {
            return "not made yet";
        }
        String fault = unreadable.get(shot.clip());
        return fault == null ? shot.words() : fault;
    }

    /** The chosen clip at the step that is looked at. */
    Optional<String> chosenClip() {
        Film.Cell cell = chosen.get();
        Film.Shot shot = cell == null ? null : film.get().at(place.get(), cell);
        return shot == null || shot.record() == null ? Optional.empty() : Optional.of(shot.clip());
    }

    /** Looks at the step nearest to this one. */
    void goToStep(double step) {
        List<Long> steps = film.get().steps();
        IntStream.range(0, steps.size())
                .boxed()
                .min(Comparator.comparingDouble(at -> Math.abs(steps.get(at) - step)))
                .ifPresent(place::set);
    }

    Playhead playhead() {
        return playhead;
    }

    ReadOnlyObjectProperty<Film> filmProperty() {
        return film.getReadOnlyProperty();
    }

    /** Which of the film's steps is looked at; always one that there is. */
    IntegerProperty placeProperty() {
        return place;
    }

    /** Changes whenever another clip can be shown. */
    ReadOnlyLongProperty picturesProperty() {
        return pictures.getReadOnlyProperty();
    }

    /** The prompt and seed that somebody has picked out. */
    ObjectProperty<Film.@Nullable Cell> chosenProperty() {
        return chosen;
    }

    /** Whether anybody looks. */
    BooleanProperty wantedProperty() {
        return wanted;
    }
}
