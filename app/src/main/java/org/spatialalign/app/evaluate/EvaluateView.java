package org.spatialalign.app.evaluate;

import atlantafx.base.theme.Styles;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.spatialalign.app.evaluate.EvaluateViewModel.State;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.EmptyNote;

/** The page: choices at the left, figures, clips or the atlas beside them. */
final class EvaluateView extends StackPane {

    private final EvaluateViewModel evaluate;
    private final EvaluateActions actions;
    private final BorderPane compared = new BorderPane();
    private final StackPane empty = new StackPane();
    private final StackPane content = new StackPane();
    private final FiguresPane figures;
    private final ClipsPane clips;
    private final AtlasPane atlas;

    EvaluateView(
            EvaluateViewModel evaluate,
            PairsListViewModel list,
            SideBySideViewModel sides,
            AtlasViewModel atlasModel,
            EvaluateActions actions,
            CommandButtons buttons) {
        this.evaluate = evaluate;
        this.actions = actions;
        setId("page-evaluate");
        getStyleClass().addAll("page", "evaluate-page");
        getStylesheets()
                .add(Objects.requireNonNull(EvaluateView.class.getResource("evaluate.css"))
                        .toExternalForm());
        figures = new FiguresPane(evaluate, list, actions::showClips);
        clips = new ClipsPane(evaluate, list, sides, actions, buttons);
        atlas = new AtlasPane(evaluate, atlasModel, actions, buttons);
        EmptyNote nothing = new EmptyNote(
                MaterialDesignC.CHECKBOX_MARKED_OUTLINE,
                "Nothing to compare with",
                "Tick at least one model at the left, under “Compared with”.");
        nothing.visibleProperty().bind(evaluate.shownProperty().isNull());
        content.getChildren().addAll(figures, clips, atlas, nothing);
        compared.setLeft(new ChoicesPane(evaluate));
        compared.setTop(top(buttons));
        compared.setCenter(content);
        getChildren().addAll(compared, empty);
        evaluate.stateProperty().subscribe(now -> refreshState());
        actions.partProperty().subscribe(now -> refreshPart());
        evaluate.shownProperty().subscribe(now -> refreshPart());
    }

    private Node top(CommandButtons buttons) {
        ToggleGroup group = new ToggleGroup();
        HBox tabs = new HBox();
        for (EvaluatePart part : EvaluatePart.values()) {
            ToggleButton tab = new ToggleButton(part.title());
            buttons.connect(tab, actions.command(part.id()));
            tab.setAccessibleText(part.title());
            tab.setToggleGroup(group);
            tab.getStyleClass()
                    .add(
                            switch (part) {
                                case FIGURES -> Styles.LEFT_PILL;
                                case CLIPS -> Styles.CENTER_PILL;
                                case ATLAS -> Styles.RIGHT_PILL;
                            });
            actions.partProperty().subscribe(now -> tab.setSelected(now == part));
            tab.setOnAction(event -> {
                // A second click must not leave none chosen.
                tab.setSelected(true);
                actions.show(part);
            });
            tabs.getChildren().add(tab);
        }
        tabs.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox bar = new HBox(
                8, tabs, space, button(buttons, "looks"), button(buttons, "export"), button(buttons, "report"));
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("toolbar-row");
        return bar;
    }

    private Button button(CommandButtons buttons, String id) {
        Command command = actions.command(id);
        Button button = buttons.button(command);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private void refreshPart() {
        boolean some = evaluate.shownProperty().get() != null;
        EvaluatePart part = actions.partProperty().get();
        figures.setVisible(some && part == EvaluatePart.FIGURES);
        clips.setVisible(some && part == EvaluatePart.CLIPS);
        atlas.setVisible(some && part == EvaluatePart.ATLAS);
        if (clips.isVisible() && getScene() != null) {
            clips.focusList();
        }
    }

    private void refreshState() {
        State state = evaluate.stateProperty().get();
        compared.setVisible(state == State.READY);
        empty.setVisible(state != State.READY);
        EmptyNote note =
                switch (state) {
                    case NO_PROJECT ->
                        new EmptyNote(
                                MaterialDesignF.FOLDER_OPEN_OUTLINE,
                                "No project is open",
                                "Open a project on the Home page, or drop a folder of clips on this window.");
                    case LOADING, READY ->
                        new EmptyNote(
                                MaterialDesignC.CHART_BELL_CURVE_CUMULATIVE,
                                "Reading the scores",
                                "The clips of the project are being looked up.");
                    case NO_CLIPS ->
                        new EmptyNote(
                                MaterialDesignC.CHART_BELL_CURVE_CUMULATIVE,
                                "No clips to compare yet",
                                "Models are compared on the same prompts and seeds. Import clips together with their"
                                        + " prompt list, or generate some on the Generate page.");
                    case ONE_MODEL ->
                        new EmptyNote(
                                MaterialDesignC.COMPARE_HORIZONTAL,
                                "Only one model so far",
                                "All clips are of one source model, "
                                        + evaluate.modelsProperty().get().keySet().stream()
                                                .findFirst()
                                                .orElse("")
                                        + ". Import another model's clips from a folder with its name, or generate the"
                                        + " same prompts and seeds with a LoRA.");
                };
        empty.getChildren().setAll(note);
    }
}
