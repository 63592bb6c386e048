package org.spatialalign.app.pairs;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.fx.WorkQueue;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.prefer.Agreement;
import org.spatialalign.engine.prefer.Fragility;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectChange;
import org.spatialalign.engine.workflow.PairData;

/** The page as a whole: what the project holds, the queue that follows from it, and what people say. FX thread. */
final class PairsViewModel {

    /** The page's parts. */
    enum Mode {
        RULES,
        JUDGE,
        AGREEMENT,
        COURT
    }

    /** So many pairs are got ready before they are asked for. */
    private static final int AHEAD = 3;

    /** Whether there is anything to show. */
    enum Holding {
        NO_PROJECT,
        READING,
        /** The project is there, and reading it failed. */
        UNREADABLE,
        READ
    }

    /** Of contents, when some own verdicts were on their way to the disk while they were read. */
    private static final long UNKNOWN = -1;

    private final UiExecutor executor;
    private final Consumer<Throwable> onFailed;
    private final WorkQueue lane;
    private final RulesViewModel rules;
    private final JudgeViewModel judge;
    private final PairClipsViewModel clips;
    private final CourtViewModel court;
    private final Consumer<ProjectChange> listener;
    private final Object reading = new Object();
    private final Object queueing = new Object();
    private final ScoreDoubts doubts;
    private @Nullable ProjectSession session;
    private boolean shown;
    private boolean grid;
    private boolean behind;
    private boolean queueBehind;
    private boolean readingAll;
    private long dataVersion = UNKNOWN;

    private final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(Mode.RULES);
    private final ReadOnlyObjectWrapper<@Nullable PairData> data = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<PairShare>> shares = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Set<String>> models = new ReadOnlyObjectWrapper<>(Set.of());
    private final ObjectProperty<@Nullable PairShare> share = new SimpleObjectProperty<>();
    private final ObjectProperty<String> model = new SimpleObjectProperty<>("");
    private final ReadOnlyObjectWrapper<Agreement.@Nullable Report> agreement = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Holding> holding = new ReadOnlyObjectWrapper<>(Holding.NO_PROJECT);
    private final ReadOnlyBooleanWrapper queued = new ReadOnlyBooleanWrapper();

    PairsViewModel(UiExecutor executor, LongSupplier nanos, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.onFailed = onFailed;
        lane = new WorkQueue(executor);
        rules = new RulesViewModel(executor, onFailed);
        judge = new JudgeViewModel(lane, nanos, onFailed);
        clips = new PairClipsViewModel(executor, onFailed);
        court = new CourtViewModel(executor, onFailed);
        doubts = new ScoreDoubts(executor, this::queue, onFailed);
        listener = change -> executor.onFxThread(() -> changed(change));
        rules.rulesProperty().addListener((o, before, now) -> queue());
        share.addListener((o, before, now) -> queue());
        model.addListener((o, before, now) -> read());
        mode.addListener((o, before, now) -> modeChanged());
        lane.busyProperty().addListener((o, before, now) -> {
            if (!now && queueBehind) {
                refresh();
            }
        });
        judge.sidesProperty().addListener((o, before, now) -> showClips());
        clips.loadingProperty().addListener((o, before, now) -> watch());
        clips.shownProperty().addListener((o, before, now) -> watch());
        clips.seenToEndProperty().addListener((o, before, now) -> judge.setSeenToEnd(now));
    }

    /** Shows another project, or none. */
    void open(@Nullable ProjectSession opened) {
        lane.flush();
        ProjectSession before = session;
        if (before != null) {
            before.project().removeListener(listener);
        }
        session = opened;
        readingAll = false;
        executor.forget(reading);
        executor.forget(queueing);
        doubts.forget();
        data.set(null);
        agreement.set(null);
        shares.set(List.of());
        models.set(Set.of());
        share.set(null);
        model.set("");
        queued.set(false);
        holding.set(opened == null ? Holding.NO_PROJECT : Holding.READING);
        judge.open(opened == null ? null : opened.project());
        clips.open(opened == null ? null : opened.project());
        court.open(opened == null ? null : opened.project());
        rules.take(null);
        if (opened != null) {
            opened.project().addListener(listener);
            behind = true;
            catchUp();
        }
    }

    /** While the page is not seen, nothing is computed for it. */
    void setShown(boolean visible) {
        shown = visible;
        if (visible) {
            catchUp();
        } else {
            clips.playhead().pause();
        }
        watch();
    }

    private void catchUp() {
        if (shown && behind) {
            read();
        }
    }

    private void changed(ProjectChange change) {
        switch (change.kind()) {
            case VERDICTS -> refresh();
            case PROMPTS, CLIPS, ANNOTATION, TRACKS, SCORES -> {
                behind = true;
                clips.forgetTracks();
                catchUp();
            }
            default -> {
                // Nothing that the page shows.
            }
        }
    }

    private void read() {
        ProjectSession in = session;
        if (in == null) {
            return;
        }
        behind = false;
        readingAll = true;
        if (data.get() == null) {
            holding.set(Holding.READING);
        }
        String source = model.get();
        long version = savedVersion();
        executor.load(reading, () -> PairContents.read(in, source, version), this::take, failure -> {
            readingAll = false;
            if (data.get() == null) {
                // Whoever comes back to the page tries again.
                behind = true;
                holding.set(Holding.UNREADABLE);
            }
            onFailed.accept(failure);
        });
    }

    /** What a reading that begins now will hold of the own verdicts. */
    private long savedVersion() {
        return lane.busyProperty().get() ? UNKNOWN : judge.version();
    }

    private void take(PairContents read) {
        readingAll = false;
        models.set(read.models());
        show(read);
        doubt(read.data());
    }

    private void show(PairContents read) {
        dataVersion = read.version();
        data.set(read.data());
        holding.set(Holding.READ);
        shares.set(read.shares());
        rules.take(read.data());
        queue();
        tell(read.data());
    }

    /** After verdicts: they are read anew when all of one's own are on the disk. */
    private void refresh() {
        ProjectSession in = session;
        PairData known = data.get();
        if (in == null || known == null) {
            return;
        }
        if (lane.busyProperty().get()) {
            queueBehind = true;
            return;
        }
        queueBehind = false;
        if (readingAll) {
            // It would make the other reading stale, and with it clips and scores that are new.
            read();
            return;
        }
        long version = savedVersion();
        Set<String> names = models.get();
        executor.load(reading, () -> PairContents.again(in, known, names, version), this::show, onFailed);
    }

    private void tell(PairData now) {
        executor.load(agreement, () -> Agreement.report(now.log()), agreement::set, onFailed);
        court.take(now);
    }

    /** The queue anew: other rules, another annotator, other scores. */
    private void queue() {
        PairData now = data.get();
        if (now == null) {
            return;
        }
        PairRules wanted = rules.rulesProperty().get();
        PairBoard.Source source = new PairBoard.Source(wanted, share.get(), judge.annotator(), wanted.seed());
        Map<String, Fragility.Interval> known = doubts.intervals();
        long version = dataVersion;
        executor.load(
                queueing,
                () -> PairBoard.of(now, source, known),
                board -> {
                    // One from before a verdict that was given meanwhile would take it from the screen again.
                    if (judge.version() == version) {
                        judge.take(board);
                        queued.set(true);
                    } else {
                        refresh();
                    }
                },
                onFailed);
    }

    private void doubt(PairData now) {
        ProjectSession in = session;
        if (in != null) {
            doubts.look(in, now, rules.rulesProperty().get());
        }
    }

    /** Who judges from now on. */
    void setAnnotator(String name) {
        if (!judge.annotator().equals(name)) {
            judge.setAnnotator(name);
            queue();
        }
    }

    private void modeChanged() {
        if (mode.get() != Mode.JUDGE) {
            clips.playhead().pause();
        } else {
            PairData now = data.get();
            if (now != null) {
                doubt(now);
            }
            showClips();
        }
        watch();
        court.setShown(mode.get() == Mode.COURT);
    }

    private void showClips() {
        PairData now = data.get();
        Map<String, ClipRecord> records = now == null ? Map.of() : now.clips();
        if (mode.get() != Mode.JUDGE) {
            return;
        }
        List<PairEntry> all = judge.queue().entriesProperty().get();
        PairEntry here = judge.currentProperty().get();
        List<JudgeViewModel.Sides> next = here == null
                ? List.of()
                : judge.queue().next(all.indexOf(here), AHEAD).stream()
                        .filter(entry -> !entry.equals(here))
                        .map(entry -> new JudgeViewModel.Sides(entry.left(), entry.right()))
                        .toList();
        clips.show(judge.sidesProperty().get(), next, records);
    }

    /** Whether many pairs are looked at, each as two small pictures that stand still. */
    void setGrid(boolean many) {
        grid = many;
        watch();
    }

    private void watch() {
        boolean visible = clips.shownProperty().get().left() != null;
        judge.setVisible(visible);
        judge.watching(shown
                && mode.get() == Mode.JUDGE
                && !grid
                && visible
                && !clips.loadingProperty().get());
    }

    @Nullable
    Project project() {
        ProjectSession in = session;
        return in == null ? null : in.project();
    }

    ClipNames names() {
        return new ClipNames(data.get());
    }

    RulesViewModel rules() {
        return rules;
    }

    JudgeViewModel judge() {
        return judge;
    }

    PairClipsViewModel clips() {
        return clips;
    }

    CourtViewModel court() {
        return court;
    }

    /** Writes, one after the other. */
    WorkQueue lane() {
        return lane;
    }

    ObjectProperty<Mode> modeProperty() {
        return mode;
    }

    /** What the project holds; null before it is read. */
    ReadOnlyObjectProperty<@Nullable PairData> dataProperty() {
        return data.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Holding> holdingProperty() {
        return holding.getReadOnlyProperty();
    }

    /** Tries once more to read what could not be read. */
    void readAgain() {
        read();
    }

    /** Whether the queue has been put together. */
    ReadOnlyBooleanProperty queuedProperty() {
        return queued.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<PairShare>> sharesProperty() {
        return shares.getReadOnlyProperty();
    }

    /** The pairs that were handed to the annotator, to be judged instead of all; null for all. */
    ObjectProperty<@Nullable PairShare> shareProperty() {
        return share;
    }

    /** The source models of the clips. */
    ReadOnlyObjectProperty<Set<String>> modelsProperty() {
        return models.getReadOnlyProperty();
    }

    /** Only clips of this source model make pairs; empty for all. */
    ObjectProperty<String> modelProperty() {
        return model;
    }

    ReadOnlyObjectProperty<Agreement.@Nullable Report> agreementProperty() {
        return agreement.getReadOnlyProperty();
    }
}
