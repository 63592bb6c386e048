package org.spatialalign.app.generate;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.GenerationSetup;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.workflow.GenerateSpec;
import org.spatialalign.engine.workflow.GenerateSpec.Prompt;
import org.spatialalign.engine.workflow.GenerationPlan;

/**
 * The lines of the grid: what the project has, with what the queue says over it. Read in the background; only what has
 * changed is taken over. FX thread.
 */
final class ClipGridViewModel {

    /**
     * What the grid is of.
     *
     * @param setup null without a model that can be used
     * @param spec null where nothing is asked for here, for clips from elsewhere or without a model
     * @param source whose clips from elsewhere are shown; empty for those made here
     */
    record Wanted(
            @Nullable GenerationSetup setup,
            @Nullable GenerateSpec spec,
            List<Prompt> prompts,
            List<Integer> seeds,
            String source) {

        GenerationPlan plan(Project project) throws ProjectException {
            return source.isEmpty()
                    ? GenerationPlan.of(
                            project, setup, prompts, seeds, spec == null ? GenerationSettings.PAPER : spec.settings())
                    : GenerationPlan.ofSource(project, source, prompts, seeds);
        }
    }

    private record Planned(Wanted wanted, GenerationPlan plan) {}

    private record Overlay(List<GridCell> cells, boolean working) {}

    private final UiExecutor executor;
    private final Runnable onNews;
    private final Consumer<Throwable> onProblem;
    private final ObservableList<GridLine> lines = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<List<Integer>> columns = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
    private final ReadOnlyStringWrapper counts = new ReadOnlyStringWrapper("");
    private final CellTimes times = new CellTimes(InstantSource.system());
    private final Object planKey = new Object();
    private final Object overlayKey = new Object();
    private @Nullable ProjectSession session;
    private @Nullable AskedFor asked;
    private @Nullable Planned planned;
    private boolean working;

    /** @param onNews called when the grid was brought up to date */
    ClipGridViewModel(UiExecutor executor, Runnable onNews, Consumer<Throwable> onProblem) {
        this.executor = executor;
        this.onNews = onNews;
        this.onProblem = onProblem;
    }

    void open(@Nullable ProjectSession opened) {
        executor.forget(planKey);
        executor.forget(overlayKey);
        session = opened;
        asked = opened == null ? null : new AskedFor(opened);
        planned = null;
        working = false;
        lines.clear();
        counts.set("");
    }

    /** Reads anew which clips there are. */
    void plan(Wanted wanted) {
        ProjectSession now = session;
        if (now != null) {
            executor.load(
                    planKey,
                    () -> new Planned(wanted, wanted.plan(now.project())),
                    read -> {
                        planned = read;
                        overlay();
                    },
                    onProblem);
        }
    }

    /** Reads anew what the queue does with the clips that are not there. */
    void overlay() {
        AskedFor queue = asked;
        Planned known = planned;
        if (queue == null || known == null) {
            return;
        }
        executor.load(
                overlayKey,
                () -> {
                    List<CellStates.Work> work = queue.work();
                    boolean active =
                            work.stream().anyMatch(one -> one.job().state().active());
                    return new Overlay(
                            CellStates.of(known.plan(), known.wanted().spec(), work), active);
                },
                read -> {
                    working = read.working();
                    take(known.wanted(), read.cells());
                },
                onProblem);
    }

    private void take(Wanted wanted, List<GridCell> cells) {
        List<Prompt> prompts = wanted.prompts();
        int width = wanted.seeds().size();
        boolean same = wanted.seeds().equals(columns.get())
                && prompts.equals(lines.stream().map(GridLine::prompt).toList());
        List<GridLine> fresh = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            List<GridCell> row = cells.subList(i * width, (i + 1) * width).stream()
                    .map(times::of)
                    .toList();
            if (same) {
                lines.get(i).update(row);
            } else {
                fresh.add(new GridLine(prompts.get(i), row));
            }
        }
        if (!same) {
            lines.clear();
            columns.set(wanted.seeds());
            lines.setAll(fresh);
        }
        counts.set(GridCounts.of(cells));
        revision.set(revision.get() + 1);
        onNews.run();
    }

    /** What clips were asked for with, the newest first: where models and LoRAs were found before. Any thread. */
    List<GenerateSpec> asked() {
        AskedFor queue = asked;
        List<GenerateSpec> found = new ArrayList<>();
        if (queue != null) {
            queue.work().forEach(work -> found.add(0, work.spec()));
        }
        return found;
    }

    /** Whether a job that generates runs. */
    boolean working() {
        return working;
    }

    ObservableList<GridLine> lines() {
        return lines;
    }

    List<GridCell> cells() {
        return lines.stream().flatMap(line -> line.all().stream()).toList();
    }

    /** The seeds, one column each. */
    ReadOnlyObjectProperty<List<Integer>> columnsProperty() {
        return columns.getReadOnlyProperty();
    }

    /** Changes whenever the grid was brought up to date. */
    ReadOnlyLongProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** "12 of 24 clips made, 1 failed". */
    ReadOnlyStringProperty countsProperty() {
        return counts.getReadOnlyProperty();
    }
}
