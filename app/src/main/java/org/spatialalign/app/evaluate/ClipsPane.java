package org.spatialalign.app.evaluate;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.spatialalign.app.evaluate.EvaluateViewModel.Shown;
import org.spatialalign.app.evaluate.SideBySideViewModel.Side;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.EmptyNote;
import org.spatialalign.app.player.ContactSheet;
import org.spatialalign.app.player.Playhead;
import org.spatialalign.engine.evaluate.Comparison;
import org.spatialalign.engine.media.Clip;

/** Clips won, lost and unchanged at the left; the chosen prompt and seed played side by side at the right. */
final class ClipsPane extends HBox {

    private final EvaluateViewModel evaluate;
    private final PairsListViewModel list;
    private final SideBySideViewModel sides;
    private final EvaluateActions actions;
    private final ListView<Comparison.Pair> pairs = new ListView<>();
    private final FlowPane filters = new FlowPane(4, 4);
    private final ModelSwitch models;
    private final Button row = new Button("", new FontIcon(MaterialDesignC.CLOSE));
    private final Label sentence = new Label();
    private final Label problems = new Label();
    private final ContactSheet sheet;
    private boolean filling;

    ClipsPane(
            EvaluateViewModel evaluate,
            PairsListViewModel list,
            SideBySideViewModel sides,
            EvaluateActions actions,
            CommandButtons buttons) {
        this.evaluate = evaluate;
        this.list = list;
        this.sides = sides;
        this.actions = actions;
        setId("evaluate-clips-pane");
        getStyleClass().add("evaluate-clips");
        models = new ModelSwitch("Clips of", list.tunedProperty());
        sheet = new ContactSheet(sides.playhead());
        row.getStyleClass().add(Styles.SMALL);
        row.setOnAction(event -> list.rowProperty().set(TableRow.ALL));
        row.setTooltip(new Tooltip("Click to list all clips again"));
        row.managedProperty().bind(row.visibleProperty());
        VBox left = new VBox(8, models, row, filters, pairs);
        left.setMinWidth(292);
        left.setPrefWidth(292);
        left.setMaxWidth(292);
        VBox.setVgrow(pairs, Priority.ALWAYS);
        listOfPairs();
        Node right = right(buttons);
        HBox.setHgrow(right, Priority.ALWAYS);
        getChildren().addAll(left, right);
        for (OutcomeFilter filter : OutcomeFilter.values()) {
            filters.getChildren().add(filterButton(filter));
        }
        evaluate.shownProperty().subscribe(now -> refreshModels());
        list.countsProperty().subscribe(now -> refreshFilters());
        list.filterProperty().subscribe(now -> refreshFilters());
        list.rowProperty().subscribe(this::refreshRow);
        list.pairsProperty().subscribe(now -> refreshPairs());
        list.selectedProperty().subscribe(now -> refreshSelected());
        sides.sidesProperty().subscribe(now -> refreshSides());
    }

    private void listOfPairs() {
        pairs.setId("pair-list");
        pairs.getStyleClass().add("pair-list");
        pairs.setAccessibleText("Pairs of clips");
        pairs.setCellFactory(view -> new PairCell(() -> list.tunedProperty().get()));
        Label none = new Label("No clips of this sort.");
        pairs.setPlaceholder(none);
        pairs.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> {
            if (!filling && now != null) {
                list.selectedProperty().set(now);
            }
        });
    }

    private ToggleButton filterButton(OutcomeFilter filter) {
        ToggleButton button = new ToggleButton(filter.title());
        button.setId("filter-" + filter.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        button.getStyleClass().add(Styles.SMALL);
        button.setUserData(filter);
        button.setAccessibleText(filter.title() + ": " + filter.meaning());
        button.setTooltip(new Tooltip(filter.meaning()));
        button.setOnAction(event -> {
            button.setSelected(true);
            list.filterProperty().set(filter);
        });
        return button;
    }

    private Node right(CommandButtons buttons) {
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        sentence.setId("pair-sentence");
        problems.setWrapText(true);
        problems.getStyleClass().add("muted");
        problems.setMinHeight(Region.USE_PREF_SIZE);
        problems.managedProperty().bind(problems.textProperty().isNotEmpty());
        EmptyNote none = new EmptyNote(
                MaterialDesignC.COMPARE_HORIZONTAL,
                "Nothing to compare here",
                "No pair of clips is of this sort at this threshold. Choose another sort at the left.");
        none.visibleProperty().bind(list.selectedProperty().isNull());
        sheet.visibleProperty().bind(none.visibleProperty().not());
        sheet.setOnChosen(id -> {});
        StackPane stage = new StackPane(sheet, none);
        VBox.setVgrow(stage, Priority.ALWAYS);
        stage.setMinHeight(160);
        VBox right = new VBox(8, sentence, problems, stage, transport(buttons));
        right.setMinWidth(320);
        return right;
    }

    private Node transport(CommandButtons buttons) {
        Playhead head = sides.playhead();
        Button play = buttons.iconButton(actions.command("play"));
        FontIcon icon = new FontIcon(MaterialDesignP.PLAY);
        play.setGraphic(icon);
        head.playingProperty()
                .subscribe(playing -> icon.setIconCode(playing ? MaterialDesignP.PAUSE : MaterialDesignP.PLAY));
        Slider place = new Slider();
        place.setId("pair-frame");
        place.setAccessibleText("Frame");
        place.setMinWidth(80);
        HBox.setHgrow(place, Priority.ALWAYS);
        Label frame = new Label();
        frame.getStyleClass().add("caption");
        frame.setMinWidth(Region.USE_PREF_SIZE);
        Runnable refresh = () -> {
            place.setMax(Math.max(1, head.lastFrame()));
            place.setValue(head.frame());
            frame.setText(head.frame() + " / " + head.lastFrame());
        };
        head.frameProperty().subscribe(now -> refresh.run());
        sides.sidesProperty().subscribe(now -> refresh.run());
        place.valueProperty().addListener((o, before, now) -> {
            int wanted = (int) Math.round(now.doubleValue());
            if (wanted != head.frame() && place.isFocused()) {
                head.goTo(wanted);
            }
        });
        FlowPane ways = new FlowPane(
                8, 4, buttons.button(actions.command("inspect")), buttons.button(actions.command("inspect-base")));
        HBox moving = new HBox(
                2,
                buttons.iconButton(actions.command("back")),
                buttons.iconButton(actions.command("step-back")),
                play,
                buttons.iconButton(actions.command("step")),
                buttons.iconButton(actions.command("next")),
                place,
                frame);
        moving.setAlignment(Pos.CENTER_LEFT);
        ways.setAlignment(Pos.CENTER_RIGHT);
        return new VBox(6, moving, ways);
    }

    private void refreshModels() {
        Shown shown = evaluate.shownProperty().get();
        List<String> names = shown == null ? List.of() : shown.choice().tuned();
        models.setNames(
                names.size() > 1 ? names : List.of(),
                name -> EvaluateViewModel.brief(evaluate.baseProperty().get(), name));
        models.setManaged(names.size() > 1);
    }

    private void refreshRow(TableRow now) {
        row.setVisible(!now.equals(TableRow.ALL));
        row.setText("Only " + now);
        row.setAccessibleText("Only " + now + "; press to list all clips again");
    }

    private void refreshFilters() {
        filters.getChildren().forEach(node -> {
            ToggleButton button = (ToggleButton) node;
            OutcomeFilter filter = (OutcomeFilter) button.getUserData();
            button.setText(filter.title() + " "
                    + Objects.requireNonNull(list.countsProperty().get().getOrDefault(filter, 0)));
            button.setSelected(filter == list.filterProperty().get());
        });
    }

    private void refreshPairs() {
        filling = true;
        pairs.setItems(FXCollections.observableArrayList(list.pairsProperty().get()));
        filling = false;
        refreshSelected();
    }

    private void refreshSelected() {
        Comparison.Pair pair = list.selectedProperty().get();
        filling = true;
        if (pair == null) {
            pairs.getSelectionModel().clearSelection();
        } else if (!pair.equals(pairs.getSelectionModel().getSelectedItem())) {
            pairs.getSelectionModel().select(pair);
            pairs.scrollTo(pair);
        }
        filling = false;
        sentence.setText(actions.sentence(pair));
        refreshProblems();
    }

    private void refreshSides() {
        List<ContactSheet.Item> items = new ArrayList<>();
        for (Side side : sides.sidesProperty().get()) {
            Clip clip = side.clip();
            if (clip != null) {
                items.add(new ContactSheet.Item(
                        side.id(),
                        EvaluateViewModel.brief(evaluate.baseProperty().get(), side.model()),
                        clip,
                        side.tracks(),
                        side.outcome()));
            }
        }
        sheet.setItems(items);
        refreshProblems();
    }

    /** Why a clip has no score, or cannot be shown. */
    private void refreshProblems() {
        List<String> lines = new ArrayList<>();
        Comparison.Pair pair = list.selectedProperty().get();
        if (pair != null) {
            for (var clip : List.of(pair.base(), pair.tuned())) {
                if (clip.score().isEmpty()) {
                    lines.add(clip.name() + " has no score. " + clip.reason());
                }
            }
        }
        sides.sidesProperty().get().stream()
                .filter(side -> !side.why().isEmpty())
                .forEach(side -> lines.add(side.why()));
        problems.setText(String.join("\n", lines));
    }

    void focusList() {
        pairs.requestFocus();
    }
}
