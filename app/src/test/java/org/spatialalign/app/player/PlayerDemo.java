package org.spatialalign.app.player;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.spatialalign.app.fx.KeyDispatcher;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.track.CorrectionEdits;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.EffectiveTracks;
import org.spatialalign.engine.track.MachineBox;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.MachineTracks;

/** The player alone in a window, with made-up boxes, to look at it: {@code PlayerDemo CLIP [dark] [large] [seeds] [sheet] [landscape] [unscorable]}. */
public final class PlayerDemo extends Application {

    @Override
    public void start(Stage stage) throws Exception {
        List<String> args = getParameters().getRaw();
        Clip clip = new ClipDecoder()
                .decode(Path.of(args.get(0)), DecodeOptions.FULL, Progress.Listener.NONE, CancelToken.never())
                .clip();
        PlayerViewModel player = new PlayerViewModel();
        Scene scene = scene(player, args.contains("dark"));
        Corrections corrections =
                CorrectionEdits.setKeyFrame(Corrections.NONE, Role.ANIMAL, 12, PixelBox.ofCenter(600, 210, 200, 180));
        corrections = CorrectionEdits.markOutside(corrections, Role.OBJECT, 30, 36);
        corrections = CorrectionEdits.toggleSwap(corrections, 70);
        boolean seeds = args.contains("seeds");
        player.open(clip, DsrType.of("RL"), seeds ? null : tracks(clip), seeds ? Corrections.NONE : corrections);
        if (args.contains("unscorable")) {
            player.correctionsProperty().set(CorrectionEdits.markOutside(corrections, Role.OBJECT, 5, 66));
        }
        if (args.contains("sheet")) {
            scene.setRoot(sheet(player, clip));
        }
        player.setEditSink((label, after) -> stage.setTitle(label));
        player.playhead().setLoopRange(15, 48);
        player.goTo(args.contains("landscape") ? 1 : args.contains("unscorable") ? 55 : 20);
        player.landscapeVisibleProperty().set(args.contains("landscape"));
        stage.setScene(scene);
        stage.setTitle("Player");
        if (args.contains("large")) {
            scene.getRoot().setStyle("-fx-font-size: 24px");
        }
        stage.setWidth(1280);
        stage.setHeight(800);
        stage.show();
    }

    /** A player with its score beside it. */
    static Scene scene(PlayerViewModel player, boolean dark) throws IOException {
        Application.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        player.animalNameProperty().set("cat");
        player.objectNameProperty().set("chair");
        Keymap keymap = new Keymap(new Settings(temporary()));
        keymap.registerPage("inspect", PlayerCommands.commands(player));
        keymap.showPage("inspect");
        Scene scene = new Scene(player(player, keymap), 1280, 800);
        scene.getStylesheets().add(css("workbench.css"));
        if (dark) {
            scene.getStylesheets().add(css("workbench-dark.css"));
        }
        KeyDispatcher.install(keymap, scene);
        return scene;
    }

    private static String css(String name) {
        return Objects.requireNonNull(Keymap.class.getResource(name)).toExternalForm();
    }

    private static Path temporary() throws IOException {
        return Files.createTempDirectory("player-demo");
    }

    private static Parent player(PlayerViewModel player, Keymap keymap) {
        ScoreWaterfall waterfall = new ScoreWaterfall(player);
        waterfall.explanationProperty().set("Starts on the right as asked, then crosses to the left.");

        BorderPane root = new BorderPane(new PlayerView(player, keymap));
        ScrollPane side = new ScrollPane(waterfall);
        side.setFitToWidth(true);
        side.setPrefWidth(340);
        root.setRight(side);
        return root;
    }

    private static Parent sheet(PlayerViewModel player, Clip clip) {
        ContactSheet sheet = new ContactSheet(player.playhead());
        List<ContactSheet.Item> items = new ArrayList<>();
        MachineTracks tracks = tracks(clip);
        for (int i = 0; i < 5; i++) {
            items.add(new ContactSheet.Item(
                    "c" + i, "seed " + i, clip, EffectiveTracks.of(tracks, Corrections.NONE), player.outcome()));
        }
        sheet.setItems(items);
        sheet.selectedProperty().set("c2");
        return sheet;
    }

    static MachineTracks tracks(Clip clip) {
        int n = clip.frameCount();
        List<MachineBox> animal = new ArrayList<>();
        List<MachineBox> object = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double t = (double) i / (n - 1);
            PixelBox box = PixelBox.ofCenter(640 - 460 * t, 250 - 60 * Math.sin(Math.PI * t), 190, 170);
            boolean lost = i >= 52 && i < 60;
            BoxState state = i == 0 ? BoxState.SEED : BoxState.TRACKED;
            animal.add(lost ? MachineBox.absent(BoxState.LOST) : new MachineBox(box, state, 1 - 0.3 * t));
            object.add(new MachineBox(PixelBox.ofCenter(420, 280, 160, 220), state, 0.97));
        }
        return new MachineTracks(animal, object);
    }
}
