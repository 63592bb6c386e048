package org.spatialalign.app.player;

import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.spatialalign.app.fx.KeyDispatcher;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.track.Corrections;

/** A player with its score beside it in a window, with a clip of {@link Scenes}. */
final class PlayerWindow {

    final PlayerViewModel player = new PlayerViewModel();
    final PlayerView view;
    final ScoreWaterfall waterfall = new ScoreWaterfall(player);
    final List<String> edits = new ArrayList<>();

    PlayerWindow(Stage stage) throws IOException {
        Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
        Path folder = Files.createTempDirectory("player-window");
        folder.toFile().deleteOnExit();
        Keymap keymap = new Keymap(new Settings(folder));
        keymap.registerPage("inspect", PlayerCommands.commands(player));
        keymap.showPage("inspect");
        view = new PlayerView(player, keymap);
        waterfall.setPrefWidth(320);
        BorderPane root = new BorderPane(view);
        root.setRight(waterfall);
        Scene scene = new Scene(root, 1000, 740);
        scene.getStylesheets()
                .add(Objects.requireNonNull(Keymap.class.getResource("workbench.css"))
                        .toExternalForm());
        KeyDispatcher.install(keymap, scene);
        player.setEditSink((label, after) -> edits.add(label));
        player.animalNameProperty().set("cat");
        player.objectNameProperty().set("chair");
        player.open(Scenes.clip(), DsrType.of("LR"), Scenes.leftToRight(), Corrections.NONE);
        stage.setScene(scene);
        stage.show();
        view.focusPicture();
    }

    /** Where a place of the picture is on the screen. */
    Point2D onScreen(double imageX, double imageY) {
        Viewport viewport = view.picture().viewport();
        return view.picture().localToScreen(viewport.toScreenX(imageX), viewport.toScreenY(imageY));
    }
}
