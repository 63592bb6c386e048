package org.spatialalign.app.train;

import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.EmptyNote;
import org.spatialalign.app.player.Playhead;

/** The samples of a run: the training step scrubbed like a film, while the clips play in step with each other. */
final class FilmPane extends StackPane {

    private final FilmViewModel model;
    private final Slider steps = new Slider();
    private final Label step = new Label();
    private boolean following;

    FilmPane(FilmViewModel model, TrainCommands commands, CommandButtons buttons) {
        this.model = model;
        getStyleClass().add("charts-pane");
        FilmGrid grid = new FilmGrid(model, commands.film().inspect::execute);
        VBox.setVgrow(grid, Priority.ALWAYS);
        VBox all = new VBox(
                8, scrubber(commands.film(), buttons), grid, transport(commands, buttons), new FilmCharts(model));
        EmptyNote none = new EmptyNote(
                MaterialDesignF.FILMSTRIP_OFF,
                "No samples of this run",
                "A run can make clips of the same prompts and seeds at its checkpoints; here they are played along the"
                        + " training. Tick prompts under Samples when setting up a run, or make samples of a run that is"
                        + " through.",
                buttons.button(commands.makeSamples));
        var empty = Bindings.createBooleanBinding(
                () -> model.filmProperty().get().steps().isEmpty(), model.filmProperty());
        all.visibleProperty().bind(empty.not());
        none.visibleProperty().bind(empty);
        getChildren().addAll(all, none);
        model.filmProperty().subscribe(this::follow);
        model.placeProperty().subscribe(this::follow);
    }

    private Node scrubber(FilmCommands commands, CommandButtons buttons) {
        steps.setId("film-step");
        steps.setAccessibleText("Step of the training");
        steps.setSnapToTicks(true);
        steps.setMajorTickUnit(1);
        steps.setMinorTickCount(0);
        steps.setBlockIncrement(1);
        steps.setShowTickMarks(true);
        HBox.setHgrow(steps, Priority.ALWAYS);
        steps.valueProperty().addListener((o, before, now) -> {
            if (!following) {
                model.placeProperty().set((int) Math.round(now.doubleValue()));
            }
        });
        step.setId("film-step-words");
        step.getStyleClass().addAll("strong", "film-step");
        HBox row = new HBox(
                2,
                buttons.iconButton(commands.first),
                buttons.iconButton(commands.back),
                steps,
                buttons.iconButton(commands.next),
                buttons.iconButton(commands.last),
                step);
        HBox.setMargin(step, new javafx.geometry.Insets(0, 0, 0, 8));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node transport(TrainCommands all, CommandButtons buttons) {
        FilmCommands commands = all.film();
        Playhead head = model.playhead();
        Button play = buttons.iconButton(commands.play);
        FontIcon icon = new FontIcon(MaterialDesignP.PLAY);
        play.setGraphic(icon);
        head.playingProperty()
                .subscribe(playing -> icon.setIconCode(playing ? MaterialDesignP.PAUSE : MaterialDesignP.PLAY));
        Slider place = new Slider();
        place.setId("film-frame");
        place.setAccessibleText("Frame of the clips");
        place.setMinWidth(80);
        HBox.setHgrow(place, Priority.ALWAYS);
        Label frame = new Label();
        frame.getStyleClass().add("caption");
        frame.setMinWidth(Region.USE_PREF_SIZE);
        Runnable refresh = () -> {
            place.setMax(Math.max(1, head.lastFrame()));
            place.setValue(head.frame());
            frame.setText("frame " + head.frame() + " of " + head.lastFrame());
        };
        head.frameProperty().subscribe(refresh);
        model.filmProperty().subscribe(refresh);
        place.valueProperty().addListener((o, before, now) -> {
            int wanted = (int) Math.round(now.doubleValue());
            if (wanted != head.frame() && place.isFocused()) {
                head.goTo(wanted);
            }
        });
        Button make = buttons.iconButton(all.makeSamples);
        Button inspect = buttons.button(commands.inspect);
        inspect.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(
                2,
                buttons.iconButton(commands.frameBack),
                play,
                buttons.iconButton(commands.frameNext),
                place,
                frame,
                make,
                inspect);
        HBox.setMargin(inspect, new javafx.geometry.Insets(0, 0, 0, 12));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void follow() {
        Film film = model.filmProperty().get();
        int place = model.placeProperty().get();
        following = true;
        steps.setMax(Math.max(1, film.steps().size() - 1));
        steps.setValue(place);
        steps.setDisable(film.steps().size() < 2);
        following = false;
        if (place >= 0 && place < film.steps().size()) {
            long at = film.steps().get(place);
            step.setText(at == 0 ? "Base model" : String.format(Locale.ROOT, "Step %,d", at));
            steps.setAccessibleHelp(step.getText());
        }
    }
}
