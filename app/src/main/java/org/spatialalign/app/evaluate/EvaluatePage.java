package org.spatialalign.app.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.fx.Page;
import org.spatialalign.app.fx.Subject;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.evaluate.Comparison;
import org.spatialalign.engine.evaluate.Unscorable;
import org.spatialalign.engine.workflow.provenance.NodeId;

/** The Evaluate page: what tuning changed, how sure that is, and the clips that show it. */
public final class EvaluatePage implements Page {

    private final Keymap keymap;
    private final Notices notices;
    private final EvaluateViewModel evaluate;
    private final PairsListViewModel list;
    private final SideBySideViewModel sides;
    private final AtlasViewModel atlas;
    private final EvaluateActions actions;
    private final ReadOnlyStringWrapper modeLine = new ReadOnlyStringWrapper("");
    private @Nullable EvaluateView view;
    private boolean inFront;

    /**
     * @param session the open project, null for none
     * @param inspect opens a clip on the Inspect page
     */
    public EvaluatePage(
            UiExecutor executor,
            Dialogs dialogs,
            Keymap keymap,
            Notices notices,
            ObservableValue<@Nullable ProjectSession> session,
            Consumer<String> inspect) {
        this.keymap = keymap;
        this.notices = notices;
        evaluate = new EvaluateViewModel(executor, session, this::tell);
        list = new PairsListViewModel(evaluate);
        sides = new SideBySideViewModel(executor, evaluate, list, this::tell);
        atlas = new AtlasViewModel(executor, evaluate, this::tell);
        actions = new EvaluateActions(evaluate, list, sides, atlas, executor, dialogs, notices, inspect);
        actions.partProperty().addListener((o, before, now) -> lookAtPart());
        modeLine.bind(Bindings.createStringBinding(
                this::hint, actions.partProperty(), evaluate.shownProperty(), list.selectedProperty()));
    }

    private String hint() {
        if (evaluate.shownProperty().get() == null) {
            return "";
        }
        return switch (actions.partProperty().get()) {
            case FIGURES -> "Point at the curves for their values, click to move the threshold.";
            case CLIPS -> "Space plays both, arrows step, N goes to the next pair.";
            case ATLAS -> "Click a line to see which clip it is, or go through them with N.";
        };
    }

    private void tell(Throwable problem) {
        String message = problem.getMessage();
        Notices.Kind kind = problem instanceof WorkbenchException ? Notices.Kind.WARNING : Notices.Kind.DANGER;
        notices.toast(kind, message == null ? problem.toString() : message);
    }

    /** Only what can be seen reads boxes and decodes clips. */
    private void lookAtPart() {
        EvaluatePart part = actions.partProperty().get();
        sides.setVisible(inFront && part == EvaluatePart.CLIPS);
        atlas.setVisible(inFront && part == EvaluatePart.ATLAS);
    }

    @Override
    public String id() {
        return "evaluate";
    }

    @Override
    public String title() {
        return "Evaluate";
    }

    @Override
    public Ikon icon() {
        return MaterialDesignC.CHART_BELL_CURVE_CUMULATIVE;
    }

    @Override
    public Node view() {
        EvaluateView known = view;
        if (known == null) {
            known = new EvaluateView(evaluate, list, sides, atlas, actions, new CommandButtons(keymap));
            view = known;
        }
        return known;
    }

    @Override
    public List<Command> commands() {
        return actions.all();
    }

    @Override
    public void shown() {
        inFront = true;
        evaluate.setVisible(true);
        lookAtPart();
    }

    @Override
    public void hidden() {
        inFront = false;
        evaluate.setVisible(false);
        lookAtPart();
    }

    @Override
    public @Nullable Subject subject() {
        Comparison.Pair pair = list.selectedProperty().get();
        AtlasViewModel.Way way = atlas.selectedProperty().get();
        return switch (actions.partProperty().get()) {
            case CLIPS ->
                pair == null ? null : Subject.of(NodeId.clip(pair.tuned().clip()));
            case ATLAS -> way == null ? null : Subject.of(NodeId.clip(way.clip().clip()));
            case FIGURES ->
                evaluate.tunedProperty().get().stream()
                        .findFirst()
                        .map(model -> Subject.of(NodeId.evaluation(model)))
                        .orElse(null);
        };
    }

    @Override
    public ObservableValue<String> modeLine() {
        return modeLine.getReadOnlyProperty();
    }

    /** Compares the clips of this source model with the base's. */
    @Override
    public void reveal(String model) {
        if (!model.equals(evaluate.baseProperty().get())) {
            evaluate.tunedProperty().set(Set.of(model));
        }
        actions.show(EvaluatePart.FIGURES);
    }

    @Override
    public JsonNode saveState() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        if (evaluate.session() != null) {
            state.put("part", actions.partProperty().get().id());
            state.put("base", evaluate.baseProperty().get());
            evaluate.tunedProperty().get().forEach(state.putArray("tuned")::add);
            state.put("prompts", evaluate.promptsProperty().get().label());
            state.put("structures", evaluate.structuresProperty().get().label());
            evaluate.seedsProperty().get().forEach(state.putArray("seeds")::add);
            state.put("threshold", evaluate.thresholdProperty().get());
            state.put("unscorable", evaluate.countingProperty().get().code());
        }
        return state;
    }

    @Override
    public void restoreState(JsonNode state) {
        for (EvaluatePart part : EvaluatePart.values()) {
            if (part.id().equals(state.path("part").asText())) {
                actions.show(part);
            }
        }
        double threshold = state.path("threshold").asDouble(-1);
        if (threshold >= 0 && threshold <= 1) {
            evaluate.thresholdProperty().set(threshold);
        }
        for (Unscorable counting : Unscorable.values()) {
            if (counting.code().equals(state.path("unscorable").asText())) {
                evaluate.countingProperty().set(counting);
            }
        }
        Set<String> tuned = new LinkedHashSet<>();
        state.path("tuned").forEach(name -> tuned.add(name.asText()));
        Set<Long> seeds = new TreeSet<>();
        state.path("seeds").forEach(seed -> seeds.add(seed.asLong()));
        evaluate.restore(new EvaluateViewModel.Earlier(
                state.path("base").asText(""),
                tuned,
                state.path("prompts").asText(""),
                state.path("structures").asText(""),
                seeds));
    }

    /** What the page shows; tests look here. */
    EvaluateViewModel viewModel() {
        return evaluate;
    }
}
