package org.spatialalign.app.train;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.spatialalign.app.fx.Command;

/** Moving through the samples of a run: along the training, and along the clips. */
final class FilmCommands {

    private final BooleanBinding shown;
    final Command first;
    final Command back;
    final Command next;
    final Command last;
    final Command frameBack;
    final Command play;
    final Command frameNext;
    final Command inspect;

    /** @param toInspect opens a clip on the page where boxes are corrected */
    FilmCommands(FilmViewModel film, Consumer<String> toInspect) {
        shown = Bindings.createBooleanBinding(
                () -> film.wantedProperty().get()
                        && !film.filmProperty().get().steps().isEmpty(),
                film.wantedProperty(),
                film.filmProperty());
        first = command("first", "Base model", "Home", MaterialDesignP.PAGE_FIRST, () -> film.placeProperty()
                .set(0));
        back = command("back", "Checkpoint before", "Left", MaterialDesignS.SKIP_PREVIOUS, () -> film.placeProperty()
                .set(film.placeProperty().get() - 1));
        next = command("next", "Checkpoint after", "Right", MaterialDesignS.SKIP_NEXT, () -> film.placeProperty()
                .set(film.placeProperty().get() + 1));
        last = command("last", "Last checkpoint", "End", MaterialDesignP.PAGE_LAST, () -> film.placeProperty()
                .set(Integer.MAX_VALUE));
        frameBack = command("frame-back", "One frame back", ",", MaterialDesignS.STEP_BACKWARD, () -> film.playhead()
                .step(-1));
        play = command("play", "Play or pause the samples", "Space", MaterialDesignP.PLAY, () -> film.playhead()
                .togglePlay());
        frameNext = command("frame-next", "One frame on", ".", MaterialDesignS.STEP_FORWARD, () -> film.playhead()
                .step(1));
        inspect = command("inspect", "Open in Inspect", "I", MaterialDesignM.MAGNIFY, () -> film.chosenClip()
                .ifPresent(toInspect));
    }

    private Command command(String id, String title, String key, Ikon icon, Runnable run) {
        return Command.of("train.film-" + id, title, "Train", key, icon, run).when(shown);
    }

    List<Command> all() {
        return List.of(first, back, next, last, frameBack, play, frameNext, inspect);
    }
}
