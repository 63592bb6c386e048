package org.spatialalign.app.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
     * @param toInspect opens a clip on the Inspect page
     */
    public TrainPage(
            UiExecutor executor,
            Dialogs dialogs,
            Keymap keymap,
            Notices notices,
            JobListViewModel jobs,
            ObservableValue<@Nullable ProjectSession> session,
            Consumer<@Nullable String> goPairs,
            Consumer<String> toInspect) {
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
                row -> goPairs.accept(row == null ? null : row.pair().promptId()),
                toInspect);
        ticker = new Ticker(LOOK_MILLIS, model::sample);
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
        model.seen(true);
        model.sample();
        ticker.start();
    }

    @Override
    public void hidden() {
        ticker.stop();
        model.seen(false);
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
        return model.sessionProperty().get() == null ? JsonNodeFactory.instance.objectNode() : TrainState.of(model);
    }

    @Override
    public void restoreState(JsonNode state) {
        TrainState.restore(model, state);
    }
}
