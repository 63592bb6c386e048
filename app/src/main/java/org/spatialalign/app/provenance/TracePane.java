package org.spatialalign.app.provenance;

import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.EmptyNote;

/** One thing in the middle, what it comes from at the left, what came of it at the right. */
final class TracePane extends BorderPane {

    private final TraceViewModel model;
    private final ThingCard card;
    private final NeighbourList from;
    private final NeighbourList of;
    private final HBox columns;
    private final StackPane room = new StackPane();
    private final Node noProject = new EmptyNote(
            MaterialDesignF.FOLDER_OPEN_OUTLINE,
            "No project is open",
            "Open or create a project on the Home page; then everything in it can be traced.");
    private final EmptyNote nothing;
    private final Label problem = new Label();
    private final Node missing;

    /** @param nothing what stands there before anything is traced */
    TracePane(TraceViewModel model, TraceCommands commands, CommandButtons buttons, EmptyNote nothing) {
        this.model = model;
        this.nothing = nothing;
        getStyleClass().addAll("page", "trace-page");
        getStylesheets()
                .add(Objects.requireNonNull(TracePane.class.getResource("provenance.css"))
                        .toExternalForm());
        card = new ThingCard(model::show);
        from = new NeighbourList(
                "Comes from",
                "trace-from",
                "Nothing in the project: here it begins.",
                line -> model.follow(line, true));
        of = new NeighbourList("What came of it", "trace-of", "Nothing yet.", line -> model.follow(line, false));
        for (NeighbourList side : new NeighbourList[] {from, of}) {
            side.setMinWidth(200);
            side.setPrefWidth(340);
            HBox.setHgrow(side, Priority.SOMETIMES);
        }
        card.setMinWidth(240);
        card.setPrefWidth(380);
        HBox.setHgrow(card, Priority.ALWAYS);
        columns = new HBox(from, card, of);
        columns.getStyleClass().add("trace-columns");
        problem.setWrapText(true);
        missing = new EmptyNote(
                MaterialDesignA.ALERT_OUTLINE,
                "It cannot be shown",
                "Go back, or choose something on another page and trace it.",
                problem);
        setTop(bar(commands, buttons));
        setCenter(room);
        room.setMinSize(0, 0);
        model.sessionProperty().subscribe(this::show);
        model.shownProperty().subscribe(this::show);
        model.problemProperty().subscribe(this::show);
        model.hereProperty().subscribe(this::show);
        show();
    }

    private Node bar(TraceCommands commands, CommandButtons buttons) {
        Button open = buttons.button(commands.open);
        open.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> {
                            TraceViewModel.Shown now = model.shownProperty().get();
                            Place place = now == null ? null : now.place();
                            return place == null ? "Open" : "Open in " + place.title();
                        },
                        model.shownProperty()));
        Label busy = new Label("Looking…");
        busy.getStyleClass().add("muted");
        busy.visibleProperty().bind(model.loadingProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox bar = new HBox(
                8,
                buttons.iconButton(commands.back),
                buttons.iconButton(commands.forward),
                open,
                buttons.button(commands.cause),
                gap,
                busy);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("toolbar-row");
        return new VBox(bar);
    }

    private void show() {
        TraceViewModel.Shown now = model.shownProperty().get();
        problem.setText(model.problemProperty().get());
        Node wanted;
        if (model.sessionProperty().get() == null) {
            wanted = noProject;
        } else if (now != null) {
            card.show(now.node());
            from.show(now.from());
            of.show(now.of());
            wanted = columns;
        } else if (!problem.getText().isEmpty()) {
            wanted = missing;
        } else {
            wanted = nothing;
        }
        if (room.getChildren().size() != 1 || !room.getChildren().get(0).equals(wanted)) {
            room.getChildren().setAll(wanted);
        }
        Node focus = getScene() == null ? null : getScene().getFocusOwner();
        if (wanted.equals(columns) && (focus == null || focus.equals(this))) {
            focusAnything();
        }
    }

    void focusFrom() {
        from.focusLines();
    }

    void focusOf() {
        of.focusLines();
    }

    /** The keyboard goes to where there is something to follow. */
    void focusAnything() {
        if (!from.focusLines() && !of.focusLines()) {
            requestFocus();
        }
    }
}
