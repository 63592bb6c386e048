package org.spatialalign.app.provenance;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignO;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.Command;

/** What can be done on the Trace page. */
final class TraceCommands {

    static final String GROUP = "Trace";

    final Command back;
    final Command forward;
    final Command open;
    final Command cause;
    final Command left;
    final Command right;

    /**
     * @param goTo opens a thing where it is worked on
     * @param focusFrom puts the keyboard in the list at the left
     * @param focusOf puts it in the one at the right
     */
    TraceCommands(TraceViewModel model, Consumer<Place> goTo, Runnable focusFrom, Runnable focusOf) {
        BooleanBinding shown = model.shownProperty().isNotNull();
        BooleanBinding hasPlace = Bindings.createBooleanBinding(
                () -> {
                    TraceViewModel.Shown now = model.shownProperty().get();
                    return now != null && now.place() != null;
                },
                model.shownProperty());
        BooleanBinding hasCause = Bindings.createBooleanBinding(
                () -> {
                    TraceViewModel.Shown now = model.shownProperty().get();
                    return now != null
                            && now.node().stale().stream().anyMatch(reason -> !reason.cause()
                                    .equals(now.node().id()));
                },
                model.shownProperty());
        back = command("back", "Back", "Alt+Left", MaterialDesignA.ARROW_LEFT, model::goBack)
                .when(model.canGoBackProperty());
        forward = command("forward", "Forward", "Alt+Right", MaterialDesignA.ARROW_RIGHT, model::goForward)
                .when(model.canGoForwardProperty());
        open = command("open", "Open it on its page", "O", MaterialDesignO.OPEN_IN_APP, () -> {
                    TraceViewModel.Shown now = model.shownProperty().get();
                    Place place = now == null ? null : now.place();
                    if (place != null) {
                        goTo.accept(place);
                    }
                })
                .when(hasPlace);
        cause = command("cause", "Go to what made it stale", "C", MaterialDesignT.TARGET, model::goToCause)
                .when(hasCause);
        left = command("left", "Where it comes from", "Left", MaterialDesignA.ARROW_COLLAPSE_LEFT, focusFrom)
                .when(shown);
        right = command("right", "What came of it", "Right", MaterialDesignA.ARROW_COLLAPSE_RIGHT, focusOf)
                .when(shown);
    }

    private static Command command(String id, String title, String key, Ikon icon, Runnable run) {
        return Command.of("trace." + id, title, GROUP, key, icon, run);
    }

    List<Command> all() {
        return List.of(back, forward, open, cause, left, right);
    }
}
