package org.spatialalign.app.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.fx.Page;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.app.fx.Subject;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.player.PlayerCommands;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.provenance.NodeId;

/** The Inspect page: which clips follow their prompt, which do not, why, and the boxes put right. */
public final class InspectPage implements Page {

    /**
     * What the page's parts work with.
     *
     * @param trace shows what came of the boxes of a clip
     */
    record Parts(
            UiExecutor executor,
            Keymap keymap,
            Dialogs dialogs,
            Notices notices,
            ObservableValue<@Nullable ProjectSession> session,
            Consumer<String> trace) {}

    private final Parts parts;
    private final InspectViewModel inspect;
    private final InspectCommands commands;
    private final List<Command> all;
    private @Nullable InspectView view;
    private final ReadOnlyStringWrapper modeLine = new ReadOnlyStringWrapper("");
    private List<Double> splits = List.of();

    /**
     * @param session the open project, null for none
     * @param trace shows what came of the boxes of a clip
     */
    public InspectPage(
            UiExecutor executor,
            Dialogs dialogs,
            Keymap keymap,
            Settings settings,
            Notices notices,
            ObservableValue<@Nullable ProjectSession> session,
            Consumer<String> trace) {
        parts = new Parts(executor, keymap, dialogs, notices, session, trace);
        inspect = new InspectViewModel(
                executor, () -> annotator(settings), () -> settings.get(Preferences.DETECTOR), this::tell);
        commands = new InspectCommands(inspect, this::made, this::match, this::saveView);
        all = new ArrayList<>(commands.all());
        all.addAll(PlayerCommands.commands(inspect.clip().player()));
        session.addListener((o, before, now) -> inspect.open(now));
        inspect.open(session.getValue());
    }

    private static String annotator(Settings settings) {
        String name = settings.get(Preferences.ANNOTATOR).strip();
        return name.isEmpty() ? System.getProperty("user.name", "") : name;
    }

    private void tell(Throwable problem) {
        String message = problem.getMessage();
        Notices.Kind kind = problem instanceof WorkbenchException ? Notices.Kind.WARNING : Notices.Kind.DANGER;
        parts.notices().toast(kind, message == null ? problem.toString() : message);
    }

    private InspectView made() {
        InspectView known = view;
        if (known != null) {
            return known;
        }
        Command retrack = all.stream()
                .filter(command -> command.id().equals("boxes.retrack"))
                .findFirst()
                .orElseThrow();
        InspectActions actions = new InspectActions(inspect, commands, retrack, parts);
        InspectView first = new InspectView(inspect, actions, parts.keymap());
        view = first;
        first.setSplits(splits);
        modeLine.bind(Bindings.createStringBinding(
                () -> inspect.project() == null
                                || inspect.contactSheetProperty().get()
                        ? ""
                        : first.modeLine().get(),
                first.modeLine(),
                inspect.contactSheetProperty(),
                parts.session()));
        parts.keymap()
                .registerView(
                        id(),
                        "histogram",
                        first.list().histogram().plot(),
                        InspectCommands.ofHistogram(first.list().histogram()));
        parts.keymap().registerView(id(), "grid", first.list().pictures(), InspectCommands.ofGrid(inspect.table()));
        return first;
    }

    private void saveView() {
        SavedViewsMenu.saveAs(inspect, parts.dialogs());
    }

    /** Asks which prompt a clip was made from. */
    private void match() {
        Project project = inspect.project();
        ClipRow row = inspect.clip().rowProperty().get();
        if (project == null || row == null) {
            return;
        }
        parts.executor().load(commands, () -> project.prompts().all(), prompts -> match(row, prompts), this::tell);
    }

    private void match(ClipRow row, List<DsrPrompt> prompts) {
        if (prompts.isEmpty()) {
            parts.dialogs()
                    .info(
                            "No prompts yet",
                            "The project has no prompts. Drop a prompt list (CSV) on the window first.");
            return;
        }
        MatchForm form =
                new MatchForm(row.clip().fileName(), prompts, row.clip().seed());
        if (parts.dialogs().form("Match clip to a prompt", form, "Match")) {
            form.picked()
                    .filter(match -> row.equals(inspect.clip().rowProperty().get()))
                    .ifPresent(match -> inspect.clip().match(match.promptId(), match.seed()));
        }
    }

    @Override
    public String id() {
        return "inspect";
    }

    @Override
    public String title() {
        return "Inspect";
    }

    @Override
    public Ikon icon() {
        return MaterialDesignF.FILMSTRIP;
    }

    @Override
    public Node view() {
        return made();
    }

    @Override
    public List<Command> commands() {
        return List.copyOf(all);
    }

    @Override
    public void shown() {
        made().list().focusClips();
    }

    @Override
    public void hidden() {
        inspect.clip().player().playhead().pause();
        inspect.writes().flush();
    }

    @Override
    public @Nullable Subject subject() {
        ClipRow row = inspect.clip().rowProperty().get();
        return row == null ? null : Subject.of(NodeId.clip(row.id()));
    }

    @Override
    public void reveal(String clipId) {
        inspect.reveal(clipId);
    }

    @Override
    public ObservableValue<String> modeLine() {
        return modeLine.getReadOnlyProperty();
    }

    /** One lane for edits and for taking them back, so that neither overtakes the other. */
    public <T> void inOrder(Callable<T> work, Consumer<T> onDone, Consumer<Throwable> onFailed) {
        inspect.writes().submit(work, onDone, onFailed);
    }

    @Override
    public JsonNode saveState() {
        if (inspect.project() == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        ObjectNode state = inspect.saveState();
        InspectView shown = view;
        (shown == null ? splits : shown.splits()).forEach(state.withArray("splits")::add);
        return state;
    }

    @Override
    public void restoreState(JsonNode state) {
        inspect.restoreState(state);
        List<Double> positions = new ArrayList<>();
        state.path("splits").forEach(position -> positions.add(position.asDouble()));
        splits = List.copyOf(positions);
        InspectView shown = view;
        if (shown != null) {
            shown.setSplits(splits);
        }
    }

    /** What the page shows; tests look here. */
    InspectViewModel viewModel() {
        return inspect;
    }
}
