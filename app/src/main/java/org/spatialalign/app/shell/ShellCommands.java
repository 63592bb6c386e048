package org.spatialalign.app.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Page;
import org.spatialalign.app.fx.Preferences;
import org.spatialalign.app.fx.Preferences.Appearance;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.app.fx.Theme;
import org.spatialalign.app.undo.UndoViewModel;

/** What can be done from everywhere in the window. */
record ShellCommands(
        Map<String, Command> pages,
        Command palette,
        Command shortcuts,
        Command jobs,
        Command undo,
        Command redo,
        List<Command> appearance) {

    private static final String GO = "Go to";
    private static final String WINDOW = "Window";
    private static final int SCALE_STEP = 25;

    static ShellCommands of(List<Page> pages, ShellViewModel shell, MainWindow window) {
        Map<String, Command> go = new LinkedHashMap<>();
        for (int i = 0; i < pages.size(); i++) {
            Page page = pages.get(i);
            String key = page.id().equals("settings") ? "Ctrl+Comma" : "Ctrl+" + (i + 1);
            go.put(
                    page.id(),
                    Command.of("go." + page.id(), page.title(), GO, key, page.icon(), () -> shell.go(page.id())));
        }
        UndoViewModel undo = window.undo();
        return new ShellCommands(
                go,
                Command.of(
                        "window.palette",
                        "Command palette",
                        WINDOW,
                        "Ctrl+K",
                        MaterialDesignM.MAGNIFY,
                        window::showPalette),
                Command.of(
                        "window.shortcuts",
                        "Keyboard shortcuts",
                        WINDOW,
                        "F1",
                        MaterialDesignK.KEYBOARD_OUTLINE,
                        window::showShortcuts),
                Command.of(
                        "window.jobs",
                        "Show or hide jobs",
                        WINDOW,
                        "Ctrl+J",
                        MaterialDesignP.PROGRESS_CLOCK,
                        () -> shell.drawerOpenProperty()
                                .set(!shell.drawerOpenProperty().get())),
                Command.of("edit.undo", "Undo", "Edit", "Ctrl+Z", MaterialDesignU.UNDO, () -> undo.undo(window::reveal))
                        .when(undo.canUndoProperty()),
                Command.of(
                                "edit.redo",
                                "Redo",
                                "Edit",
                                "Ctrl+Shift+Z",
                                MaterialDesignR.REDO,
                                () -> undo.redo(window::reveal))
                        .when(undo.canRedoProperty()),
                appearance(window.settings(), window.theme()));
    }

    private static List<Command> appearance(Settings settings, Theme theme) {
        return List.of(
                Command.of(
                        "window.theme",
                        "Light or dark",
                        WINDOW,
                        "Ctrl+Shift+L",
                        MaterialDesignT.THEME_LIGHT_DARK,
                        () -> settings.set(
                                Preferences.APPEARANCE,
                                theme.darkProperty().get() ? Appearance.LIGHT : Appearance.DARK)),
                Command.of(
                        "scale.larger",
                        "Larger",
                        WINDOW,
                        "Ctrl+Equals",
                        MaterialDesignM.MAGNIFY_PLUS_OUTLINE,
                        () -> scale(settings, SCALE_STEP)),
                Command.of(
                        "scale.smaller",
                        "Smaller",
                        WINDOW,
                        "Ctrl+Minus",
                        MaterialDesignM.MAGNIFY_MINUS_OUTLINE,
                        () -> scale(settings, -SCALE_STEP)),
                Command.of(
                        "scale.normal",
                        "Normal size",
                        WINDOW,
                        "Ctrl+0",
                        MaterialDesignC.CROP_FREE,
                        () -> settings.set(Preferences.SCALE, Preferences.MIN_SCALE)));
    }

    private static void scale(Settings settings, int by) {
        int wanted = settings.get(Preferences.SCALE) + by;
        settings.set(Preferences.SCALE, Math.max(Preferences.MIN_SCALE, Math.min(Preferences.MAX_SCALE, wanted)));
    }

    List<Command> all() {
        List<Command> all = new ArrayList<>(pages.values());
        all.addAll(List.of(undo, redo, palette, shortcuts, jobs));
        all.addAll(appearance);
        return all;
    }
}
