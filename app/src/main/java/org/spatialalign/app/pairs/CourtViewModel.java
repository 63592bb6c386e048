package org.spatialalign.app.pairs;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.prefer.MetricCourt;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ClipBoxes;
import org.spatialalign.engine.workflow.PairData;

/** The DSR-Score and a baseline that ignores sides, held against what people say. Computed only while it is shown. */
final class CourtViewModel {

    /** Values no farther apart than this decide nothing. */
    static final double BAND = 0.01;

    private final UiExecutor executor;
    private final Consumer<Throwable> onFailed;
    private final ReadOnlyObjectWrapper<MetricCourt.@Nullable Report> report = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper();
    private CancelToken token = CancelToken.never();
    private @Nullable Project project;
    private @Nullable PairData data;
    private @Nullable PairData heard;
    private boolean shown;

    CourtViewModel(UiExecutor executor, Consumer<Throwable> onFailed) {
        this.executor = executor;
        this.onFailed = onFailed;
    }

    void open(@Nullable Project opened) {
        token.cancel();
        executor.forget(this);
        project = opened;
        data = null;
        heard = null;
        working.set(false);
        report.set(null);
    }

    void take(PairData now) {
        data = now;
        hear();
    }

    void setShown(boolean visible) {
        shown = visible;
        hear();
    }

    private record Hearing(List<MetricCourt.Witness> witnesses, MetricCourt.Report report) {}

    private List<MetricCourt.Witness> witnesses = List.of();

    private void hear() {
        PairData now = data;
        Project in = project;
        if (!shown || now == null || in == null || now.equals(heard)) {
            return;
        }
        token.cancel();
        CancelToken cancel = new CancelToken();
        token = cancel;
        PairData before = heard;
        boolean sameClips = before != null
                && before.boxes().equals(now.boxes())
                && before.index().ids().equals(now.index().ids());
        List<MetricCourt.Witness> known = sameClips ? witnesses : List.of();
        working.set(true);
        executor.load(
                this,
                () -> {
                    List<MetricCourt.Witness> called = known.isEmpty()
                            ? new ClipBoxes(in, ScorePreset.PAPER)
                                    .witnesses(now.index().ids(), cancel)
                            : known;
                    double threshold = PairRules.PAPER.threshold();
                    return new Hearing(
                            called, MetricCourt.hear(called, now.log().rulings(), BAND, threshold, threshold));
                },
                hearing -> {
                    heard = now;
                    witnesses = hearing.witnesses;
                    working.set(false);
                    report.set(hearing.report);
                },
                failure -> {
                    working.set(false);
                    if (!(failure instanceof CancelledException)) {
                        onFailed.accept(failure);
                    }
                });
    }

    /** The findings; null before there are any. */
    ReadOnlyObjectProperty<MetricCourt.@Nullable Report> reportProperty() {
        return report.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty workingProperty() {
        return working.getReadOnlyProperty();
    }
}
