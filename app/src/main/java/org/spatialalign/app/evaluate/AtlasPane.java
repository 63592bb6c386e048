package org.spatialalign.app.evaluate;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.spatialalign.app.evaluate.AtlasViewModel.Way;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.EmptyNote;
import org.spatialalign.engine.evaluate.MotionKind;
import org.spatialalign.engine.prompt.DsrType;

/** Where animals went, drawn around the object: a picture for each type, a colour and mark for each kind of failure. */
final class AtlasPane extends VBox {

    private static final int COLUMNS = 3;

    private final AtlasViewModel atlas;
    private final ModelSwitch models;
    private final FlowPane kinds = new FlowPane(4, 4);
    private final GridPane grid = new GridPane();
    private final Label chosen = new Label();
    private final List<AtlasPlot> plots = new ArrayList<>();

    AtlasPane(EvaluateViewModel evaluate, AtlasViewModel atlas, EvaluateActions actions, CommandButtons buttons) {
        this.atlas = atlas;
        setId("evaluate-atlas-pane");
        getStyleClass().add("atlas");
        models = new ModelSwitch("Ways of", atlas.modelProperty());
        for (MotionKind kind : MotionKind.values()) {
            kinds.getChildren().add(kindButton(kind));
        }
        grid.getStyleClass().add("atlas-grid");
        EmptyNote none = new EmptyNote(
                MaterialDesignM.MAP_MARKER_PATH,
                "No ways to draw",
                "No clip of this model has boxes yet. Track its clips on the Inspect page, and they appear here.");
        none.visibleProperty().bind(grid.visibleProperty().not());
        StackPane content = new StackPane(grid, none);
        content.setMinHeight(320);
        VBox.setVgrow(content, Priority.ALWAYS);
        chosen.setWrapText(true);
        chosen.setId("atlas-chosen");
        chosen.setMinHeight(Region.USE_PREF_SIZE);
        chosen.setMinWidth(0);
        HBox.setHgrow(chosen, Priority.ALWAYS);
        chosen.setMaxWidth(Double.MAX_VALUE);
        HBox foot = new HBox(
                8,
                buttons.iconButton(actions.command("back")),
                buttons.iconButton(actions.command("next")),
                chosen,
                buttons.button(actions.command("compare")),
                buttons.button(actions.command("inspect")));
        foot.getChildren().stream()
                .filter(node -> node instanceof javafx.scene.control.Button)
                .forEach(node -> ((Region) node).setMinWidth(Region.USE_PREF_SIZE));
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(models, kinds, content, foot);
        evaluate.shownProperty()
                .subscribe(now -> models.setNames(
                        atlas.models(),
                        name -> EvaluateViewModel.brief(evaluate.baseProperty().get(), name)));
        atlas.waysProperty().subscribe(now -> draw());
        atlas.kindsProperty().subscribe(now -> refresh());
        atlas.selectedProperty().subscribe(now -> refresh());
        atlas.countsProperty().subscribe(now -> counts());
    }

    private ToggleButton kindButton(MotionKind kind) {
        ToggleButton button = new ToggleButton(kind.title(), new KindMark(kind));
        button.setId("kind-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        button.getStyleClass().addAll(Styles.SMALL, "kind-button");
        button.setUserData(kind);
        button.setSelected(true);
        button.setAccessibleText("Show clips whose animal " + kind.title());
        button.setTooltip(new Tooltip(kind.meaning()));
        button.setOnAction(event -> atlas.choose(kind, button.isSelected()));
        return button;
    }

    private void counts() {
        Map<MotionKind, Integer> counts = atlas.countsProperty().get();
        kinds.getChildren().forEach(node -> {
            ToggleButton button = (ToggleButton) node;
            MotionKind kind = (MotionKind) button.getUserData();
            button.setText(kind.title() + " " + counts.getOrDefault(kind, 0));
        });
    }

    private void draw() {
        Map<String, List<Way>> ways = atlas.waysProperty().get();
        plots.clear();
        grid.getChildren().clear();
        grid.getColumnConstraints().clear();
        grid.getRowConstraints().clear();
        int columns = Math.max(1, Math.min(COLUMNS, ways.size()));
        int rows = (ways.size() + columns - 1) / columns;
        for (int i = 0; i < columns; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(100.0 / columns);
            grid.getColumnConstraints().add(column);
        }
        for (int i = 0; i < rows; i++) {
            RowConstraints row = new RowConstraints();
            row.setPercentHeight(100.0 / rows);
            grid.getRowConstraints().add(row);
        }
        ways.forEach((type, list) -> {
            AtlasPlot plot =
                    new AtlasPlot(DsrType.of(type), list, atlas.kindsProperty().get(), way -> atlas.selectedProperty()
                            .set(way));
            grid.add(plot, plots.size() % columns, plots.size() / columns);
            plots.add(plot);
        });
        grid.setVisible(!ways.isEmpty());
        refresh();
    }

    private void refresh() {
        Set<MotionKind> wanted = atlas.kindsProperty().get();
        Way way = atlas.selectedProperty().get();
        plots.forEach(plot -> plot.show(wanted, way));
        kinds.getChildren().forEach(node -> {
            ToggleButton button = (ToggleButton) node;
            button.setSelected(wanted.contains((MotionKind) button.getUserData()));
        });
        chosen.setText(
                way == null
                        ? "The square is the object. Click a line to see which clip it is."
                        : way.clip().promptId() + " seed " + way.clip().seed() + ": "
                                + way.path().kind().title() + ", score " + Say.score(way.clip()) + ". "
                                + way.path().kind().meaning());
        chosen.getStyleClass().remove("muted");
        if (way == null) {
            chosen.getStyleClass().add("muted");
        }
    }
}
