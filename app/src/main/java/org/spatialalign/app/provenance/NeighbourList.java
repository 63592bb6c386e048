package org.spatialalign.app.provenance;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.spatialalign.engine.workflow.provenance.Node;

/** The neighbours on one side, kind by kind. Enter or a click follows one. */
final class NeighbourList extends VBox {

    private static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");

    /** Padding, the picture, the mark of a stale thing, and a scroll bar. */
    private static final double BESIDE = 128;

    private final ListView<TraceLine> list = new ListView<>();

    /**
     * @param title of the side
     * @param id of the list, for tests
     * @param none what stands there when there are none
     */
    NeighbourList(String title, String id, String none, Consumer<TraceLine> follow) {
        getStyleClass().add("trace-side");
        Label heading = new Label(title);
        heading.getStyleClass().add("section-title");
        list.setId(id);
        list.setAccessibleText(title);
        list.getStyleClass().addAll("borderless", "trace-list");
        Label empty = new Label(none);
        empty.setWrapText(true);
        empty.getStyleClass().add("muted");
        list.setPlaceholder(empty);
        list.setCellFactory(view -> new Cell(view, follow));
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            TraceLine chosen = list.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && chosen != null && chosen.leads()) {
                event.consume();
                follow.accept(chosen);
            }
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(heading, list);
    }

    /** Shows these; the chosen thing stays chosen if it is still there. */
    void show(List<TraceLine> lines) {
        TraceLine before = list.getSelectionModel().getSelectedItem();
        if (lines.equals(list.getItems())) {
            return;
        }
        Node chosen = before == null ? null : before.node();
        list.getItems().setAll(lines);
        list.getSelectionModel().clearSelection();
        for (TraceLine line : lines) {
            Node node = line.node();
            if (chosen != null && node != null && node.id().equals(chosen.id())) {
                list.getSelectionModel().select(line);
            }
        }
        if (list.isFocused()) {
            focusLines();
        }
    }

    /** Puts the keyboard here; true unless there is nothing to choose. */
    boolean focusLines() {
        if (list.getItems().stream().noneMatch(TraceLine::leads)) {
            return false;
        }
        list.requestFocus();
        if (list.getSelectionModel().getSelectedItem() == null) {
            list.getItems().stream().filter(TraceLine::leads).findFirst().ifPresent(list.getSelectionModel()::select);
        }
        return true;
    }

    /** One neighbour with its kind's picture, and a mark when it is stale. */
    private static final class Cell extends ListCell<TraceLine> {

        private final FontIcon icon = new FontIcon();
        private final Label title = new Label();
        private final Label stale = new Label("stale");
        private final HBox row;

        Cell(ListView<TraceLine> list, Consumer<TraceLine> follow) {
            stale.getStyleClass().addAll("chip", "warning");
            stale.setMinWidth(Region.USE_PREF_SIZE);
            title.setMaxWidth(Double.MAX_VALUE);
            title.setMinWidth(0);
            // A list asks a cell for its height before it says how wide the cell will be.
            title.prefWidthProperty().bind(list.widthProperty().subtract(BESIDE));
            title.setWrapText(true);
            title.setMinHeight(Region.USE_PREF_SIZE);
            HBox.setHgrow(title, Priority.ALWAYS);
            row = new HBox(8, icon, title, stale);
            row.setAlignment(Pos.CENTER_LEFT);
            setPrefWidth(0);
            setOnMouseClicked(event -> {
                TraceLine line = getItem();
                if (event.getButton() == MouseButton.PRIMARY && line != null && line.leads()) {
                    follow.accept(line);
                }
            });
        }

        @Override
        protected void updateItem(@Nullable TraceLine line, boolean empty) {
            super.updateItem(line, empty);
            pseudoClassStateChanged(HEADING, line != null && !line.leads());
            if (line == null || empty) {
                setGraphic(null);
                setTooltip(null);
                return;
            }
            Node node = line.node();
            title.setText(line.text());
            icon.setIconCode(KindLook.icon(line.kind()));
            icon.setVisible(node != null);
            icon.setManaged(node != null);
            boolean isStale = node != null && !node.stale().isEmpty();
            stale.setVisible(isStale);
            stale.setManaged(isStale);
            setGraphic(row);
            setTooltip(node == null ? null : new Tooltip(tip(Objects.requireNonNull(node))));
        }

        private static String tip(Node node) {
            StringBuilder tip = new StringBuilder(node.title());
            node.stale().forEach(reason -> tip.append("\nStale: ").append(reason.words()));
            return tip.toString();
        }
    }
}
