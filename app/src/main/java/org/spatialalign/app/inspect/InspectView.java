package org.spatialalign.app.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.spatialalign.app.fx.EmptyNote;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.player.PlayerView;
import org.spatialalign.app.player.ScoreWaterfall;

/** The page: clips at the left, the player in the middle, the reasons and facts at the right. */
final class InspectView extends StackPane {

    private static final double[] FIRST_SPLITS = {0.37, 0.78};

    private final InspectViewModel inspect;
    private final ClipListView list;
    private final PlayerView playerView;
    private final ClipPane centre;
    private final ScrollPane details = new ScrollPane();
    private final SplitPane split = new SplitPane();
    private final List<Double> splits = new ArrayList<>();
    /** Until somebody moves a divider the parts keep their shares; afterwards the middle takes what there is. */
    private boolean moved;

    InspectView(InspectViewModel inspect, InspectActions actions, Keymap keymap) {
        this.inspect = inspect;
        getStyleClass().addAll("page", "inspect-page");
        getStylesheets()
                .add(Objects.requireNonNull(InspectView.class.getResource("inspect.css"))
                        .toExternalForm());
        for (double at : FIRST_SPLITS) {
            splits.add(at);
        }
        list = new ClipListView(
                inspect.table(),
                inspect.gridProperty(),
                actions.thumbnails(),
                actions.viewsMenu(),
                actions.gridButton(),
                actions.importButton());
        playerView = new PlayerView(inspect.clip().player(), keymap);
        centre = new ClipPane(inspect, actions, playerView);
        details.setContent(detailsContent(actions));
        details.setFitToWidth(true);
        details.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        details.getStyleClass().add("details-scroll");
        details.setMinWidth(220);
        list.setMinWidth(300);
        centre.setMinWidth(380);
        SplitPane.setResizableWithParent(list, false);
        SplitPane.setResizableWithParent(details, false);
        inspect.detailsProperty().subscribe(this::arrange);
        // The split pane gives a change of width to the middle alone; it is shared out when that has settled.
        PauseTransition settled = new PauseTransition(Duration.millis(1));
        settled.setOnFinished(event -> {
            if (!moved) {
                applySplits();
            }
        });
        split.widthProperty().addListener((o, before, now) -> settled.playFromStart());
        split.addEventFilter(MouseEvent.MOUSE_DRAGGED, event -> moved |= onDivider(event));

        Node noProject = new EmptyNote(
                MaterialDesignF.FOLDER_OPEN_OUTLINE,
                "No project is open",
                "Open a project on the Home page, or drop a folder of clips here to make one.",
                actions.homeButtons());
        StackPane content = new StackPane(split, noProject);
        var none = Bindings.createBooleanBinding(
                () -> inspect.table().stateProperty().get() == ClipTableViewModel.State.NO_PROJECT,
                inspect.table().stateProperty());
        noProject.visibleProperty().bind(none);
        split.visibleProperty().bind(none.not());
        getChildren().add(new BorderPane(content));
    }

    private VBox detailsContent(InspectActions actions) {
        ScoreWaterfall why = new ScoreWaterfall(inspect.clip().player());
        why.explanationProperty().bind(inspect.clip().explanationProperty());
        // What is shown still belongs to the clip before.
        why.opacityProperty()
                .bind(Bindings.when(inspect.clip().loadingProperty()).then(0.3).otherwise(1.0));
        VBox box = new VBox(
                why,
                new ClipFactsView(inspect.clip(), actions.presetId(), actions.matchButton()),
                new CorrectionsView(inspect.clip(), inspect.trained(), actions.traceBoxes()));
        box.getStyleClass().add("details");
        return box;
    }

    private static boolean onDivider(MouseEvent event) {
        return event.getTarget() instanceof Node node && node.getStyleClass().contains("split-pane-divider");
    }

    /** The panel at the right comes and goes; the divider stays where it was put. */
    private void arrange(boolean withDetails) {
        rememberSplits();
        split.getItems().setAll(withDetails ? List.of(list, centre, details) : List.of(list, centre));
        applySplits();
    }

    private void rememberSplits() {
        double[] now = split.getDividerPositions();
        for (int i = 0; moved && i < now.length; i++) {
            splits.set(i, now[i]);
        }
    }

    private void applySplits() {
        for (int i = 0; i < split.getDividers().size(); i++) {
            split.setDividerPosition(i, splits.get(i));
        }
    }

    /** Where the dividers are, as shares of the width. */
    List<Double> splits() {
        rememberSplits();
        return List.copyOf(splits);
    }

    void setSplits(List<Double> positions) {
        for (int i = 0; i < Math.min(positions.size(), splits.size()); i++) {
            double at = positions.get(i);
            if (at > 0.05 && at < 0.95) {
                splits.set(i, at);
            }
        }
        moved = false;
        applySplits();
    }

    /** Moves the keyboard to the next part of the page. */
    void focusNextPane(boolean forward) {
        List<Node> panes = split.getItems();
        int here = -1;
        Node focus = getScene() == null ? null : getScene().getFocusOwner();
        for (Node node = focus; node != null; node = node.getParent()) {
            if (panes.contains(node)) {
                here = panes.indexOf(node);
            }
        }
        int next = Math.floorMod(here + (forward ? 1 : here < 0 ? 0 : -1), panes.size());
        Node pane = panes.get(next);
        if (pane.equals(list)) {
            list.focusClips();
        } else if (pane.equals(centre)) {
            playerView.focusPicture();
        } else {
            details.requestFocus();
        }
    }

    ClipListView list() {
        return list;
    }

    /** What the player says about its keys. */
    ReadOnlyStringProperty modeLine() {
        return playerView.modeLine();
    }
}
