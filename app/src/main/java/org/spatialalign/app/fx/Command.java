package org.spatialalign.app.fx;

import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/**
 * Something a person can do, told once: it then appears in the palette and the shortcut sheet, and buttons and menu
 * items are made from it with the key in their tooltip.
 *
 * @param id stable name under which a changed key is stored, for example "player.play"
 * @param title what it does, as on a button: "Play or pause"; ends with an ellipsis when it asks for more first
 * @param group heading in the shortcut sheet: "Player", "Boxes", "Go to"
 * @param defaultKey the key until a person chooses another; null for none
 * @param enabled false greys out its buttons and makes its key do nothing
 */
public record Command(
        String id,
        String title,
        String group,
        @Nullable KeyCombination defaultKey,
        Ikon icon,
        Runnable run,
        ObservableBooleanValue enabled) {

    /** A command that is always enabled. The key is written as in the tooltips: "Ctrl+K", "Shift+N", "Space". */
    public static Command of(String id, String title, String group, @Nullable String key, Ikon icon, Runnable run) {
        KeyCombination combination = key == null ? null : KeyCombination.valueOf(key);
        return new Command(id, title, group, combination, icon, run, new SimpleBooleanProperty(true));
    }

    /** The same command, enabled only while {@code condition} holds. */
    public Command when(ObservableBooleanValue condition) {
        return new Command(id, title, group, defaultKey, icon, run, condition);
    }

    /** Runs it if it is enabled. */
    public void execute() {
        if (enabled.get()) {
            run.run();
        }
    }
}
