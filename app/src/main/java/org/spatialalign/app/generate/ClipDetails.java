package org.spatialalign.app.generate;

import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.generate.GridCell.State;
import org.spatialalign.engine.generate.GenerationRecipe;

/** The clip where the keyboard is: its picture, where it stands, its recipe, what can be done. */
final class ClipDetails extends VBox {

    private static final double WIDTH = 224;
    private static final double HEIGHT = 130;

    private final ClipPictures pictures;
    private final ImageView picture = new ImageView();
    private final FontIcon none = new FontIcon(MaterialDesignM.MOVIE_OPEN_OUTLINE);
    private final Label title = new Label();
    private final Label chip = new Label();
    private final Label detail = text("");
    private final Label others = text("");
    private final VBox facts = new VBox(6);
    private final Button fill;
    private final Button inspect;
    private final Button again;
    private final Button recipe;
    private @Nullable GridCell shown;

    ClipDetails(GenerateGrid grid, ClipPictures pictures, GenerateCommands commands, CommandButtons buttons) {
        super(12);
        this.pictures = pictures;
        setId("generate-details");
        getStyleClass().add("generate-details");
        picture.setFitWidth(WIDTH);
        picture.setFitHeight(HEIGHT);
        picture.setPreserveRatio(true);
        none.getStyleClass().addAll("muted", "generate-none");
        StackPane frame = new StackPane(none, picture);
        frame.setMinSize(WIDTH, HEIGHT);
        frame.setMaxSize(WIDTH, HEIGHT);
        frame.getStyleClass().add("generate-picture");
        title.getStyleClass().add("section-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        chip.getStyleClass().add("chip");
        chip.setId("generate-state");
        detail.setId("generate-detail");
        others.getStyleClass().add("muted");
        inspect = wide(buttons.button(commands.inspect));
        fill = wide(buttons.button(commands.fillChosen));
        recipe = wide(buttons.button(commands.recipe));
        again = wide(buttons.button(commands.again));
        HBox where = new HBox(8, chip);
        where.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(frame, title, where, detail, others, new VBox(6, inspect, fill, recipe, again), facts);
        grid.hereProperty().subscribe(this::show);
    }

    private static Button wide(Button button) {
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(Pos.CENTER_LEFT);
        button.getStyleClass().add("small");
        return button;
    }

    private static Label text(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private void show(@Nullable GridCell cell) {
        GridCell before = shown;
        shown = cell;
        boolean there = cell != null;
        for (Node node : new Node[] {chip, inspect, fill, recipe, again}) {
            node.setVisible(there);
            node.setManaged(there);
        }
        if (cell == null) {
            title.setText("No clip chosen");
            set(detail, "Choose a clip in the grid to see how it stands, and what can be done with it.");
            set(others, "");
            facts.getChildren().clear();
            pictures.forget(picture);
            picture.setImage(null);
            return;
        }
        title.setText(cell.promptId() + ", seed " + cell.seed());
        chip.setText(cell.text());
        chip.getStyleClass().setAll("chip", style(cell.state()));
        set(detail, cell.detail());
        set(others, cell.others().isEmpty() ? "" : cell.otherWords() + ".");
        boolean done = cell.state() == State.DONE;
        for (Node node : new Node[] {inspect, again}) {
            node.setVisible(done);
            node.setManaged(done);
        }
        fill.setVisible(cell.state().open());
        fill.setManaged(cell.state().open());
        GenerationRecipe followed = cell.recipe();
        if (before == null || !java.util.Objects.equals(followed, before.recipe())) {
            facts(followed);
        }
        pictures.show(picture, before, cell, picture::setImage);
    }

    private static void set(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }

    private void facts(@Nullable GenerationRecipe followed) {
        facts.getChildren().clear();
        if (followed == null) {
            return;
        }
        for (Map.Entry<String, String> fact : RecipeText.facts(followed).entrySet()) {
            if (!fact.getKey().equals("Seed")) {
                Label name = new Label(fact.getKey());
                name.getStyleClass().add("caption");
                facts.getChildren().add(new VBox(0, name, text(fact.getValue())));
            }
        }
    }

    private static String style(State state) {
        return switch (state) {
            case DONE -> "success";
            case FAILED -> "danger";
            case INTERRUPTED -> "warning";
            case RUNNING -> "accent";
            case HOLE, QUEUED -> "plain";
        };
    }
}
