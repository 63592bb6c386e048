package org.spatialalign.app.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.spatialalign.app.evaluate.AtlasViewModel.Way;
import org.spatialalign.app.evaluate.EvaluateViewModel.Shown;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.player.Playhead;
import org.spatialalign.engine.evaluate.Comparison;
import org.spatialalign.engine.evaluate.Unscorable;
import org.spatialalign.engine.workflow.EvaluationFormat;
import org.spatialalign.engine.workflow.WorkflowJobs;
import org.spatialalign.engine.workflow.report.EvaluationReport;

/** Everything that can be done on the page, with its keys. Ids start with "evaluate.". */
final class EvaluateActions {

    private static final String GROUP = "Evaluate";

    private final EvaluateViewModel evaluate;
    private final PairsListViewModel list;
    private final SideBySideViewModel sides;
    private final AtlasViewModel atlas;
    private final UiExecutor executor;
    private final Dialogs dialogs;
    private final Notices notices;
    private final Consumer<String> inspect;
    private final ObjectProperty<EvaluatePart> part = new SimpleObjectProperty<>(EvaluatePart.FIGURES);
    private final List<Command> all = new ArrayList<>();

    /** @param inspect opens a clip on the page where its boxes can be corrected */
    EvaluateActions(
            EvaluateViewModel evaluate,
            PairsListViewModel list,
            SideBySideViewModel sides,
            AtlasViewModel atlas,
            UiExecutor executor,
            Dialogs dialogs,
            Notices notices,
            Consumer<String> inspect) {
        this.evaluate = evaluate;
        this.list = list;
        this.sides = sides;
        this.atlas = atlas;
        this.executor = executor;
        this.dialogs = dialogs;
        this.notices = notices;
        this.inspect = inspect;
        BooleanBinding compared = evaluate.shownProperty().isNotNull();
        parts();
        files(compared);
        clips();
    }

    private void parts() {
        add(
                "figures",
                "Show figures",
                "1",
                MaterialDesignC.CHART_BELL_CURVE_CUMULATIVE,
                () -> show(EvaluatePart.FIGURES));
        add(
                "clips",
                "Show clips won and lost",
                "2",
                MaterialDesignC.COMPARE_HORIZONTAL,
                () -> show(EvaluatePart.CLIPS));
        add("atlas", "Show the failure atlas", "3", MaterialDesignM.MAP_MARKER_PATH, () -> show(EvaluatePart.ATLAS));
        add(
                "unscorable",
                "Count unscorable clips as failures, or leave them out",
                "U",
                MaterialDesignH.HELP_CIRCLE_OUTLINE,
                this::switchCounting);
    }

    private void files(BooleanBinding compared) {
        add("export", "Export figures…", "Ctrl+Shift+E", MaterialDesignE.EXPORT, this::export, compared);
        add(
                "report",
                "Write comparison report…",
                "Ctrl+Shift+R",
                MaterialDesignF.FILE_CHART_OUTLINE,
                this::report,
                compared);
        BooleanBinding measurable = Bindings.createBooleanBinding(
                () -> evaluate.shownProperty().get() != null && evaluate.writable(), evaluate.shownProperty());
        add("looks", "Measure looks", "M", MaterialDesignE.EYE_CHECK_OUTLINE, this::measure, measurable);
    }

    private void clips() {
        BooleanBinding pairs = Bindings.createBooleanBinding(
                () -> part.get() == EvaluatePart.CLIPS
                        && list.selectedProperty().get() != null,
                part,
                list.selectedProperty());
        BooleanBinding ways = Bindings.createBooleanBinding(
                () -> part.get() == EvaluatePart.ATLAS
                        && !atlas.waysProperty().get().isEmpty(),
                part,
                atlas.waysProperty());
        BooleanBinding chosen = Bindings.createBooleanBinding(
                () -> pairs.get()
                        || (part.get() == EvaluatePart.ATLAS
                                && atlas.selectedProperty().get() != null),
                pairs,
                part,
                atlas.selectedProperty());
        add("next", "Next clip", "N", MaterialDesignS.SKIP_NEXT_OUTLINE, () -> move(1), pairs.or(ways));
        add("back", "Previous clip", "Shift+N", MaterialDesignS.SKIP_PREVIOUS_OUTLINE, () -> move(-1), pairs.or(ways));
        add("inspect", "Open in Inspect", "I", MaterialDesignF.FILMSTRIP, () -> open(true), chosen);
        add(
                "inspect-base",
                "Open the base's clip in Inspect",
                "Shift+I",
                MaterialDesignF.FILMSTRIP_BOX,
                () -> open(false),
                pairs);
        BooleanBinding selectedWay = Bindings.createBooleanBinding(
                () -> part.get() == EvaluatePart.ATLAS
                        && atlas.selectedProperty().get() != null,
                part,
                atlas.selectedProperty());
        add("compare", "Show side by side", "C", MaterialDesignC.COMPARE_HORIZONTAL, this::compareWay, selectedWay);
        Playhead head = sides.playhead();
        add("play", "Play or pause both", "Space", MaterialDesignP.PLAY, head::togglePlay, pairs);
        add("first", "First frame", "Home", MaterialDesignS.SKIP_BACKWARD, head::goToFirst, pairs);
        add("step-back", "Frame back", "Left", MaterialDesignA.ARROW_LEFT, () -> head.step(-1), pairs);
        add("step", "Frame on", "Right", MaterialDesignA.ARROW_RIGHT, () -> head.step(1), pairs);
        add("last", "Last frame", "End", MaterialDesignS.SKIP_FORWARD, head::goToLast, pairs);
    }

    private void add(String id, String title, String key, Ikon icon, Runnable run) {
        all.add(Command.of("evaluate." + id, title, GROUP, key, icon, run));
    }

    private void add(String id, String title, String key, Ikon icon, Runnable run, BooleanBinding when) {
        all.add(Command.of("evaluate." + id, title, GROUP, key, icon, run).when(when));
    }

    List<Command> all() {
        return List.copyOf(all);
    }

    Command command(String id) {
        return all.stream()
                .filter(command -> command.id().equals("evaluate." + id))
                .findFirst()
                .orElseThrow();
    }

    ObjectProperty<EvaluatePart> partProperty() {
        return part;
    }

    void show(EvaluatePart wanted) {
        part.set(wanted);
    }

    /** The clips that a row of the table counts. */
    void showClips(TableRow row) {
        list.show(row);
        show(EvaluatePart.CLIPS);
    }

    private void switchCounting() {
        boolean failures = evaluate.countingProperty().get() == Unscorable.AS_FAILURES;
        evaluate.countingProperty().set(failures ? Unscorable.LEFT_OUT : Unscorable.AS_FAILURES);
    }

    private void move(int by) {
        if (part.get() == EvaluatePart.CLIPS) {
            list.move(by);
        } else {
            atlas.move(by);
        }
    }

    private void open(boolean tuned) {
        Comparison.Pair pair = list.selectedProperty().get();
        Way way = atlas.selectedProperty().get();
        if (part.get() == EvaluatePart.ATLAS && way != null) {
            inspect.accept(way.clip().clip());
        } else if (pair != null) {
            inspect.accept(tuned ? pair.tuned().clip() : pair.base().clip());
        }
    }

    /** The clip of the chosen way beside that of the other model. */
    private void compareWay() {
        Way way = atlas.selectedProperty().get();
        if (way == null) {
            return;
        }
        if (list.reveal(way.clip().clip())) {
            show(EvaluatePart.CLIPS);
        } else {
            notices.toast(
                    Notices.Kind.INFO,
                    "No other model has a clip of prompt " + way.clip().promptId() + " and seed "
                            + way.clip().seed() + ".");
        }
    }

    private void export() {
        dialogs.saveFile(
                        "Export figures",
                        name() + ".csv",
                        "CSV, LaTeX table (.tex) or JSON",
                        List.of("*.csv", "*.tex", "*.json"))
                .ifPresent(file -> write(EvaluationFormat.ofFile(file).orElse(EvaluationFormat.CSV), file));
    }

    private void report() {
        dialogs.saveFile("Write comparison report", name() + ".html", "Web page", List.of("*.html"))
                .ifPresent(file -> write(EvaluationFormat.HTML, file));
    }

    private String name() {
        ProjectSession open = evaluate.session();
        return open == null ? "evaluation" : open.project().name() + "-evaluation";
    }

    private void write(EvaluationFormat format, Path file) {
        ProjectSession open = evaluate.session();
        Shown shown = evaluate.shownProperty().get();
        if (open == null || shown == null) {
            return;
        }
        Callable<Path> work = () -> {
            EvaluationReport report =
                    shown.data().report(open.project().name(), open.preset(), shown.evaluation(), shown.appearance());
            format.write(report, file);
            return file;
        };
        executor.load(
                new Object(),
                work,
                written -> notices.toast(Notices.Kind.SUCCESS, "Written to " + written),
                problem -> dialogs.error("The evaluation could not be written", problem));
    }

    /** Looks at every clip of the models; minutes for hundreds of them, so it is a job. */
    private void measure() {
        ProjectSession open = evaluate.session();
        if (open == null) {
            return;
        }
        Callable<Long> work = () -> open.jobs().submit(WorkflowJobs.appearanceSpec(atlas.models()));
        executor.load(
                new Object(),
                work,
                job -> notices.status("Measuring the looks of the clips; the table shows them when it is done."),
                problem -> dialogs.error("The job could not be started", problem));
    }

    /** The prompt that stands over the clips. */
    String sentence(Comparison.@Nullable Pair pair) {
        return pair == null ? "" : evaluate.sentence(pair.base());
    }
}
