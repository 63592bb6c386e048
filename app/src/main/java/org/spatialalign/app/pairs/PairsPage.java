package org.spatialalign.app.pairs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
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
import org.spatialalign.app.pairs.PairFilter.Show;
import org.spatialalign.app.pairs.PairsViewModel.Mode;
import org.spatialalign.app.player.CompareView;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.Reason;
import org.spatialalign.engine.workflow.provenance.NodeId;

/** The Pairs page: which clips of a prompt make a pair, what people say of them, and how far all agree. */
public final class PairsPage implements Page {

    private final PairsViewModel pairs;
    private final PairsCommands commands;
    private final PairsCommands.JudgeScreen screen = new PairsCommands.JudgeScreen(
            new SimpleObjectProperty<>(CompareView.Mode.SIDE_BY_SIDE),
            new SimpleBooleanProperty(),
            new SimpleBooleanProperty());
    private final Dialogs dialogs;
    private final Keymap keymap;
    private final Settings settings;
    private final UiExecutor executor;
    private final Notices notices;
    private final Consumer<String> inspect;
    private final ReadOnlyStringWrapper modeLine = new ReadOnlyStringWrapper("");
    private @Nullable PairsView view;
    /** To be brought up when it is in the list. */
    private @Nullable PairKey wanted;

    /**
     * @param session the open project, null for none
     * @param inspect brings a clip up where its boxes can be corrected
     */
    public PairsPage(
            UiExecutor executor,
            Dialogs dialogs,
            Keymap keymap,
            Settings settings,
            Notices notices,
            ObservableValue<@Nullable ProjectSession> session,
            LongSupplier nanos,
            Consumer<String> inspect) {
        this.executor = executor;
        this.dialogs = dialogs;
        this.keymap = keymap;
        this.settings = settings;
        this.notices = notices;
        this.inspect = inspect;
        pairs = new PairsViewModel(executor, nanos, this::tell);
        commands = new PairsCommands(pairs, screen, new PairFileActions(pairs, executor, dialogs, notices, this));
        screen.gridProperty().subscribe(pairs::setGrid);
        settings.property(Preferences.ANNOTATOR).subscribe(name -> pairs.setAnnotator(name.strip()));
        pairs.judge().queue().entriesProperty().addListener((o, before, now) -> findWanted());
        session.addListener((o, before, now) -> {
            wanted = null;
            pairs.open(now);
        });
        pairs.open(session.getValue());
        modeLine.bind(Bindings.createStringBinding(
                this::hint,
                pairs.modeProperty(),
                pairs.judge().currentProperty(),
                pairs.judge().blindProperty(),
                pairs.judge().settlingProperty(),
                pairs.judge().reasons().cursorProperty()));
    }

    private void tell(Throwable problem) {
        String message = problem.getMessage();
        Notices.Kind kind = problem instanceof WorkbenchException ? Notices.Kind.WARNING : Notices.Kind.DANGER;
        notices.toast(kind, message == null ? problem.toString() : message);
    }

    private String hint() {
        if (pairs.modeProperty().get() != Mode.JUDGE
                || pairs.judge().currentProperty().get() == null) {
            return "";
        }
        if (pairs.judge().settlingProperty().get()) {
            return "Settling a dispute: your verdict rules from now on.";
        }
        Reason reason = pairs.judge().reasons().cursorProperty().get();
        if (reason != null) {
            return key("reason") + " marks \"" + reason.words() + "\", " + key("reason-next") + " goes to the next.";
        }
        return (pairs.judge().blindProperty().get() ? "Blind. " : "") + key("left") + " left, " + key("right")
                + " right, " + key("tie") + " tie, " + key("both-bad") + " both bad, " + key("skip") + " skip, "
                + key("take-back") + " takes back.";
    }

    private String key(String id) {
        return keymap.keyText(commands.get(id)).get();
    }

    /** A verdict, once it is known whose. */
    void say(Choice choice) {
        if (pairs.judge().annotator().isEmpty() && !askName()) {
            return;
        }
        if (!pairs.judge().say(choice)
                && pairs.project() != null
                && pairs.project().readOnly()) {
            notices.toast(Notices.Kind.WARNING, "The project is open read-only; verdicts cannot be kept.");
        }
    }

    /** Skips the pair for wrong boxes, and shows the clip where they are corrected. */
    void fixBoxes(boolean left) {
        JudgeViewModel.Sides sides = pairs.judge().sidesProperty().get();
        if (sides == null) {
            return;
        }
        if (!pairs.judge().reasons().markedProperty().get().contains(Reason.BOXES_WRONG)) {
            pairs.judge().reasons().toggle(Reason.BOXES_WRONG);
        }
        say(Choice.SKIP);
        inspect.accept(left ? sides.left() : sides.right());
    }

    /** Asks who judges; true when there is a name now. */
    boolean askName() {
        String known = settings.get(Preferences.ANNOTATOR).strip();
        Optional<String> name = dialogs.ask(
                "Who judges?",
                "Verdicts are kept under a name, so that several people can be compared. It can be changed in Settings.",
                known.isEmpty() ? System.getProperty("user.name", "") : known);
        if (name.isEmpty() || name.get().isBlank()) {
            return false;
        }
        settings.set(Preferences.ANNOTATOR, name.get().strip());
        return true;
    }

    private PairsView made() {
        PairsView known = view;
        if (known == null) {
            known = new PairsView(pairs, commands, screen, keymap, executor, inspect);
            keymap.registerView(id(), "clips", known.stage(), commands.inReasons());
            keymap.registerView(id(), "grid", known.grid(), commands.inGrid());
            view = known;
        }
        return known;
    }

    @Override
    public String id() {
        return "pairs";
    }

    @Override
    public String title() {
        return "Pairs";
    }

    @Override
    public Ikon icon() {
        return MaterialDesignC.COMPARE;
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
        pairs.setShown(true);
        made().focus();
    }

    @Override
    public void hidden() {
        pairs.setShown(false);
        pairs.lane().flush();
    }

    @Override
    public @Nullable Subject subject() {
        PairEntry entry = pairs.judge().currentProperty().get();
        // Who judges blind must not learn which clips these are.
        boolean judging = pairs.modeProperty().get() == Mode.JUDGE
                && !pairs.judge().blindProperty().get();
        return entry == null || !judging ? null : Subject.of(NodeId.pair(entry.key()));
    }

    @Override
    public ObservableValue<String> modeLine() {
        return modeLine.getReadOnlyProperty();
    }

    /** Brings up the pair of this key, as soon as the pairs are there. */
    @Override
    public void reveal(String key) {
        String[] clips = key.split("-", 2);
        if (clips.length == 2 && !clips[0].equals(clips[1])) {
            pairs.modeProperty().set(Mode.JUDGE);
            pairs.judge().queue().filterProperty().set(PairFilter.ALL);
            wanted = PairKey.of(clips[0], clips[1]);
            findWanted();
        }
    }

    private void findWanted() {
        PairKey key = wanted;
        if (key != null && pairs.judge().find(key)) {
            wanted = null;
        }
    }

    /** Shows the pairs of one prompt, whatever was looked for before. */
    public void look(String promptId) {
        pairs.judge().queue().filterProperty().set(PairFilter.ALL.withText(promptId.toLowerCase(Locale.ROOT)));
    }

    @Override
    public JsonNode saveState() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        if (pairs.project() == null) {
            return state;
        }
        state.put("mode", pairs.modeProperty().get().name());
        state.set("rules", Json.tree(pairs.rules().rulesProperty().get()));
        state.put("perType", pairs.rules().perTypeProperty().get());
        state.put("model", pairs.modelProperty().get());
        state.put("blind", pairs.judge().blindProperty().get());
        state.put("reveal", pairs.judge().revealProperty().get());
        state.put("confirm", pairs.judge().confirmingProperty().get());
        state.put("wholeFirst", pairs.judge().wholeFirstProperty().get());
        state.put("autoplay", pairs.clips().autoplayProperty().get());
        state.put("grid", screen.gridProperty().get());
        PairFilter filter = pairs.judge().queue().filterProperty().get();
        state.put("show", filter.show().name()).put("type", filter.type()).put("text", filter.text());
        return state;
    }

    @Override
    public void restoreState(JsonNode state) {
        for (Mode mode : Mode.values()) {
            if (mode.name().equals(state.path("mode").asText())) {
                pairs.modeProperty().set(mode);
            }
        }
        if (state.path("rules").isObject()) {
            try {
                PairRules rules = Json.convert(state.path("rules"), PairRules.class);
                pairs.rules().perTypeProperty().set(state.path("perType").asBoolean(false));
                pairs.rules().rulesProperty().set(rules);
            } catch (WorkbenchException e) {
                // Written by another version; the paper's rule is a good place to begin.
                pairs.rules().usePaper();
            }
        }
        pairs.modelProperty().set(state.path("model").asText(""));
        pairs.judge().blindProperty().set(state.path("blind").asBoolean(true));
        pairs.judge().revealProperty().set(state.path("reveal").asBoolean(false));
        pairs.judge().confirmingProperty().set(state.path("confirm").asBoolean(false));
        pairs.judge().wholeFirstProperty().set(state.path("wholeFirst").asBoolean(false));
        pairs.clips().autoplayProperty().set(state.path("autoplay").asBoolean(true));
        screen.gridProperty().set(state.path("grid").asBoolean(false));
        PairFilter filter = PairFilter.ALL
                .withType(state.path("type").asText(""))
                .withText(state.path("text").asText("").toLowerCase(Locale.ROOT));
        for (Show show : Show.values()) {
            if (show.name().equals(state.path("show").asText())) {
                filter = filter.with(show);
            }
        }
        pairs.judge().queue().filterProperty().set(filter);
    }

    /** What the page shows; tests look here. */
    PairsViewModel viewModel() {
        return pairs;
    }
}
