package org.spatialalign.app.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.engine.train.Checkpoints.Checkpoint;

/** What can be done on the page. */
final class TrainCommands {

    private final List<Command> all = new ArrayList<>();
    private final TrainViewModel model;
    private final Dialogs dialogs;
    final Command start;
    final Command stop;
    final Command resume;
    final Command goOn;
    final Command makeSamples;
    final Command setUp;
    final Command showRuns;
    final Command wide;
    final Command curves;
    final Command samples;
    final Command pairs;
    final Command lora;
    final Command chooseModel;
    final Command readPreset;
    final Command writePreset;
    final Command resetPreset;
    final Command addEvents;
    final Command steadyMargin;
    final Command logarithmic;
    final Command focus;
    final Command nextAxis;
    final Command wholeRun;
    final Command goPairs;
    final Command export;
    private final FilmCommands film;

    /**
     * @param wholeRun looks at all of the run again
     * @param goPairs goes to the Pairs page, to this pair if there is one
     * @param toInspect opens a clip on the Inspect page
     */
    TrainCommands(
            TrainViewModel model,
            Dialogs dialogs,
            Runnable wholeRun,
            Consumer<@Nullable PairRow> goPairs,
            Consumer<String> toInspect) {
        this.model = model;
        this.dialogs = dialogs;
        TrainFormViewModel form = model.form();
        start = add("start", "Start training", "Ctrl+Enter", MaterialDesignP.PLAY, model::start, model.startable());
        stop = add("stop", "Stop and save", "Ctrl+Shift+X", MaterialDesignS.STOP, model::stop, model.stoppable());
        resume = add("resume", "Resume", "Ctrl+Shift+R", MaterialDesignR.RESTART, model::resume, model.resumable());
        goOn = add("go-on", "Train on…", "Ctrl+Shift+G", MaterialDesignF.FAST_FORWARD, model::goOn, model.finished());
        makeSamples = add(
                "make-samples",
                "Make missing samples",
                null,
                MaterialDesignF.FILMSTRIP_BOX,
                model::makeSamples,
                model.finished());
        setUp = add("setup", "Set up a run", "Alt+S", MaterialDesignT.TUNE, () -> model.showLeft(true));
        showRuns = add("runs", "Runs", "Alt+R", MaterialDesignF.FORMAT_LIST_BULLETED, () -> model.showLeft(false));
        wide = flip(
                "wide",
                "Hide or show the left side",
                "W",
                MaterialDesignA.ARROW_EXPAND_HORIZONTAL,
                model.wideProperty());
        curves = part("curves", "Curves", "Alt+C", MaterialDesignC.CHART_LINE, TrainViewModel.Part.CURVES);
        samples = part("samples", "Samples", "Alt+M", MaterialDesignF.FILMSTRIP, TrainViewModel.Part.SAMPLES);
        pairs = part("pairs", "Pairs refused", "Alt+P", MaterialDesignA.ALERT_OUTLINE, TrainViewModel.Part.PAIRS);
        lora = part("lora", "LoRA", "Alt+L", MaterialDesignE.EXPORT, TrainViewModel.Part.LORA);
        chooseModel = add(
                "model.choose",
                "Choose the model's folder…",
                null,
                MaterialDesignF.FOLDER_OPEN_OUTLINE,
                this::chooseModel);
        readPreset = readPreset(form);
        writePreset = writePreset(form);
        resetPreset =
                add("preset.reset", "The preset's own settings again", null, MaterialDesignR.RESTORE, form::reset);
        addEvents = add("events", "Add event files…", null, MaterialDesignC.CHART_MULTILINE, this::addEvents);
        steadyMargin = flip(
                "margin",
                "Smooth the margin by 0.9",
                "M",
                MaterialDesignC.CHART_BELL_CURVE,
                model.steadyMarginProperty());
        logarithmic = flip("log", "Logarithmic axis", "L", MaterialDesignM.MATH_LOG, model.logarithmicProperty());
        focus = flip(
                "focus",
                "Leave outliers out of the axes",
                "F",
                MaterialDesignI.IMAGE_FILTER_CENTER_FOCUS,
                model.focusedProperty());
        nextAxis = add(
                "axis", "Along steps, minutes or pairs", "X", MaterialDesignA.AXIS_X_ARROW, () -> model.axisProperty()
                        .set(model.axisProperty().get().next()));
        this.wholeRun = add("whole", "Show the whole run", "A", MaterialDesignM.MAGNIFY_MINUS_OUTLINE, wholeRun);
        this.goPairs = add(
                "look",
                "Look at it on the Pairs page",
                "G",
                MaterialDesignA.ARROW_RIGHT,
                () -> goPairs.accept(model.runs().chosenPairProperty().get()));
        export = add(
                "export",
                "Export LoRA…",
                "Ctrl+Shift+E",
                MaterialDesignE.EXPORT_VARIANT,
                this::export,
                Bindings.isNotNull(model.checkpointProperty()));
        film = new FilmCommands(model.film(), toInspect);
        all.addAll(film.all());
    }

    FilmCommands film() {
        return film;
    }

    private Command readPreset(TrainFormViewModel form) {
        return add(
                "preset.read",
                "Read settings from a file…",
                null,
                MaterialDesignF.FILE_IMPORT_OUTLINE,
                () -> dialogs.chooseFiles("Read settings of a training", "Settings", List.of("*.json"))
                        .forEach(form::readPreset));
    }

    private Command writePreset(TrainFormViewModel form) {
        return add(
                "preset.write",
                "Write settings to a file…",
                null,
                MaterialDesignC.CONTENT_SAVE_OUTLINE,
                () -> dialogs.saveFile("Write settings of a training", "training.json", "Settings", List.of("*.json"))
                        .ifPresent(form::writePreset));
    }

    private void chooseModel() {
        dialogs.chooseFolder("Choose the folder of the model", null)
                .map(Path::toString)
                .ifPresent(model.form().modelProperty()::set);
    }

    private void addEvents() {
        dialogs.chooseFiles("Add event files of TensorBoard", "Event files", List.of("*tfevents*"))
                .forEach(file -> {
                    model.setUpProperty().set(false);
                    model.runs().addEvents(file);
                });
    }

    private void export() {
        Checkpoint checkpoint = model.checkpointProperty().get();
        RunEntry run = model.runs().selectedProperty().get();
        if (checkpoint == null || run == null || run.run() == null) {
            return;
        }
        model.partProperty().set(TrainViewModel.Part.LORA);
        Path trainedOn = Path.of(run.run().spec().model());
        dialogs.saveFile(
                        "Export LoRA",
                        model.export().formatProperty().get().fileName(),
                        ExportViewModel.words(model.export().formatProperty().get()),
                        List.of("*.safetensors"))
                .ifPresent(target -> model.export().export(checkpoint.lora(), trainedOn, target));
    }

    private Command part(String id, String title, String key, Ikon icon, TrainViewModel.Part part) {
        return add(id, title, key, icon, () -> model.partProperty().set(part));
    }

    private Command flip(String id, String title, String key, Ikon icon, BooleanProperty property) {
        return add(id, title, key, icon, () -> property.set(!property.get()));
    }

    private Command add(String id, String title, @Nullable String key, Ikon icon, Runnable run) {
        return add(id, title, key, icon, run, new SimpleBooleanProperty(true));
    }

    private Command add(
            String id, String title, @Nullable String key, Ikon icon, Runnable run, ObservableBooleanValue when) {
        Command command =
                Command.of("train." + id, title, "Train", key, icon, run).when(when);
        all.add(command);
        return command;
    }

    List<Command> all() {
        return List.copyOf(all);
    }
}
