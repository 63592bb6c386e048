package org.spatialalign.app.pairs;

import atlantafx.base.theme.Styles;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.EmptyNote;
import org.spatialalign.app.fx.InWords;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.pairs.PairsViewModel.Holding;
import org.spatialalign.app.pairs.PairsViewModel.Mode;

/** The page: what is done on it on top, and one part at a time. */
final class PairsView extends StackPane {

    private final PairsViewModel pairs;
    private final PairsCommands commands;
    private final Keymap keymap;
    private final CommandButtons buttons;
    private final JudgePane judge;
    private final Map<Mode, Node> parts = new EnumMap<>(Mode.class);

    PairsView(
            PairsViewModel pairs,
            PairsCommands commands,
            PairsCommands.JudgeScreen screen,
            Keymap keymap,
            UiExecutor executor,
            Consumer<String> inspect) {
        this.pairs = pairs;
        this.commands = commands;
        this.keymap = keymap;
        buttons = new CommandButtons(keymap);
        setId("page-pairs");
        getStyleClass().addAll("page", "pairs-page");
        getStylesheets()
                .add(Objects.requireNonNull(PairsView.class.getResource("pairs.css"))
                        .toExternalForm());
        judge = new JudgePane(pairs, commands, screen, keymap, executor);
        parts.put(
                Mode.RULES,
                new RulesView(
                        pairs.rules(),
                        List.of(commands.get("paper-rule"), commands.get("fair-rule")),
                        buttons,
                        this::judgePrompt));
        parts.put(Mode.JUDGE, judge);
        parts.put(Mode.AGREEMENT, new AgreementView(pairs, commands, buttons));
        parts.put(Mode.COURT, new CourtView(pairs, inspect));
        BorderPane content = new BorderPane();
        pairs.modeProperty().subscribe(mode -> {
            // What is not looked at stays out of the window: hidden, it would still be laid out with every verdict.
            content.setCenter(parts.get(mode));
            if (mode == Mode.JUDGE) {
                judge.focusStage();
            }
        });
        content.setTop(toolbar());
        Node noProject = note(
                "No project is open",
                "Open a project on the Home page, or drop a folder of clips here to make one.",
                "project.open",
                "project.new");
        Node noScores = note(
                "No clip has a prompt and a score yet",
                "Pairs are two clips of one prompt, a better and a worse one. Import clips with their prompt list, then"
                        + " track and score them.",
                "project.import",
                "project.track");
        Button again = new Button("Read it again", new FontIcon(MaterialDesignR.REFRESH));
        again.setOnAction(event -> pairs.readAgain());
        Node unreadable = new EmptyNote(
                MaterialDesignF.FOLDER_ALERT_OUTLINE,
                "The project could not be read",
                "What was wrong is said in the corner of the window.",
                again);
        ProgressIndicator reading = new ProgressIndicator();
        reading.setMaxSize(48, 48);
        reading.setAccessibleText("The project is being read");
        BooleanBinding open = is(Holding.READ);
        BooleanBinding scored = Bindings.createBooleanBinding(
                () -> {
                    var summary = pairs.rules().summaryProperty().get();
                    return summary == null || summary.clips() > summary.unscorable();
                },
                pairs.rules().summaryProperty());
        noProject.visibleProperty().bind(is(Holding.NO_PROJECT));
        unreadable.visibleProperty().bind(is(Holding.UNREADABLE));
        reading.visibleProperty().bind(is(Holding.READING));
        noScores.visibleProperty().bind(open.and(scored.not()));
        content.visibleProperty().bind(open.and(scored));
        getChildren().addAll(content, noProject, unreadable, reading, noScores);
    }

    private BooleanBinding is(Holding wanted) {
        return Bindings.createBooleanBinding(() -> pairs.holdingProperty().get() == wanted, pairs.holdingProperty());
    }

    private void judgePrompt(String promptId) {
        JudgeQueue queue = pairs.judge().queue();
        queue.filterProperty().set(PairFilter.ALL.withText(promptId));
        pairs.modeProperty().set(Mode.JUDGE);
    }

    private Node note(String title, String text, String... globals) {
        Node[] offered = Stream.of(globals)
                .flatMap(id -> keymap.entries().stream()
                        .map(Keymap.Entry::command)
                        .filter(command -> command.id().equals(id)))
                .map(buttons::button)
                .toArray(Node[]::new);
        return new EmptyNote(MaterialDesignF.FOLDER_OPEN_OUTLINE, title, text, offered);
    }

    private HBox toolbar() {
        HBox modes = new HBox();
        ToggleGroup group = new ToggleGroup();
        List<Mode> all = Stream.of(Mode.values()).filter(parts::containsKey).toList();
        for (Mode mode : all) {
            Command command = commands.get("mode-" + mode.name().toLowerCase(java.util.Locale.ROOT));
            ToggleButton button = new ToggleButton(command.title(), new FontIcon(command.icon()));
            buttons.connect(button, command);
            button.setToggleGroup(group);
            button.getStyleClass()
                    .add(
                            mode == all.get(0)
                                    ? Styles.LEFT_PILL
                                    : mode == all.get(all.size() - 1) ? Styles.RIGHT_PILL : Styles.CENTER_PILL);
            button.setMinWidth(Region.USE_PREF_SIZE);
            pairs.modeProperty().subscribe(now -> button.setSelected(now == mode));
            button.selectedProperty().addListener((o, before, now) -> {
                // A click on the chosen one would leave none chosen.
                if (now != (pairs.modeProperty().get() == mode)) {
                    button.setSelected(pairs.modeProperty().get() == mode);
                }
            });
            modes.getChildren().add(button);
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Label source = new Label("Clips of");
        HBox bar = new HBox(modes, gap, source, models(), menu());
        // With large type there is no room for it; the choice says it in its tooltip.
        source.managedProperty().bind(bar.widthProperty().greaterThan(860));
        source.visibleProperty().bind(source.managedProperty());
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().addAll("toolbar-row", "pairs-toolbar");
        return bar;
    }

    private ChoiceBox<String> models() {
        ChoiceBox<String> choice = new ChoiceBox<>();
        choice.setId("pairs-model");
        choice.setMinWidth(140);
        choice.setPrefWidth(140);
        choice.setTooltip(new Tooltip("Whose clips make pairs; the paper pairs the base model's only"));
        choice.setConverter(new InWords<>(name -> name.isEmpty() ? "all models" : name));
        boolean[] refreshing = new boolean[1];
        pairs.modelsProperty().subscribe(names -> {
            refreshing[0] = true;
            choice.getItems()
                    .setAll(Stream.concat(Stream.of(""), names.stream()).toList());
            choice.setValue(pairs.modelProperty().get());
            refreshing[0] = false;
        });
        pairs.modelProperty().subscribe(choice::setValue);
        choice.valueProperty().addListener((o, before, now) -> {
            if (!refreshing[0] && now != null) {
                pairs.modelProperty().set(now);
            }
        });
        return choice;
    }

    private MenuButton menu() {
        MenuButton menu = new MenuButton("Sets and files", new FontIcon(MaterialDesignD.DATABASE_EXPORT_OUTLINE));
        menu.setId("pairs-menu");
        menu.setMinWidth(Region.USE_PREF_SIZE);
        menu.getItems()
                .addAll(
                        item("keep-set"),
                        item("export"),
                        item("import"),
                        new SeparatorMenuItem(),
                        item("hand-out"),
                        item("take-share"),
                        item("export-verdicts"),
                        item("merge"),
                        new SeparatorMenuItem(),
                        item("name"));
        return menu;
    }

    private MenuItem item(String id) {
        Command command = commands.get(id);
        MenuItem item = new MenuItem(command.title(), new FontIcon(command.icon()));
        item.setOnAction(event -> command.execute());
        item.disableProperty()
                .bind(Bindings.createBooleanBinding(() -> !command.enabled().get(), command.enabled()));
        return item;
    }

    /** The part that has the keys of the reasons. */
    Node stage() {
        return judge.stage();
    }

    /** The part that has the keys of the grid. */
    Node grid() {
        return judge.grid();
    }

    void focus() {
        if (pairs.modeProperty().get() == Mode.JUDGE) {
            judge.focusStage();
        }
    }
}
