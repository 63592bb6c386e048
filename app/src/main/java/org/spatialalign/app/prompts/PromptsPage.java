package org.spatialalign.app.prompts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
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
import org.spatialalign.app.undo.UndoViewModel;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.store.PromptSet;
import org.spatialalign.engine.workflow.provenance.NodeId;
import org.spatialalign.engine.workflow.provenance.NodeKind;

/** The Prompts page: prompts written by their words or as sentences, made in numbers, checked, counted and frozen. */
public final class PromptsPage implements Page {

    private final Keymap keymap;
    private final Notices notices;
    private final PromptsViewModel prompts;
    private final PromptCommands commands;
    private @Nullable PromptsView view;
    private PromptsView.Part part = PromptsView.Part.WRITE;
    private double divider = -1;

    /**
     * @param session the open project, null for none
     * @param edits where changes are stored, one after the other with those of other pages
     */
    public PromptsPage(
            UiExecutor executor,
            Dialogs dialogs,
            Keymap keymap,
            Settings settings,
            Notices notices,
            ObservableValue<@Nullable ProjectSession> session,
            UndoViewModel.Lane edits) {
        this.keymap = keymap;
        this.notices = notices;
        prompts = new PromptsViewModel(executor, edits, () -> author(settings), notices::status, this::tell);
        commands = new PromptCommands(
                prompts,
                this::made,
                new ListActions(prompts, dialogs, notices),
                new SetActions(prompts, dialogs, this::made),
                new ReaderActions(prompts.readers(), dialogs));
        session.addListener((o, before, now) -> prompts.open(now));
        prompts.open(session.getValue());
    }

    private static String author(Settings settings) {
        String name = settings.get(Preferences.ANNOTATOR).strip();
        return name.isEmpty() ? System.getProperty("user.name", "") : name;
    }

    private void tell(Throwable problem) {
        String message = problem.getMessage();
        Notices.Kind kind = problem instanceof WorkbenchException ? Notices.Kind.WARNING : Notices.Kind.DANGER;
        notices.toast(kind, message == null ? problem.toString() : message);
    }

    private PromptsView made() {
        PromptsView known = view;
        if (known != null) {
            return known;
        }
        PromptsView first = new PromptsView(prompts, new PromptButtons(commands, keymap));
        view = first;
        first.show(part);
        if (divider > 0) {
            first.setDivider(divider);
        }
        return first;
    }

    @Override
    public String id() {
        return "prompts";
    }

    @Override
    public String title() {
        return "Prompts";
    }

    @Override
    public Ikon icon() {
        return MaterialDesignT.TEXT_BOX_OUTLINE;
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
        made().focusTable();
    }

    @Override
    public @Nullable Subject subject() {
        PromptsView shown = view;
        PromptSet set = shown == null || shown.part() != PromptsView.Part.SETS
                ? null
                : prompts.sets().chosenProperty().get();
        Set<String> chosen = prompts.list().selectedProperty().get();
        return set != null
                ? Subject.of(NodeId.promptSet(set.id()))
                : chosen.size() == 1
                        ? Subject.of(NodeId.prompt(chosen.iterator().next()))
                        : null;
    }

    /** A prompt by its id, or a set as {@code prompt-set:3}. */
    @Override
    public void reveal(String promptId) {
        NodeId set = NodeId.parse(promptId)
                .filter(id -> id.kind() == NodeKind.PROMPT_SET)
                .orElse(null);
        if (set != null && prompts.list().find(promptId) == null) {
            made().show(PromptsView.Part.SETS);
            prompts.sets().choose(Long.parseLong(set.key()));
        } else if (prompts.list().find(promptId) != null) {
            prompts.list().reveal(Set.of(promptId));
        }
    }

    @Override
    public JsonNode saveState() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        PromptsView shown = view;
        state.put("part", (shown == null ? part : shown.part()).id());
        double at = shown == null ? divider : shown.divider();
        if (at > 0) {
            state.put("divider", at);
        }
        List<UnfinishedPrompt> unfinished = prompts.desk().allUnfinished();
        if (!unfinished.isEmpty()) {
            state.set("unfinished", Json.tree(unfinished));
        }
        ArrayNode readers = state.putArray("readers");
        prompts.readers()
                .allProperty()
                .get()
                .forEach(reader -> readers.add(reader.path().toString()));
        state.put("search", prompts.list().filterProperty().get().text());
        return state;
    }

    @Override
    public void restoreState(JsonNode state) {
        for (PromptsView.Part known : PromptsView.Part.values()) {
            if (known.id().equals(state.path("part").asText())) {
                part = known;
            }
        }
        divider = state.path("divider").asDouble(-1);
        prompts.desk().restore(unfinished(state.path("unfinished")));
        List<Path> readers = new ArrayList<>();
        state.path("readers").forEach(path -> readers.add(Path.of(path.asText())));
        prompts.readers().restore(readers);
        String search = state.path("search").asText("");
        prompts.list().filterProperty().set(PromptFilter.ALL.withText(search));
        PromptsView shown = view;
        if (shown != null) {
            shown.show(part);
            if (divider > 0 && divider < 1) {
                shown.setDivider(divider);
            }
        }
    }

    private static List<UnfinishedPrompt> unfinished(JsonNode states) {
        List<UnfinishedPrompt> typed = new ArrayList<>();
        for (JsonNode state : states) {
            try {
                typed.add(Json.convert(state, UnfinishedPrompt.class));
            } catch (WorkbenchException e) {
                // Of another version of the program; there is nothing to be had of it.
            }
        }
        return typed;
    }

    /** What the page shows; tests look here. */
    PromptsViewModel viewModel() {
        return prompts;
    }
}
