package org.spatialalign.app.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
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

    private static final double COLUMN = 264;
    private static final double GAP = 32;
    private static final double PADDING = 72;
    private static final double SCROLL_STEP = 0.25;

    private final Keymap keymap;
    private final HBox groups = new HBox(GAP);
    private final ScrollPane scroll = new ScrollPane(groups);
    private final List<VBox> all = new ArrayList<>();
    private int columns;
    private final Button leave = new Button("Close", new FontIcon(MaterialDesignC.CLOSE));

    ShortcutSheet(Keymap keymap, Runnable close) {
        this.keymap = keymap;
        setId("shortcut-sheet");
        getStyleClass().addAll("overlay-panel", "shortcut-sheet");
        setMaxWidth(4 * COLUMN + 3 * GAP + PADDING);
        Label title = new Label("Keyboard shortcuts");
        title.getStyleClass().add("page-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        Label hint = new Label("Any of them can be changed in the settings.");
        hint.getStyleClass().add("muted");
        leave.setOnAction(event -> close.run());
        leave.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(16, title, hint, gap, leave);
        head.setAlignment(Pos.CENTER_LEFT);
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
                case DOWN, PAGE_DOWN -> scroll(event, SCROLL_STEP);
                case UP, PAGE_UP -> scroll(event, -SCROLL_STEP);
                default -> {
                    // Tab moves about in the sheet.
                }
            }
        });
        widthProperty().addListener(observable -> arrange());
    }

    private void scroll(KeyEvent event, double by) {
        event.consume();
        scroll.setVvalue(scroll.getVvalue() + by);
    }

    /** Shows the keys as they are now. */
    void begin() {
        Map<String, VBox> found = new LinkedHashMap<>();
        for (Command command : keymap.active()) {
            String key = keymap.keyText(command).get();
            if (!key.isEmpty()) {
                found.computeIfAbsent(command.group(), ShortcutSheet::group)
                        .getChildren()
                        .add(row(command.title(), key));
            }
        }
        all.clear();
        all.addAll(found.values());
        columns = 0;
        arrange();
        scroll.setVvalue(0);
        leave.requestFocus();
    }

    /** As many columns as fit; each group goes whole where there is most room left. */
    private void arrange() {
        int fit = (int) Math.max(1, Math.min(4, (getWidth() - PADDING + GAP) / (COLUMN + GAP)));
        if (fit == columns) {
            return;
        }
        columns = fit;
        List<VBox> made = new ArrayList<>();
        int[] filled = new int[fit];
        for (int i = 0; i < fit; i++) {
            VBox column = new VBox(24);
            HBox.setHgrow(column, Priority.ALWAYS);
            made.add(column);
        }
        for (VBox group : all) {
            int least = 0;
            for (int i = 1; i < fit; i++) {
                least = filled[i] < filled[least] ? i : least;
            }
            filled[least] += group.getChildren().size() + 1;
            made.get(least).getChildren().add(group);
        }
        groups.getChildren().setAll(made);
    }

    private static VBox group(String group) {
        Label title = new Label(group);
        title.getStyleClass().add("section-title");
        VBox box = new VBox(4, title);
        box.setPrefWidth(COLUMN);
        return box;
    }

    private static Node row(String title, String key) {
        Label what = new Label(title);
        HBox.setHgrow(what, Priority.ALWAYS);
        what.setMaxWidth(Double.MAX_VALUE);
        what.setWrapText(true);
        what.setMinHeight(Region.USE_PREF_SIZE);
        Label cap = new Label(key);
        cap.getStyleClass().add("key-cap");
        cap.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(8, what, cap);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(24);
        return row;
    }
}
