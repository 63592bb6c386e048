package org.spatialalign.app.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.EmptyNote;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.fx.Page;
import org.spatialalign.app.fx.Subject;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.job.Ticker;
import org.spatialalign.engine.workflow.provenance.NodeId;

/** The Trace page: from anything in the project to what it comes from and to what came of it. */
public final class TracePage implements Page {

    /** Changes made elsewhere are seen within a second. */
    private static final int LOOK_MILLIS = 1000;

    private final TraceViewModel model;
    private final TraceCommands commands;
    private final Command here;
    private final Keymap keymap;
    private final Ticker ticker;
    private @Nullable TracePane pane;

    /**
     * @param session the open project, null for none
     * @param chosen what is chosen on the page in front; null for nothing that can be traced
     * @param front brings this page to the front
     * @param goTo opens a thing where it is worked on
     */
    public TracePage(
            UiExecutor executor,
            Keymap keymap,
            Notices notices,
            ObservableValue<@Nullable ProjectSession> session,
            Supplier<@Nullable Subject> chosen,
            Runnable front,
            Consumer<Place> goTo) {
        this.keymap = keymap;
        model = new TraceViewModel(
                executor, problem -> notices.toast(Notices.Kind.DANGER, String.valueOf(problem.getMessage())));
        commands = new TraceCommands(model, goTo, () -> made().focusFrom(), () -> made().focusOf());
        here = Command.of(
                        "trace.here",
                        "Trace what is chosen",
                        TraceCommands.GROUP,
                        "Ctrl+H",
                        MaterialDesignF.FAMILY_TREE,
                        () -> {
                            Subject subject = chosen.get();
                            front.run();
                            if (subject != null) {
                                model.show(subject);
                            } else {
                                notices.status("Nothing that could be traced was chosen.");
                            }
                        })
                .when(model.sessionProperty().isNotNull());
        ticker = new Ticker(LOOK_MILLIS, model::sample);
        session.addListener((o, before, now) -> model.open(now));
        model.open(session.getValue());
    }

    /** Traces what is chosen on the page in front, from everywhere. */
    public Command here() {
        return here;
    }

    /** The thing that is shown: tracing it looks at it anew. */
    @Override
    public @Nullable Subject subject() {
        NodeId now = model.hereProperty().get();
        return now == null ? null : Subject.of(now);
    }

    /** Goes to the thing with this id, as {@link NodeId#text} writes it. */
    @Override
    public void reveal(String id) {
        NodeId.parse(id).ifPresent(model::show);
    }

    private TracePane made() {
        TracePane known = pane;
        if (known == null) {
            Label key = new Label();
            key.getStyleClass().add("chip");
            key.textProperty().bind(keymap.keyText(here));
            key.visibleProperty().bind(key.textProperty().isNotEmpty());
            EmptyNote nothing = new EmptyNote(
                    MaterialDesignF.FAMILY_TREE,
                    "Nothing is traced yet",
                    "Choose a clip, a pair, a run, a LoRA, a prompt or a set on its page and press the key below, or the"
                            + " button at the top: you see what it comes from, what came of it, and what is stale.",
                    key);
            known = new TracePane(model, commands, new CommandButtons(keymap), nothing);
            pane = known;
        }
        return known;
    }

    @Override
    public String id() {
        return "trace";
    }

    @Override
    public String title() {
        return "Trace";
    }

    @Override
    public Ikon icon() {
        return MaterialDesignF.FAMILY_TREE;
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
        model.setVisible(true);
        ticker.start();
        made().focusAnything();
    }

    @Override
    public void hidden() {
        model.setVisible(false);
        ticker.stop();
    }

    @Override
    public JsonNode saveState() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        NodeId now = model.hereProperty().get();
        if (now != null) {
            state.put("thing", now.text());
        }
        return state;
    }

    @Override
    public void restoreState(JsonNode state) {
        reveal(state.path("thing").asText(""));
    }

    /** What the page shows; tests look here. */
    TraceViewModel viewModel() {
        return model;
    }
}
