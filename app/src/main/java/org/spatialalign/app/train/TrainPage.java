package org.spatialalign.app.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.fx.Page;
import org.spatialalign.app.fx.Subject;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.job.Ticker;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.store.PairSetRepository.Heading;
import org.spatialalign.engine.train.Checkpoints.Checkpoint;
import org.spatialalign.engine.workflow.provenance.NodeId;

/** The Train page: a LoRA is trained on pairs of the project, and its curves are watched meanwhile. */
public final class TrainPage implements Page {

    /** Twice a second and a bit, so that no second passes without a look. */
    private static final int LOOK_MILLIS = 400;

    private final TrainViewModel model;
    private final TrainCommands commands;
    private final Keymap keymap;
    private final Notices notices;
    private final Ticker ticker;
    private @Nullable TrainView view;

    /**
     * @param session the open project, null for none
     * @param goPairs goes to the Pairs page, to the pairs of this prompt unless it is null
     */
    public TrainPage(
            UiExecutor executor,
            Dialogs dialogs,
            Keymap keymap,
            Notices notices,
            JobListViewModel jobs,
            ObservableValue<@Nullable ProjectSession> session,
            Consumer<@Nullable String> goPairs) {
        this.keymap = keymap;
        this.notices = notices;
        model = new TrainViewModel(executor, jobs, this::tell);
        commands = new TrainCommands(
                model,
                dialogs,
                () -> {
                    if (view != null) {
                        view.showWholeRun();
                    }
                },
                row -> goPairs.accept(row == null ? null : row.pair().promptId()));
        ticker = new Ticker(LOOK_MILLIS, model.runs()::sample);
        session.addListener((o, before, now) -> model.open(now));
        model.open(session.getValue());
    }

    private void tell(Throwable problem) {
        String message = problem.getMessage();
        Notices.Kind kind = problem instanceof WorkbenchException ? Notices.Kind.WARNING : Notices.Kind.DANGER;
        notices.toast(kind, message == null ? problem.toString() : message);
    }

    @Override
    public String id() {
        return "train";
    }

    @Override
    public String title() {
        return "Train";
    }

    @Override
    public Ikon icon() {
        return MaterialDesignT.TUNE_VARIANT;
    }

    @Override
    public Node view() {
        TrainView known = view;
        if (known == null) {
            known = new TrainView(model, commands, new CommandButtons(keymap));
            view = known;
        }
        return known;
    }

    @Override
    public List<Command> commands() {
        return commands.all();
    }

    @Override
    public void shown() {
        model.form().refreshSets();
        model.form().check();
        model.runs().sample();
        ticker.start();
    }

    @Override
    public void hidden() {
        ticker.stop();
    }

    @Override
    public @Nullable Subject subject() {
        RunEntry run = model.runs().selectedProperty().get();
        Checkpoint checkpoint = model.checkpointProperty().get();
        PairRow pair = model.runs().chosenPairProperty().get();
        TrainViewModel.Part part = model.partProperty().get();
        if (run != null && run.run() != null) {
            if (part == TrainViewModel.Part.LORA && checkpoint != null) {
                return Subject.lora(checkpoint.lora());
            }
            if (part == TrainViewModel.Part.PAIRS && pair != null) {
                return Subject.of(NodeId.pair(PairKey.of(
                        pair.pair().winner().brief(), pair.pair().loser().brief())));
            }
            return Subject.of(NodeId.run(run.jobId()));
        }
        Heading set = model.form().pairSetProperty().get();
        return set == null ? null : Subject.of(NodeId.pairSet(set.name()));
    }

    /** Brings up the run of this number. */
    @Override
    public void reveal(String run) {
        if (run.matches("\\d{1,18}")) {
            model.setUpProperty().set(false);
            model.runs().await(Long.parseLong(run));
        }
    }

    @Override
    public JsonNode saveState() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        if (model.sessionProperty().get() != null) {
            state.put("model", model.form().modelProperty().get());
            state.put("setUp", model.setUpProperty().get());
            state.put("part", model.partProperty().get().name());
            state.put("axis", model.axisProperty().get().name());
            state.put("smoothing", model.smoothingProperty().get());
            state.put("steadyMargin", model.steadyMarginProperty().get());
            state.put("logarithmic", model.logarithmicProperty().get());
            state.put("focused", model.focusedProperty().get());
            ObjectNode fields = state.putObject("fields");
            for (TrainField field : TrainField.values()) {
                fields.put(field.name(), model.form().text(field).get());
            }
        }
        return state;
    }

    @Override
    public void restoreState(JsonNode state) {
        model.form().modelProperty().set(state.path("model").asText(""));
        model.setUpProperty().set(state.path("setUp").asBoolean(true));
        for (TrainViewModel.Part part : TrainViewModel.Part.values()) {
            if (part.name().equals(state.path("part").asText())) {
                model.partProperty().set(part);
            }
        }
        for (Axis axis : Axis.values()) {
            if (axis.name().equals(state.path("axis").asText())) {
                model.axisProperty().set(axis);
            }
        }
        model.smoothingProperty()
                .set(Math.max(0, Math.min(0.99, state.path("smoothing").asDouble(0.6))));
        model.steadyMarginProperty().set(state.path("steadyMargin").asBoolean(false));
        model.logarithmicProperty().set(state.path("logarithmic").asBoolean(false));
        model.focusedProperty().set(state.path("focused").asBoolean(false));
        for (TrainField field : TrainField.values()) {
            JsonNode text = state.path("fields").path(field.name());
            if (text.isTextual()) {
                model.form().text(field).set(text.asText());
            }
        }
    }
}
