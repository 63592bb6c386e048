package org.spatialalign.app.shell;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.kordamp.ikonli.javafx.FontIcon;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Keymap;

/** Everything that can be done, found by typing: arrows choose, Enter runs, Esc leaves. */
final class CommandPalette extends VBox {

    private static final int ROW_HEIGHT = 40;

    private final PaletteViewModel model;
    private final Keymap keymap;
    private final Runnable close;
    private final TextField field = new TextField();
    private final ListView<PaletteViewModel.Hit> list = new ListView<>();

    CommandPalette(PaletteViewModel model, Keymap keymap, Runnable close) {
        this.model = model;
        this.keymap = keymap;
        this.close = close;
        setId("palette");
        getStyleClass().addAll("overlay-panel", "palette");
        setMaxSize(640, Region.USE_PREF_SIZE);
        setPrefWidth(640);

        field.setId("palette-field");
        field.setPromptText("Type what you want to do");
        field.getStyleClass().add(Styles.LARGE);
        field.setAccessibleText("Command palette: type what you want to do");
        field.textProperty().bindBidirectional(model.queryProperty());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keys);

        list.setId("palette-list");
        list.setItems(model.hits());
        list.setFocusTraversable(false);
        list.setFixedCellSize(ROW_HEIGHT);
        list.getStyleClass().addAll(Styles.DENSE, "borderless");
        list.setCellFactory(view -> new Row());
        list.setPlaceholder(new Label("Nothing of that name"));
        list.setPrefHeight(ROW_HEIGHT * 9.0 + 2);
        list.setOnMouseClicked(event -> run());
        // Registered after the model's own listener, so the hits are the new ones by then.
        model.queryProperty().addListener(observable -> selectFirst());
        getChildren().addAll(field, list);
        addEventFilter(KeyEvent.KEY_PRESSED, this::escape);
    }

    /** Begins anew. Call when it has just been put into the window. */
    void begin() {
        model.reset();
        selectFirst();
        field.requestFocus();
    }

    private void selectFirst() {
        list.getSelectionModel().clearSelection();
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    private void escape(KeyEvent event) {
        switch (event.getCode()) {
            case ESCAPE -> close.run();
            case K -> {
                if (!event.isShortcutDown()) {
                    return;
                }
                close.run();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void keys(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> move(1);
            case UP -> move(-1);
            case PAGE_DOWN -> move(8);
            case PAGE_UP -> move(-8);
            case ENTER -> run();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int by) {
        int size = model.hits().size();
        if (size == 0) {
            return;
        }
        int from = list.getSelectionModel().getSelectedIndex();
        int wanted = from + by;
        int to = Math.abs(by) == 1 ? Math.floorMod(wanted, size) : Math.max(0, Math.min(size - 1, wanted));
        list.getSelectionModel().select(to);
        list.scrollTo(Math.max(0, to - 4));
    }

    private void run() {
        PaletteViewModel.Hit hit = list.getSelectionModel().getSelectedItem();
        if (hit != null) {
            close.run();
            hit.command().execute();
        }
    }

    private final class Row extends ListCell<PaletteViewModel.Hit> {

        private final FontIcon icon = new FontIcon();
        private final TextFlow title = new TextFlow();
        private final Label group = new Label();
        private final Label key = new Label();
        private final HBox box = new HBox(12, icon, title, group, key);

        Row() {
            box.setAlignment(Pos.CENTER_LEFT);
            title.setMaxHeight(Region.USE_PREF_SIZE);
            HBox.setHgrow(title, Priority.ALWAYS);
            title.setMaxWidth(Double.MAX_VALUE);
            title.setMinWidth(0);
            icon.getStyleClass().add("muted");
            group.getStyleClass().add("caption");
            group.setMinWidth(Region.USE_PREF_SIZE);
            key.getStyleClass().add("key-cap");
            key.setMinWidth(Region.USE_PREF_SIZE);
        }

        @Override
        protected void updateItem(PaletteViewModel.Hit hit, boolean empty) {
            super.updateItem(hit, empty);
            if (empty || hit == null) {
                setGraphic(null);
                return;
            }
            Command command = hit.command();
            icon.setIconCode(command.icon());
            title.getChildren()
                    .setAll(marked(command.title(), new HashSet<>(hit.match().positions())));
            group.setText(command.group());
            String text = keymap.keyText(command).get();
            key.setText(text);
            key.setVisible(!text.isEmpty());
            key.setManaged(!text.isEmpty());
            setAccessibleText(command.title() + (text.isEmpty() ? "" : ", " + text));
            setGraphic(box);
        }

        private static Node[] marked(String title, Set<Integer> positions) {
            List<Node> parts = new ArrayList<>();
            int start = 0;
            for (int i = 1; i <= title.length(); i++) {
                boolean turn = i == title.length() || positions.contains(i) != positions.contains(start);
                if (turn) {
                    Text part = new Text(title.substring(start, i));
                    part.getStyleClass().add(positions.contains(start) ? "match" : "text");
                    parts.add(part);
                    start = i;
                }
            }
            return parts.toArray(Node[]::new);
        }
    }
}
