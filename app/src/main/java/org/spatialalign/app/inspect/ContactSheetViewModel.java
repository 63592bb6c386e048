package org.spatialalign.app.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.media.MediaException;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.track.EffectiveTracks;

/** All clips of one prompt, decoded small, to be seen side by side: every seed and every model. */
final class ContactSheetViewModel {

    /** One picture of the sheet. */
    record Entry(
            String id, String caption, Clip clip, @Nullable EffectiveTracks tracks, @Nullable ScoreOutcome outcome) {}

    private static final int MOST_CLIPS = 25;

    private final UiExecutor executor;
    private final Consumer<Throwable> onFailed;
    private final BooleanProperty visible = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<List<Entry>> entries = new ReadOnlyObjectWrapper<>(List.of());
    private CancelToken decoding = CancelToken.never();
    private @Nullable ProjectSession session;
    private List<ClipRow> rows = List.of();
    private List<ClipRow> loaded = List.of();

    ContactSheetViewModel(UiExecutor executor, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.onFailed = onFailed;
        visible.addListener((o, before, now) -> load());
    }

    void open(@Nullable ProjectSession opened) {
        session = opened;
        show(List.of());
    }

    /** Which clips the sheet would show; they are only decoded while it is visible. */
    void show(List<ClipRow> clips) {
        rows = clips;
        load();
    }

    private void load() {
        ProjectSession in = session;
        if (!visible.get() || in == null || rows.isEmpty()) {
            decoding.cancel();
            executor.forget(this);
            entries.set(List.of());
            loaded = List.of();
            return;
        }
        if (rows.equals(loaded)) {
            return;
        }
        decoding.cancel();
        CancelToken cancel = new CancelToken();
        decoding = cancel;
        List<ClipRow> wanted = rows.subList(0, Math.min(MOST_CLIPS, rows.size()));
        List<Entry> known = sameClips() ? entries.get() : List.of();
        loaded = rows;
        executor.load(this, () -> read(in, wanted, known, cancel), entries::set, problem -> {
            if (!(problem instanceof CancelledException)) {
                onFailed.accept(problem);
            }
        });
    }

    private boolean sameClips() {
        return loaded.stream()
                .map(ClipRow::id)
                .toList()
                .equals(rows.stream().map(ClipRow::id).toList());
    }

    private static List<Entry> read(ProjectSession in, List<ClipRow> rows, List<Entry> known, CancelToken cancel)
            throws WorkbenchException, CancelledException {
        int width = rows.size() <= 6 ? 400 : rows.size() <= 12 ? 280 : 200;
        List<Entry> made = new ArrayList<>();
        for (ClipRow row : rows) {
            Clip clip = known.stream()
                    .filter(entry -> entry.id().equals(row.id()))
                    .map(Entry::clip)
                    .findFirst()
                    .orElse(null);
            if (clip == null) {
                clip = decode(in.project(), row, width, cancel);
            }
            if (clip != null) {
                made.add(entry(in, row, clip));
            }
        }
        return made;
    }

    /** Null when the clip cannot be read; the table and the player say why. */
    private static @Nullable Clip decode(Project project, ClipRow row, int width, CancelToken cancel)
            throws CancelledException {
        try {
            return new ClipDecoder()
                    .decode(project.clipFile(row.clip()), DecodeOptions.scaled(width), Progress.Listener.NONE, cancel)
                    .clip();
        } catch (MediaException unreadable) {
            return null;
        }
    }

    private static Entry entry(ProjectSession in, ClipRow row, Clip clip) throws WorkbenchException {
        Project project = in.project();
        var annotation = project.tracks().annotation(row.id());
        Long trackId = annotation.trackId();
        TrackRecord track =
                trackId == null ? null : project.tracks().find(trackId).orElse(null);
        EffectiveTracks tracks = track == null ? null : EffectiveTracks.of(track.tracks(), annotation.corrections());
        DsrPrompt prompt = row.prompt();
        ScoreOutcome outcome = tracks == null || prompt == null
                ? null
                : new DsrScorer(in.preset()).score(prompt.type(), tracks.frames());
        String seed = Objects.toString(row.clip().seed(), "");
        String caption = (row.clip().model() + (seed.isEmpty() ? "" : "  seed " + seed)).strip();
        return new Entry(row.id(), caption, clip, tracks, outcome);
    }

    BooleanProperty visibleProperty() {
        return visible;
    }

    ReadOnlyObjectProperty<List<Entry>> entriesProperty() {
        return entries.getReadOnlyProperty();
    }
}
