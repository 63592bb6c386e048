package org.spatialalign.app.train;

import atlantafx.base.theme.Styles;
import java.util.Objects;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.EmptyNote;

/** The form or the runs on the left; curves, pairs or checkpoints of the chosen run on the right. */
final class TrainView extends BorderPane {

    private static final double LEFT = 344;
    /** With less, curves and clips are too small to be read, and scrolling is better. */
    private static final double LEAST_WIDTH = 600;

    private static final double LEAST_HEIGHT = 480;

    private final TrainViewModel model;
    private final VBox left;
    private final Node tabs;
    private final StackPane right = new StackPane();
    private final ChartsPane charts;
    private final Node samples;
    private final Node pairs;
    private final Node lora;
    private final Node noProject;
    private final Node noPairs;
    private final Node noRun;

    TrainView(TrainViewModel model, TrainCommands commands, CommandButtons buttons) {
        this.model = model;
        setId("page-train");
        getStyleClass().addAll("page", "train-page");
        getStylesheets()
                .add(Objects.requireNonNull(TrainView.class.getResource("train.css"))
                        .toExternalForm());
        charts = new ChartsPane(model, commands, buttons);
        samples = new FilmPane(model.film(), commands, buttons);
        pairs = new PairsPane(model.runs(), commands, buttons);
        lora = new LoraPane(model, commands, buttons);
        noProject = new EmptyNote(
                MaterialDesignF.FOLDER_OPEN_OUTLINE,
                "No project is open",
                "A training takes its pairs from a project. Open or create one on the Home page.");
        Button goPairs = new Button("Go to Pairs");
        goPairs.setOnAction(event -> commands.goPairs.execute());
        noPairs = new EmptyNote(
                MaterialDesignC.COMPARE,
                "No set of pairs yet",
                "Training needs clips of which one follows its prompt better than the other. Make a set of pairs on the"
                        + " Pairs page, by score or by judging them.",
                goPairs);
        noRun = new EmptyNote(
                MaterialDesignT.TUNE_VARIANT,
                "No training yet",
                "Choose a model and a set of pairs on the left, look at what it would take, and start it. Its curves"
                        + " appear here while it runs.");

        left = new VBox(leftTabs(commands, buttons), leftPart(commands, buttons));
        left.getStyleClass().add("train-left");
        left.setMinWidth(LEFT);
        left.setPrefWidth(LEFT);
        left.setMaxWidth(LEFT);
        VBox.setVgrow(left.getChildren().get(1), Priority.ALWAYS);
        setLeft(left);
        tabs = rightTabs(commands, buttons);
        VBox main = new VBox(tabs, right);
        VBox.setVgrow(right, Priority.ALWAYS);
        right.setMinSize(0, 0);
        main.setMinSize(LEAST_WIDTH, LEAST_HEIGHT);
        ScrollPane scroll = new ScrollPane(main);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("plain-scroll");
        setCenter(scroll);
        model.wideProperty().subscribe(this::show);
        model.sessionProperty().subscribe(this::show);
        model.partProperty().subscribe(this::show);
        model.runs().versionProperty().subscribe(this::show);
        model.form().setsKnownProperty().subscribe(this::show);
        model.form().pairSetProperty().subscribe(this::show);
        show();
    }

    private Node leftTabs(TrainCommands commands, CommandButtons buttons) {
        ToggleButton setUp = tab(commands.setUp, "left-pill", buttons);
        ToggleButton runs = tab(commands.showRuns, "right-pill", buttons);
        HBox.setHgrow(setUp, Priority.ALWAYS);
        HBox.setHgrow(runs, Priority.ALWAYS);
        setUp.setMaxWidth(Double.MAX_VALUE);
        runs.setMaxWidth(Double.MAX_VALUE);
        keepOne(setUp, runs);
        model.setUpProperty().subscribe(now -> (now ? setUp : runs).setSelected(true));
        HBox row = new HBox(setUp, runs);
        row.getStyleClass().add("train-tabs");
        return row;
    }

    private Node leftPart(TrainCommands commands, CommandButtons buttons) {
        Node form = new FormPane(model.form(), commands, buttons);
        Node runs = new RunsPane(model, commands, buttons);
        form.visibleProperty().bind(model.setUpProperty());
        runs.visibleProperty().bind(model.setUpProperty().not());
        StackPane both = new StackPane(form, runs);
        both.setMinHeight(0);
        return both;
    }

    private Node rightTabs(TrainCommands commands, CommandButtons buttons) {
        ToggleButton curves = tab(commands.curves, "left-pill", buttons);
        ToggleButton film = tab(commands.samples, "center-pill", buttons);
        ToggleButton refused = tab(commands.pairs, "center-pill", buttons);
        ToggleButton checkpoints = tab(commands.lora, "right-pill", buttons);
        keepOne(curves, film, refused, checkpoints);
        model.partProperty().subscribe(part -> (switch (part) {
                    case CURVES -> curves;
                    case SAMPLES -> film;
                    case PAIRS -> refused;
                    case LORA -> checkpoints;
                })
                .setSelected(true));
        ToggleButton wide = new ToggleButton(null, new FontIcon(commands.wide.icon()));
        buttons.connect(wide, commands.wide);
        wide.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        model.wideProperty().subscribe(wide::setSelected);
        HBox.setMargin(wide, new Insets(0, 8, 0, 0));
        HBox row = new HBox(wide, curves, film, refused, checkpoints);
        row.getStyleClass().add("train-tabs");
        return row;
    }

    private static ToggleButton tab(Command command, String style, CommandButtons buttons) {
        ToggleButton button = new ToggleButton(command.title(), new FontIcon(command.icon()));
        buttons.connect(button, command);
        button.getStyleClass().add(style);
        return button;
    }

    /** A click on the chosen one must not choose none. */
    private static void keepOne(ToggleButton... buttons) {
        ToggleGroup group = new ToggleGroup();
        group.getToggles().addAll(buttons);
        group.selectedToggleProperty().addListener((o, before, now) -> {
            if (now == null) {
                group.selectToggle(before);
            }
        });
    }

    private void show() {
        boolean open = model.sessionProperty().get() != null;
        boolean withLeft = open && !model.wideProperty().get();
        left.setVisible(withLeft);
        left.setManaged(withLeft);
        tabs.setVisible(open);
        tabs.setManaged(open);
        Node wanted = wanted();
        if (right.getChildren().size() != 1 || !right.getChildren().get(0).equals(wanted)) {
            right.getChildren().setAll(wanted);
        }
    }

    private Node wanted() {
        if (model.sessionProperty().get() == null) {
            return noProject;
        }
        if (model.runs().selectedProperty().get() == null) {
            boolean none = model.form().setsKnownProperty().get()
                    && model.form().pairSetProperty().get() == null;
            return none ? noPairs : noRun;
        }
        return switch (model.partProperty().get()) {
            case CURVES -> charts;
            case SAMPLES -> samples;
            case PAIRS -> pairs;
            case LORA -> lora;
        };
    }

    void showWholeRun() {
        charts.showAll();
    }
}
