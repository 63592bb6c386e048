package org.spatialalign.app.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.fx.WorkQueue;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.player.PlayerViewModel;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectChange;
import org.spatialalign.engine.store.SavedViewRepository;

/**
 * The page as a whole: which clips, which one of them is in the player, how it is looked at; and all of that as a small
 * piece of JSON, so that the window comes back as it was left.
 */
final class InspectViewModel {

    private final UiExecutor executor;
    private final WorkQueue queue;
    private final ClipTableViewModel table;
    private final OpenClipViewModel clip;
    private final TrackingViewModel tracking;
    private final SavedViewsViewModel views;
    private final BooleanProperty grid = new SimpleBooleanProperty();
    private final ContactSheetViewModel sheet;
    private final TrainedNote trained;
    private final BooleanProperty details = new SimpleBooleanProperty(true);
    private final Consumer<Throwable> onFailed;
    private final Consumer<ProjectChange> listener;
    private @Nullable ProjectSession session;

    /** A clip to be selected as soon as the listing has it, and the frame to show of it. */
    private @Nullable String wanted;

    private int wantedFrame;

    /**
     * @param annotator who signs edits
     * @param detector folder of the detector; gives an empty text when there is none
     * @param onFailed told what went wrong in the background
     */
    InspectViewModel(
            UiExecutor executor, Supplier<String> annotator, Supplier<String> detector, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.onFailed = onFailed;
        queue = new WorkQueue(executor);
        table = new ClipTableViewModel(executor, onFailed);
        PlayerViewModel player = new PlayerViewModel((type, tracks) -> {
            ProjectSession in = session;
            ScorePreset preset = in == null ? ScorePreset.PAPER : in.preset();
            return new DsrScorer(preset).score(type, tracks.frames());
        });
        clip = new OpenClipViewModel(executor, queue, player, annotator, onFailed);
        trained = new TrainedNote(executor, clip, onFailed);
        tracking = new TrackingViewModel(executor, queue, detector, onFailed);
        views = new SavedViewsViewModel(executor, queue, onFailed);
        sheet = new ContactSheetViewModel(executor, onFailed);
        listener = change -> executor.onFxThread(() -> changed(change));
        player.setRetrackAction(this::track);
        clip.loadingProperty().addListener((o, before, now) -> expectNext(now));
        table.selectedIdProperty().addListener((o, before, now) -> showSelected());
        table.resultProperty().addListener((o, before, now) -> listed());
    }

    /** Shows another project, or none. */
    void open(@Nullable ProjectSession opened) {
        queue.flush();
        ProjectSession before = session;
        if (before != null) {
            before.project().removeListener(listener);
        }
        session = opened;
        wanted = null;
        applyView(ViewState.DEFAULT);
        clip.open(opened);
        trained.open(opened);
        tracking.open(opened);
        sheet.open(opened);
        if (opened == null) {
            table.open(null);
            views.open(null);
            return;
        }
        Project project = opened.project();
        project.addListener(listener);
        String preset = opened.preset().id();
        table.open(
                () -> project.clips().listing(preset).stream().map(ClipRow::of).toList());
        views.open(shelf(project.views()));
    }

    private static SavedViewsViewModel.Shelf shelf(SavedViewRepository repository) {
        return new SavedViewsViewModel.Shelf() {
            @Override
            public Map<String, JsonNode> all() throws WorkbenchException {
                return repository.all();
            }

            @Override
            public void put(String name, JsonNode view) throws WorkbenchException {
                repository.put(name, view);
            }

            @Override
            public void remove(String name) throws WorkbenchException {
                repository.remove(name);
            }
        };
    }

    private void changed(ProjectChange change) {
        if (change.kind() == ProjectChange.Kind.VIEWS) {
            views.reload();
        } else {
            clip.changed(change);
            table.invalidate();
        }
    }

    private void listed() {
        String id = wanted;
        if (id != null && table.find(id) != null) {
            wanted = null;
            clip.startAt(wantedFrame);
            table.selectedIdProperty().set(id);
        } else if (table.selectedIdProperty().get() == null
                && id == null
                && !table.rows().isEmpty()) {
            table.selectBy(1);
        }
        showSelected();
    }

    private void showSelected() {
        String id = table.selectedIdProperty().get();
        ClipRow row = id == null ? null : table.find(id);
        if (id != null && row == null && table.stateProperty().get() == ClipTableViewModel.State.LOADING) {
            return;
        }
        clip.show(row);
        tracking.show(row == null ? null : row.id());
        sheet.show(siblings());
    }

    private void expectNext(boolean loading) {
        int here = table.selectedPosition();
        if (!loading && here >= 0 && here + 1 < table.rows().size()) {
            clip.expect(table.rows().get(here + 1));
        }
    }

    /** Brings a clip to the front, in spite of filters: an edit of it was just undone. */
    void reveal(String clipId) {
        if (table.find(clipId) != null) {
            table.selectedIdProperty().set(clipId);
            clip.score(clipId);
        }
    }

    /** Looks for the animal and the object of the clip shown; what was there before comes back by undo. */
    void detect() {
        ClipRow row = clip.rowProperty().get();
        if (row != null && clip.writableProperty().get()) {
            tracking.detect(row.id());
        }
    }

    /** Tracks the clip that is shown. */
    void track() {
        ClipRow row = clip.rowProperty().get();
        ClipState state = clip.stateProperty().get();
        if (row == null || state == null || !clip.writableProperty().get()) {
            return;
        }
        boolean both = Stream.of(Role.values()).allMatch(role -> clip.player().seedsProperty().get().stream()
                .anyMatch(seed -> seed.box(role).isPresent()));
        if (state.track() == null && !both) {
            onFailed.accept(new WorkbenchException(
                    "Nothing says yet what to track: draw one box for the animal (1) and one for the object (2) on any"
                            + " frame, then track."));
            return;
        }
        tracking.track(row.id());
    }

    ViewState view() {
        return new ViewState(
                table.filterProperty().get(),
                table.sortProperty().get(),
                table.groupingProperty().get(),
                grid.get());
    }

    void applyView(ViewState view) {
        grid.set(view.grid());
        table.groupingProperty().set(view.grouping());
        table.sortProperty().set(view.sort());
        table.filterProperty().set(view.filter());
    }

    /** What a person expects to find again. */
    ObjectNode saveState() {
        ObjectNode state = new ObjectMapper().createObjectNode();
        state.set("view", view().toJson());
        String selected = wanted != null ? wanted : table.selectedIdProperty().get();
        state.put("selected", selected);
        state.put("frame", wanted != null ? wantedFrame : clip.player().frame());
        state.put("contactSheet", sheet.visibleProperty().get());
        state.put("details", details.get());
        return state;
    }

    void restoreState(JsonNode state) {
        ViewState.fromJson(state.path("view")).ifPresent(this::applyView);
        sheet.visibleProperty().set(state.path("contactSheet").asBoolean(false));
        details.set(state.path("details").asBoolean(true));
        if (state.path("selected").isTextual()) {
            wanted = state.path("selected").asText();
            wantedFrame = Math.max(0, state.path("frame").asInt(0));
            listed();
        }
    }

    /** The clips of the same prompt as the one shown, all seeds and models. */
    private List<ClipRow> siblings() {
        ClipRow row = clip.rowProperty().get();
        String promptId = row == null ? null : row.clip().promptId();
        return promptId == null ? List.of() : table.ofPrompt(promptId);
    }

    @Nullable
    Project project() {
        ProjectSession in = session;
        return in == null ? null : in.project();
    }

    UiExecutor executor() {
        return executor;
    }

    ClipTableViewModel table() {
        return table;
    }

    /** Which trainings relied on the boxes of the clip in the player. */
    TrainedNote trained() {
        return trained;
    }

    OpenClipViewModel clip() {
        return clip;
    }

    TrackingViewModel tracking() {
        return tracking;
    }

    SavedViewsViewModel views() {
        return views;
    }

    /** Pictures instead of rows. */
    BooleanProperty gridProperty() {
        return grid;
    }

    /** All clips of the prompt at once instead of one clip. */
    BooleanProperty contactSheetProperty() {
        return sheet.visibleProperty();
    }

    ContactSheetViewModel sheet() {
        return sheet;
    }

    /** Whether the panel with the reasons and facts is shown. */
    BooleanProperty detailsProperty() {
        return details;
    }

    /** Whether edits are on their way to the disk. */
    WorkQueue writes() {
        return queue;
    }
}
