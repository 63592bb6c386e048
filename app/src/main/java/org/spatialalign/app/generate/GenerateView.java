package org.spatialalign.app.generate;

import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.EmptyNote;
import org.spatialalign.app.generate.GenerateViewModel.Stage;
import org.spatialalign.app.job.JobListViewModel;

/** The page: the form at the left, the grid in the middle, the chosen clip at the right. */
final class GenerateView extends StackPane {

    private static final double NARROW = 900;

    private final GenerateViewModel model;
    private final GenerateGrid grid;

    GenerateView(
            GenerateViewModel model,
            GenerateCommands commands,
            Command goPrompts,
            JobListViewModel jobs,
            CommandButtons buttons) {
        this.model = model;
        getStyleClass().addAll("page", "generate-page");
        getStylesheets()
                .add(Objects.requireNonNull(GenerateView.class.getResource("generate.css"))
                        .toExternalForm());
        ClipPictures pictures = new ClipPictures(model.executor(), model::pictureOf);
        grid = new GenerateGrid(model, pictures, commands.inspect::execute);
        commands.follow(grid);
        VBox column = new VBox(new GenerateFormView(model, commands, buttons));
        ScrollPane left = scroll(column, 288);
        left.setId("generate-form");
        ClipDetails details = new ClipDetails(grid, pictures, commands, buttons);
        ScrollPane right = scroll(details, 256);
        StackPane middle = new StackPane(grid, note(Stage.NO_PROMPTS, noPrompts(goPrompts, buttons)));
        grid.setPlaceholder(new Label("No seeds: write some at the left, such as 0-4."));
        BorderPane centre = new BorderPane(middle);
        centre.setTop(new VBox(toolbar(commands, buttons), queueStrip(jobs, commands, buttons)));
        centre.setMinWidth(320);
        BorderPane page = new BorderPane(centre);
        page.setLeft(left);
        page.setRight(right);
        widthProperty().subscribe(width -> {
            // A large scale leaves no room for three columns; the clip is then told of below the form.
            boolean narrow = width.doubleValue() > 0 && width.doubleValue() < NARROW;
            if (narrow && page.getRight() != null) {
                page.setRight(null);
                right.setContent(null);
                column.getChildren().add(details);
            } else if (!narrow && page.getRight() == null) {
                column.getChildren().remove(details);
                right.setContent(details);
                page.setRight(right);
            }
        });
        getChildren().addAll(page, note(Stage.NO_PROJECT, noProject()));
        page.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.stageProperty().get() != Stage.NO_PROJECT, model.stageProperty()));
        setId("page-generate");
    }

    private static ScrollPane scroll(Region content, double width) {
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.setPrefWidth(width);
        scroll.setMinWidth(width);
        scroll.getStyleClass().addAll("plain-scroll", "generate-side");
        return scroll;
    }

    private Node note(Stage stage, Node note) {
        BooleanBinding here =
                Bindings.createBooleanBinding(() -> model.stageProperty().get() == stage, model.stageProperty());
        StackPane back = new StackPane(note);
        back.getStyleClass().add("page");
        back.visibleProperty().bind(here);
        return back;
    }

    private static Node noProject() {
        return new EmptyNote(
                MaterialDesignF.FOLDER_OPEN_OUTLINE,
                "No project is open",
                "Open a project on the Home page, or make one there. Clips, recipes and the queue live in it.");
    }

    private static Node noPrompts(Command goPrompts, CommandButtons buttons) {
        return new EmptyNote(
                MaterialDesignT.TEXT_BOX_PLUS_OUTLINE,
                "No prompts yet",
                "Each prompt becomes a row here, each seed a column. Write prompts on the Prompts page, or drop a"
                        + " prompt list (CSV) on the window.",
                buttons.button(goPrompts));
    }

    private Node toolbar(GenerateCommands commands, CommandButtons buttons) {
        Label counts = new Label();
        counts.setId("generate-counts");
        counts.getStyleClass().add("muted");
        counts.setMinWidth(Region.USE_PREF_SIZE);
        counts.textProperty().bind(model.grid().countsProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button all = buttons.button(commands.fillAll);
        all.getStyleClass().add("accent");
        Button lora = buttons.button(commands.withLora);
        all.setMinWidth(Region.USE_PREF_SIZE);
        // Gives way at a large scale; what it says is in its tooltip too.
        lora.setMinWidth(64);
        HBox bar = new HBox(
                buttons.iconButton(commands.fillChosen),
                buttons.iconButton(commands.fillRow),
                buttons.iconButton(commands.fillColumn),
                gap,
                lora,
                all);
        bar.getStyleClass().add("toolbar-row");
        Label memory = new Label();
        memory.setId("generate-memory");
        memory.getStyleClass().add("muted");
        memory.setMinWidth(0);
        memory.textProperty().bind(model.check().memoryProperty());
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        HBox line = new HBox(8, counts, between, memory);
        line.getStyleClass().add("count-line");
        return new VBox(bar, line);
    }

    /** What the queue does, or waits for; gone while there is nothing to say. */
    private Node queueStrip(JobListViewModel jobs, GenerateCommands commands, CommandButtons buttons) {
        Label text = new Label();
        text.setId("generate-queue");
        text.setWrapText(true);
        text.setMinSize(0, Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        text.textProperty().bind(jobs.summaryProperty());
        Button resume = new Button("Resume", new FontIcon(MaterialDesignP.PLAY));
        resume.setId("generate-resume");
        resume.getStyleClass().add("small");
        resume.setMinWidth(Region.USE_PREF_SIZE);
        resume.setOnAction(event -> jobs.resumeQueue());
        resume.visibleProperty().bind(jobs.pausedProperty());
        resume.managedProperty().bind(jobs.pausedProperty());
        Button show = buttons.button(commands.queue);
        show.getStyleClass().add("small");
        show.setMinWidth(Region.USE_PREF_SIZE);
        HBox strip = new HBox(8, text, resume, show);
        strip.setAlignment(Pos.CENTER_LEFT);
        strip.getStyleClass().add("queue-strip");
        BooleanBinding something = jobs.summaryProperty().isNotEmpty();
        strip.visibleProperty().bind(something);
        strip.managedProperty().bind(something);
        jobs.pausedProperty().subscribe(paused -> {
            strip.getStyleClass().remove("paused-bar");
            if (paused) {
                strip.getStyleClass().add("paused-bar");
            }
        });
        return strip;
    }

    GenerateGrid grid() {
        return grid;
    }
}
