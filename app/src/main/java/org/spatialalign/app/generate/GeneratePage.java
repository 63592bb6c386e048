package org.spatialalign.app.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
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

/** The Generate page: a grid of prompts and seeds, filled with clips by a model. */
public final class GeneratePage implements Page {

    /** Ways to other parts of the window. */
    public record Ways(Consumer<String> inspect, Runnable prompts, Runnable queue, Runnable generate) {}

    private static final int LOOK_MILLIS = 200;
    /** Folders and memory are looked at less often than jobs. */
    private static final int SELDOM = 10;

    private final GenerateViewModel model;
    private final GenerateActions actions;
    private final GenerateCommands commands;
    private final JobListViewModel jobs;
    private final Keymap keymap;
    private final Command goPrompts;
    private final Ticker ticker = new Ticker(LOOK_MILLIS, this::tick);
    private final ReadOnlyStringWrapper modeLine = new ReadOnlyStringWrapper("");
    private @Nullable GenerateView view;
    private boolean isShown;
    private int ticks;

    public GeneratePage(
            UiExecutor executor,
            Dialogs dialogs,
            Keymap keymap,
            Notices notices,
            JobListViewModel jobs,
            ObservableValue<@Nullable ProjectSession> session,
            Supplier<String> detector,
            Ways ways) {
        this.keymap = keymap;
        this.jobs = jobs;
        model = new GenerateViewModel(executor, detector, problem -> tell(notices, problem));
        actions = new GenerateActions(
                model, dialogs, notices, new GenerateActions.Ways(ways.inspect(), ways.queue(), ways.generate()));
        commands = new GenerateCommands(model, actions, () -> made().grid());
        goPrompts = Command.of(
                "generate.prompts",
                "Go to Prompts",
                "Generate",
                null,
                MaterialDesignT.TEXT_BOX_OUTLINE,
                ways.prompts());
        modeLine.bind(Bindings.createStringBinding(
                this::mode,
                model.stageProperty(),
                model.canFillProperty(),
                model.writableProperty(),
                model.watch().shownProperty(),
                model.form().model(),
                model.check().lookingProperty()));
        session.addListener((o, before, now) -> open(now));
        open(session.getValue());
    }

    private static void tell(Notices notices, Throwable problem) {
        String message = problem.getMessage();
        Notices.Kind kind = problem instanceof WorkbenchException ? Notices.Kind.WARNING : Notices.Kind.DANGER;
        notices.toast(kind, message == null ? problem.toString() : message);
    }

    private void open(@Nullable ProjectSession opened) {
        model.open(opened);
        // A watched folder is looked at on every page.
        if (opened == null) {
            ticker.stop();
        } else {
            ticker.start();
        }
    }

    private void tick() {
        boolean seldom = ++ticks % SELDOM == 0;
        if (isShown) {
            model.sample();
        }
        if (seldom) {
            model.watch().look();
            if (isShown) {
                model.lookAtMemory();
            }
        }
    }

    private String mode() {
        if (model.stageProperty().get() != GenerateViewModel.Stage.GRID) {
            return "";
        }
        if (model.canFillProperty().get()) {
            return "Arrows choose a clip, F makes the chosen ones, Enter opens one in Inspect.";
        }
        if (!model.writableProperty().get()) {
            return "Arrows choose a clip, Enter opens one in Inspect. The project is open read-only: nothing is made here.";
        }
        if (model.watch().shownProperty().get()) {
            return "Arrows choose a clip, Enter opens one in Inspect.";
        }
        if (model.form().model().get().isBlank()) {
            return "Choose the folder of a model at the left to make clips.";
        }
        return model.check().lookingProperty().get()
                ? "Looking at the model and the machine…"
                : "The check at the left says what keeps clips from being made.";
    }

    private GenerateView made() {
        GenerateView known = view;
        if (known == null) {
            known = new GenerateView(model, commands, goPrompts, jobs, new CommandButtons(keymap));
            view = known;
        }
        return known;
    }

    /** Files dropped on the window: shows the recipe of a single generated clip, else does {@code otherwise}. */
    public void dropped(List<Path> files, Runnable otherwise) {
        actions.dropped(files, otherwise);
    }

    @Override
    public String id() {
        return "generate";
    }

    @Override
    public String title() {
        return "Generate";
    }

    @Override
    public Ikon icon() {
        return MaterialDesignM.MOVIE_PLUS_OUTLINE;
    }

    @Override
    public Node view() {
        return made();
    }

    @Override
    public List<Command> commands() {
        return commands.all();
    }

    @Override
    public void shown() {
        isShown = true;
        model.sample();
        model.lookAtMemory();
        made().grid().focusClips();
    }

    @Override
    public void hidden() {
        isShown = false;
    }

    @Override
    public @Nullable Subject subject() {
        return commands.subject();
    }

    @Override
    public ObservableValue<String> modeLine() {
        return modeLine.getReadOnlyProperty();
    }

    @Override
    public JsonNode saveState() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        if (model.project() != null) {
            state.set("form", model.form().toJson());
            state.put("prompts", model.choice().wanted());
            model.watch().save(state);
        }
        return state;
    }

    @Override
    public void restoreState(JsonNode state) {
        model.form().fromJson(state.path("form"));
        model.choice().wantedProperty().set(state.path("prompts").asLong(PromptChoiceViewModel.ALL));
        model.watch().restore(state);
    }

    /** What the page shows; tests look here. */
    GenerateViewModel viewModel() {
        return model;
    }
}
