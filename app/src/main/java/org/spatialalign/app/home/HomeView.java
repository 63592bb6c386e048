package org.spatialalign.app.home;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.job.ProjectOpener;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.store.ClipStatus;

/** Welcome with three steps, or the open project at a glance; below, the recent projects. */
final class HomeView extends ScrollPane {

    private static final double STEP_WIDTH = 288;

    private final HomeViewModel model;
    private final ProjectOpener opener;
    private final Function<String, Command> commands;
    private final CommandButtons buttons;
    private final Runnable goInspect;
    private final Dialogs dialogs;
    private final VBox top = new VBox(24);
    private final VBox recentBox = new VBox(8);
    private final VBox recentList = new VBox();

    HomeView(
            HomeViewModel model,
            ProjectOpener opener,
            Function<String, Command> commands,
            CommandButtons buttons,
            Runnable goInspect,
            Dialogs dialogs) {
        this.model = model;
        this.opener = opener;
        this.commands = commands;
        this.buttons = buttons;
        this.goInspect = goInspect;
        this.dialogs = dialogs;
        setId("page-home");
        setFitToWidth(true);
        setFocusTraversable(false);
        getStyleClass().addAll("page", "plain-scroll");

        Label heading = new Label("Recent projects");
        heading.getStyleClass().add("section-title");
        recentList.getStyleClass().addAll("card", "row-card");
        recentBox.getChildren().addAll(heading, recentList);
        VBox body = new VBox(top, recentBox);
        body.getStyleClass().add("page-body");
        body.setMaxWidth(1024);
        setContent(body);

        InvalidationListener refresh = observable -> showTop();
        opener.sessionProperty().addListener(refresh);
        opener.openingProperty().addListener(refresh);
        model.overviewProperty().addListener(refresh);
        model.recent().addListener((InvalidationListener) observable -> showRecent());
        showTop();
        showRecent();
    }

    private void showTop() {
        ProjectSession open = opener.sessionProperty().get();
        if (opener.openingProperty().get()) {
            Label wait = new Label("Opening the project…");
            wait.getStyleClass().add("page-title");
            top.getChildren().setAll(wait);
        } else if (open == null) {
            welcome();
        } else {
            project(open, model.overviewProperty().get());
        }
    }

    private void welcome() {
        Label title = new Label("SpatialAlign Workbench");
        title.getStyleClass().add("page-title");
        Label tagline = new Label("See, frame by frame, which generated clips follow their prompt, and why.");
        tagline.getStyleClass().add("muted");
        tagline.setWrapText(true);
        Button create = button("project.new");
        create.getStyleClass().add(Styles.ACCENT);
        FlowPane actions = new FlowPane(8, 8, create, button("project.open"), button("project.samples"));
        top.getChildren()
                .setAll(
                        new VBox(4, title, tagline),
                        steps(
                                "Create a project, then drop a folder of clips and a prompt list on this window.",
                                "Clips with seed boxes are tracked. For others, draw one box for the animal and one "
                                        + "for the object on any frame.",
                                "Read the score term by term with the frames that decide it. Correct a box and watch "
                                        + "the score follow."),
                        actions);
    }

    private static Node steps(String bring, String track, String inspect) {
        return new FlowPane(
                16,
                16,
                step("1", "Bring clips in", bring),
                step("2", "Follow what moves", track),
                step("3", "See why, and correct", inspect));
    }

    private static Node step(String number, String title, String text) {
        Label mark = new Label(number);
        mark.getStyleClass().add("step-number");
        Label heading = new Label(title);
        heading.getStyleClass().add("section-title");
        Label words = new Label(text);
        words.setWrapText(true);
        words.getStyleClass().add("muted");
        words.setMinHeight(Region.USE_PREF_SIZE);
        HBox head = new HBox(12, mark, heading);
        head.setAlignment(Pos.CENTER_LEFT);
        VBox card = new VBox(12, head, words);
        card.getStyleClass().add("card");
        card.setPrefWidth(STEP_WIDTH);
        card.setMinHeight(144);
        return card;
    }

    private void project(ProjectSession open, Overview overview) {
        Label title = new Label(open.project().name());
        title.getStyleClass().add("page-title");
        Label path = new Label(open.project().folder().toString());
        path.getStyleClass().add("muted");
        VBox head = new VBox(4, title, path);
        if (overview.clips() == 0) {
            Label hint = new Label(withoutClips(overview.prompts()));
            hint.setWrapText(true);
            Button bring = button("project.import");
            bring.getStyleClass().add(Styles.ACCENT);
            top.getChildren().setAll(head, hint, new FlowPane(8, 8, bring, button("project.open")));
            return;
        }
        Button inspect = new Button("Inspect the clips", new FontIcon(MaterialDesignF.FILMSTRIP));
        inspect.getStyleClass().add(Styles.ACCENT);
        inspect.setOnAction(event -> goInspect.run());
        Button track = button("project.track");
        int ready = overview.readyForWork();
        track.setText(ready == 0 ? "Track and score" : "Track and score " + clips(ready));
        top.getChildren()
                .setAll(
                        head,
                        facts(overview),
                        new FlowPane(8, 8, inspect, track, button("project.import"), button("project.open")));
    }

    private static String withoutClips(int prompts) {
        return prompts == 0
                ? "This project is empty. Write prompts on the Prompts page, or drop a folder of clips and a prompt list on"
                        + " this window."
                : "No clips yet. Generate some for the " + (prompts == 1 ? "prompt" : prompts + " prompts")
                        + " on the Generate page, or drop a folder of clips on this window.";
    }

    private static Node facts(Overview overview) {
        FlowPane facts = new FlowPane(16, 16);
        facts.getChildren()
                .addAll(
                        fact(overview.clips(), "clips"),
                        fact(overview.prompts(), "prompts"),
                        fact(overview.count(ClipStatus.SCORED), "scored"));
        addFact(facts, overview.count(ClipStatus.UNSCORABLE), "unscorable");
        addFact(facts, overview.count(ClipStatus.NO_SEED), "need seed boxes");
        addFact(facts, overview.count(ClipStatus.NOT_TRACKED), "to be tracked");
        addFact(facts, overview.count(ClipStatus.NOT_SCORED), "to be scored");
        addFact(facts, overview.count(ClipStatus.STALE), "changed since scored");
        addFact(facts, overview.count(ClipStatus.NO_PROMPT), "without a prompt");
        return facts;
    }

    private static void addFact(FlowPane facts, int count, String what) {
        if (count > 0) {
            facts.getChildren().add(fact(count, what));
        }
    }

    private static Node fact(int count, String what) {
        Label number = new Label(String.valueOf(count));
        number.getStyleClass().add("fact-number");
        Label label = new Label(what);
        label.getStyleClass().add("muted");
        VBox card = new VBox(number, label);
        card.getStyleClass().addAll("card", "fact");
        return card;
    }

    private Button button(String id) {
        return buttons.button(commands.apply(id));
    }

    private static String clips(int count) {
        return count == 1 ? "1 clip" : count + " clips";
    }

    private void showRecent() {
        recentList.getChildren().clear();
        model.recent().forEach(row -> recentList.getChildren().add(recent(row)));
        recentBox.setVisible(!model.recent().isEmpty());
        recentBox.setManaged(!model.recent().isEmpty());
    }

    private Node recent(RecentRow row) {
        FontIcon icon = new FontIcon(row.there() ? MaterialDesignF.FOLDER_OUTLINE : MaterialDesignA.ALERT_OUTLINE);
        icon.getStyleClass().addAll("recent-icon", row.there() ? "muted" : "warning");
        Label name = new Label(row.project().name());
        name.getStyleClass().add("strong");
        Label path = new Label(row.project().folder());
        path.getStyleClass().add("caption");
        path.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        VBox words = new VBox(2, name, path);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        Label detail = new Label(row.there() ? row.detail(Instant.now(), ZoneId.systemDefault()) : "not found");
        detail.getStyleClass().add("caption");
        detail.setMinWidth(Region.USE_PREF_SIZE);
        HBox content = new HBox(12, icon, words, detail);
        content.setAlignment(Pos.CENTER_LEFT);
        Button open = new Button(null, content);
        open.setAccessibleText(
                "Open " + row.project().name() + ", " + row.project().folder());
        open.getStyleClass().addAll(Styles.FLAT, "recent-row");
        open.setMaxWidth(Double.MAX_VALUE);
        content.prefWidthProperty().bind(open.widthProperty().subtract(32));
        open.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        HBox.setHgrow(open, Priority.ALWAYS);
        open.setOnAction(event -> openRecent(row));
        Button forget = new Button(null, new FontIcon(MaterialDesignC.CLOSE));
        forget.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        forget.setTooltip(new Tooltip("Take off this list; the folder stays as it is"));
        forget.setAccessibleText("Take " + row.project().name() + " off the list");
        forget.setOnAction(event -> opener.forget(row.project()));
        HBox line = new HBox(4, open, forget);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void openRecent(RecentRow row) {
        if (row.there()) {
            opener.open(Path.of(row.project().folder()));
            return;
        }
        String question = "There is no project at " + row.project().folder()
                + " now. If it lies on a disk that is not connected, connect it and try again.";
        if (dialogs.confirm("The project was not found", question, "Take off the list")) {
            opener.forget(row.project());
        }
    }
}
