package org.spatialalign.app.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Keymap;

/** All keys that work here, by group. */
final class ShortcutSheet extends VBox {

    private static final double COLUMN = 272;

    private final Keymap keymap;
    private final FlowPane groups = new FlowPane(32, 24);
    private final Button leave = new Button("Close", new FontIcon(MaterialDesignC.CLOSE));

    ShortcutSheet(Keymap keymap, Runnable close) {
        this.keymap = keymap;
        setId("shortcut-sheet");
        getStyleClass().addAll("overlay-panel", "shortcut-sheet");
        setMaxSize(968, 640);
        Label title = new Label("Keyboard shortcuts");
        title.getStyleClass().add("page-title");
        Label hint = new Label("Any of them can be changed in the settings.");
        hint.getStyleClass().add("muted");
        leave.setOnAction(event -> close.run());
        leave.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(16, title, hint, gap, leave);
        head.setAlignment(Pos.CENTER_LEFT);
        ScrollPane scroll = new ScrollPane(groups);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("plain-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            switch (event.getCode()) {
                case ESCAPE, F1 -> {
                    event.consume();
                    close.run();
                }
                default -> {
                    // Tab, arrows and paging move about in the sheet.
                }
            }
        });
    }

    /** Shows the keys as they are now. */
    void begin() {
        Map<String, VBox> columns = new LinkedHashMap<>();
        for (Command command : keymap.active()) {
            String key = keymap.keyText(command).get();
            if (!key.isEmpty()) {
                columns.computeIfAbsent(command.group(), ShortcutSheet::column)
                        .getChildren()
                        .add(row(command.title(), key));
            }
        }
        groups.getChildren().setAll(List.copyOf(columns.values()));
        leave.requestFocus();
    }

    private static VBox column(String group) {
        Label title = new Label(group);
        title.getStyleClass().add("section-title");
        VBox column = new VBox(4, title);
        column.setPrefWidth(COLUMN);
        return column;
    }

    private static Node row(String title, String key) {
        Label what = new Label(title);
        HBox.setHgrow(what, Priority.ALWAYS);
        what.setMaxWidth(Double.MAX_VALUE);
        Label cap = new Label(key);
        cap.getStyleClass().add("key-cap");
        cap.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(8, what, cap);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(24);
        return row;
    }
}
