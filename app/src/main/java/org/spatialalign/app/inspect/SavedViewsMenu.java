package org.spatialalign.app.inspect;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.spatialalign.app.fx.Dialogs;

/** Views by name: filters, order and mode together. */
final class SavedViewsMenu extends MenuButton {

    private final InspectViewModel inspect;
    private final Dialogs dialogs;

    SavedViewsMenu(InspectViewModel inspect, Dialogs dialogs) {
        this.inspect = inspect;
        this.dialogs = dialogs;
        setId("saved-views");
        setGraphic(new FontIcon(MaterialDesignB.BOOKMARK_OUTLINE));
        setAccessibleText("Saved views");
        setTooltip(new Tooltip("Saved views: filters, order and mode under a name"));
        inspect.views().names().addListener((ListChangeListener<String>) change -> fill());
        inspect.clip().writableProperty().subscribe(this::fill);
        fill();
    }

    /** Asks for a name and keeps what is shown under it. */
    static void saveAs(InspectViewModel inspect, Dialogs dialogs) {
        dialogs.ask("Save view", "Name of the view (filters, order and mode are kept)", "")
                .filter(name -> !name.isBlank())
                .filter(name -> inspect.views().find(name.strip()).isEmpty()
                        || dialogs.confirm(
                                "Replace view", "There is a view \"" + name.strip() + "\" already.", "Replace it"))
                .ifPresent(name -> inspect.views().save(name, inspect.view()));
    }

    private void fill() {
        getItems().clear();
        boolean writable = inspect.clip().writableProperty().get();
        MenuItem all = new MenuItem("All clips");
        all.setOnAction(event -> inspect.applyView(
                new ViewState(null, null, null, inspect.gridProperty().get())));
        getItems().add(all);
        for (String name : inspect.views().names()) {
            MenuItem item = new MenuItem(name, new FontIcon(MaterialDesignB.BOOKMARK_OUTLINE));
            item.setOnAction(event -> inspect.views().find(name).ifPresent(inspect::applyView));
            getItems().add(item);
        }
        getItems().add(new SeparatorMenuItem());
        MenuItem save = new MenuItem("Save this view…");
        save.setId("save-view");
        save.setDisable(!writable);
        save.setOnAction(event -> saveAs(inspect, dialogs));
        Menu remove = new Menu("Remove");
        remove.setDisable(!writable || inspect.views().names().isEmpty());
        for (String name : inspect.views().names()) {
            MenuItem item = new MenuItem(name);
            item.setOnAction(event -> {
                if (dialogs.confirm("Remove view", "Remove the view \"" + name + "\"? No clip is touched.", "Remove")) {
                    inspect.views().remove(name);
                }
            });
            remove.getItems().add(item);
        }
        getItems().addAll(save, remove);
    }
}
