package org.spatialalign.app.pairs;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.EmptyNote;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.pairs.PairFilter.Show;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.prefer.PairSummary;

/** Which pairs are judged and how, over the pair itself or a grid of many. */
final class JudgePane extends VBox {

    private final PairsViewModel pairs;
    private final JudgeViewModel judge;
    private final JudgeView one;
    private final PairGrid grid;
    private final BooleanProperty many;
    private final Node gridWithPrompt;
    private final Node done;
    private final Node none;
    private final Node filtered;
    private final StackPane middle = new StackPane();
    private boolean refreshing;

    JudgePane(
            PairsViewModel pairs,
            PairsCommands commands,
            PairsCommands.JudgeScreen screen,
            Keymap keymap,
            UiExecutor executor) {
        this.pairs = pairs;
        this.judge = pairs.judge();
        one = new JudgeView(pairs, commands, screen, keymap);
        many = screen.gridProperty();
        grid = new PairGrid(pairs, executor, () -> many.set(false));
        getStyleClass().add("judge-pane");
        VBox.setVgrow(middle, Priority.ALWAYS);
        CommandButtons buttons = new CommandButtons(keymap);
        done = new EmptyNote(
                MaterialDesignC.CHECK_ALL,
                "Every pair of this list is judged",
                "Choose another list above, take the last verdict back, or look at Agreement and the Metric court.",
                buttons.button(commands.get("take-back")));
        done.setId("pairs-done");
        none = new EmptyNote(
                MaterialDesignF.FILTER_OUTLINE,
                "The rules make no pair",
                "Lower the threshold or the margin, or let clips of different models meet.",
                buttons.button(commands.get("mode-rules")));
        none.setId("pairs-none");
        Button everything = new Button("Show all pairs", new FontIcon(MaterialDesignF.FILTER_REMOVE_OUTLINE));
        everything.setId("pairs-show-all");
        everything.setOnAction(event -> {
            filter(PairFilter.ALL);
            focusStage();
        });
        filtered = new EmptyNote(
                MaterialDesignF.FILTER_OUTLINE,
                "No pair is in this list",
                "None of the pairs is of this state and type with these words.",
                everything);
        filtered.setId("pairs-filtered");
        PairPrompt prompt = new PairPrompt();
        judge.currentProperty()
                .subscribe(entry ->
                        prompt.show(entry == null ? null : judge.queue().prompt(entry)));
        // Its tiles have no room for the prompt, without which nobody can judge.
        gridWithPrompt = new VBox(8, prompt, grid);
        VBox.setVgrow(grid, Priority.ALWAYS);
        many.subscribe(this::arrange);
        judge.currentProperty().subscribe(this::arrange);
        judge.queue().entriesProperty().subscribe(this::arrange);
        judge.queue().filterProperty().subscribe(this::arrange);
        arrange();
        many.addListener((o, before, now) -> focusStage());
        getChildren().addAll(toolbar(buttons, commands), middle);
    }

    /** Only what is looked at is in the window: hidden, it would be laid out with every verdict. */
    private void arrange() {
        boolean listed = !judge.queue().entriesProperty().get().isEmpty();
        boolean pair = judge.currentProperty().get() != null;
        Node empty = listed ? done : filter().equals(PairFilter.ALL) ? none : filtered;
        Node wanted = many.get() && listed ? gridWithPrompt : pair ? one : empty;
        if (!middle.getChildren().equals(List.of(wanted))) {
            boolean hadKeyboard = middle.isFocusWithin();
            middle.getChildren().setAll(wanted);
            if (hadKeyboard) {
                focusStage();
            }
        }
    }

    private HBox toolbar(CommandButtons buttons, PairsCommands commands) {
        TextField search = new TextField(judge.queue().filterProperty().get().text());
        search.setId("pair-search");
        search.setPromptText("Words of the prompt");
        search.setPrefColumnCount(14);
        search.setMinWidth(70);
        search.textProperty().addListener((o, before, now) -> unlessRefreshing(() -> filter(filter().withText(now))));
        judge.queue().filterProperty().subscribe(now -> {
            if (!search.getText().equals(now.text())) {
                refreshing = true;
                search.setText(now.text());
                refreshing = false;
            }
        });
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox bar =
                new HBox(8, sources(), show(), types(), search, gap, gridButton(buttons, commands), blind(), options());
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("judge-toolbar");
        return bar;
    }

    private PairFilter filter() {
        return judge.queue().filterProperty().get();
    }

    private void filter(PairFilter now) {
        judge.queue().filterProperty().set(now);
    }

    private void unlessRefreshing(Runnable action) {
        if (!refreshing) {
            action.run();
        }
    }

    private static <T> StringConverter<T> words(java.util.function.Function<@Nullable T, String> say) {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable T value) {
                return say.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("nobody types here");
            }
        };
    }

    /** All pairs of the rules, or those that were handed to somebody. Null stands for all. */
    private Node sources() {
        ChoiceBox<@Nullable PairShare> choice = new ChoiceBox<>();
        choice.setId("pair-share");
        choice.setConverter(words(share -> share == null
                ? "Pairs by the rules"
                : "Share of " + share.annotator() + " (" + share.items().size() + ")"));
        pairs.sharesProperty().subscribe(shares -> {
            refreshing = true;
            List<@Nullable PairShare> all = new ArrayList<>();
            all.add(null);
            all.addAll(shares);
            choice.getItems().setAll(all);
            choice.setValue(pairs.shareProperty().get());
            refreshing = false;
            choice.setVisible(!shares.isEmpty());
            choice.setManaged(!shares.isEmpty());
        });
        pairs.shareProperty().subscribe(choice::setValue);
        choice.valueProperty()
                .addListener((o, before, now) ->
                        unlessRefreshing(() -> pairs.shareProperty().set(now)));
        return choice;
    }

    /** A menu, because the counts in it change with every verdict: its items are written only when it opens. */
    private MenuButton show() {
        MenuButton menu = new MenuButton();
        menu.setId("pair-show");
        menu.setTooltip(new Tooltip("Which pairs are listed; the rest waits"));
        menu.setMinWidth(150);
        menu.setPrefWidth(210);
        ToggleGroup group = new ToggleGroup();
        Map<Show, RadioMenuItem> items = new EnumMap<>(Show.class);
        for (Show show : Show.values()) {
            RadioMenuItem item = new RadioMenuItem(show.title());
            item.setToggleGroup(group);
            item.setOnAction(event -> {
                filter(filter().with(show));
                focusStage();
            });
            items.put(show, item);
        }
        menu.getItems().addAll(items.values());
        menu.setOnShowing(event -> items.forEach((show, item) -> {
            item.setText(counted(show));
            item.setSelected(show == filter().show());
        }));
        judge.queue().countsProperty().subscribe(() -> menu.setText(counted(filter().show())));
        judge.queue().filterProperty().subscribe(now -> menu.setText(counted(now.show())));
        return menu;
    }

    private String counted(Show show) {
        return "%s (%,d)"
                .formatted(show.title(), judge.queue().countsProperty().get().getOrDefault(show, 0));
    }

    private Node types() {
        ChoiceBox<String> choice = new ChoiceBox<>();
        choice.setId("pair-type");
        choice.setMinWidth(110);
        choice.setConverter(words(code -> code == null || code.isEmpty() ? "All types" : code));
        choice.getItems().add("");
        choice.getItems().addAll(PairSummary.PAPER_TYPES);
        judge.queue().filterProperty().subscribe(now -> choice.setValue(now.type()));
        choice.valueProperty().addListener((o, before, now) -> {
            if (now != null && !now.equals(filter().type())) {
                filter(filter().withType(now));
            }
        });
        return choice;
    }

    private ToggleButton gridButton(CommandButtons buttons, PairsCommands commands) {
        ToggleButton button =
                new ToggleButton(null, new FontIcon(commands.get("grid").icon()));
        buttons.connect(button, commands.get("grid"));
        many.subscribe(button::setSelected);
        return button;
    }

    private ToggleButton blind() {
        ToggleButton button = new ToggleButton("Blind", new FontIcon(MaterialDesignE.EYE_OFF_OUTLINE));
        button.setId("pair-blind");
        button.setTooltip(new Tooltip("Blind: sides by lot, no score, seed, model or file name"));
        button.selectedProperty().bindBidirectional(judge.blindProperty());
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> focusStage());
        return button;
    }

    private MenuButton options() {
        CheckMenuItem reveal = new CheckMenuItem("Say after a verdict whether the score agrees");
        reveal.selectedProperty().bindBidirectional(judge.revealProperty());
        CheckMenuItem confirm = new CheckMenuItem("A verdict is a draft until it is confirmed");
        confirm.selectedProperty().bindBidirectional(judge.confirmingProperty());
        CheckMenuItem wholeFirst = new CheckMenuItem("A verdict counts when both clips have played to the end");
        wholeFirst.selectedProperty().bindBidirectional(judge.wholeFirstProperty());
        CheckMenuItem autoplay = new CheckMenuItem("Play each pair at once");
        autoplay.selectedProperty().bindBidirectional(pairs.clips().autoplayProperty());
        MenuButton menu = new MenuButton(
                "Options", new FontIcon(MaterialDesignC.COG_OUTLINE), reveal, confirm, wholeFirst, autoplay);
        menu.setId("pair-options");
        menu.setOnHidden(event -> focusStage());
        menu.setMinWidth(Region.USE_PREF_SIZE);
        return menu;
    }

    /** The part that has the keys of the reasons. */
    Node stage() {
        return one.stage();
    }

    /** The part that has the keys of the grid. */
    Node grid() {
        return grid;
    }

    void focusStage() {
        if (grid.getScene() != null) {
            grid.requestFocus();
        } else if (one.getScene() != null) {
            one.focusStage();
        } else {
            // Not into the search field, where the next verdict's key would be a letter.
            middle.requestFocus();
        }
    }
}
