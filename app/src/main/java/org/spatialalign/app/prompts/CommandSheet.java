package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.spatialalign.app.fx.Command;

/** Gathers the commands of the page in the order in which they are told. */
final class CommandSheet {

    private final List<Command> all = new ArrayList<>();

    Command add(String id, String title, @Nullable String key, Ikon icon, Runnable run, ObservableBooleanValue when) {
        Command command =
                Command.of("prompts." + id, title, "Prompts", key, icon, run).when(when);
        all.add(command);
        return command;
    }

    Command add(String id, String title, @Nullable String key, Ikon icon, Runnable run) {
        return add(id, title, key, icon, run, new SimpleBooleanProperty(true));
    }

    List<Command> all() {
        return List.copyOf(all);
    }
}
