package org.spatialalign.app.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.spatialalign.app.fx.EmptyNote;
import org.spatialalign.app.inspect.ClipTableViewModel.State;

/** The left part of the page: search, chips, histogram, and the clips as a table or as pictures. */
final class ClipListView extends VBox {

    private final ClipTableViewModel table;
    private final BooleanProperty grid;
    private final TextField search = new TextField();
    private final FacetChips chips;
    private final HistogramView histogram;
    private final ClipTable rows;
    private final ClipGrid pictures;
    private final StackPane content = new StackPane();
    private final Node noClips;
    private final Node noMatch;

    /**
     * @param viewsMenu the menu of saved views
     * @param modeButton switches between table and pictures
     * @param importButton offered while there is nothing to show
     */
    ClipListView(
            ClipTableViewModel table,
            BooleanProperty grid,
            ThumbnailCache thumbnails,
            Node viewsMenu,
            Node modeButton,
            Optional<Button> importButton) {
        this.table = table;
        this.grid = grid;
        getStyleClass().add("clip-list");
        chips = new FacetChips(table);
        histogram = new HistogramView(table);
        rows = new ClipTable(table);
        pictures = new ClipGrid(table, thumbnails);
        noClips = new EmptyNote(
                MaterialDesignM.MOVIE_OPEN_PLUS_OUTLINE,
                "No clips yet",
                "Drop a folder of clips here, with its prompt list and seed boxes if there are any. Nothing is changed"
                        + " in the folder: the clips are copied into the project.",
                importButton.stream().toArray(Node[]::new));
        Button clear = new Button("Clear filters");
        clear.setOnAction(event -> table.clearFilters());
        noMatch = new EmptyNote(
                MaterialDesignF.FILTER_OFF_OUTLINE,
                "No clip matches",
                "All clips are hidden by the search text, the chips or the score range.",
                clear);

        getChildren().addAll(searchRow(viewsMenu, modeButton), chips, histogram, countRow(), content);
        VBox.setVgrow(content, Priority.ALWAYS);
        table.stateProperty().subscribe(this::showContent);
        grid.subscribe(this::showContent);
        showContent();
    }

    private Node searchRow(Node viewsMenu, Node modeButton) {
        search.setId("clip-search");
        search.setPromptText("Search prompt, animal, object, model, file");
        search.setAccessibleText("Search clips");
        search.textProperty().addListener((o, before, now) -> {
            if (!now.equals(table.filterProperty().get().text())) {
                table.filterProperty().set(table.filterProperty().get().withText(now));
            }
        });
        table.filterProperty().subscribe(filter -> {
            if (!filter.text().equals(search.getText())) {
                search.setText(filter.text());
            }
        });
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                search.clear();
                event.consume();
            } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
                focusClips();
                event.consume();
            }
        });
        HBox.setHgrow(search, Priority.ALWAYS);
        HBox row = new HBox(4, search, modeButton, viewsMenu);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node countRow() {
        Label count = new Label();
        count.setId("clip-count");
        count.getStyleClass().add("muted");
        count.textProperty().bind(table.countTextProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(4, count, clearLink(), gap, sortMenu(), groupMenu());
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /** Beside the count, where it comes and goes without moving anything. */
    private Hyperlink clearLink() {
        Hyperlink clear = new Hyperlink("Clear filters");
        clear.setId("clear-filters");
        clear.getStyleClass().addAll("small", "clear-filters");
        clear.setOnAction(event -> {
            clear.setVisited(false);
            table.clearFilters();
        });
        table.filterProperty().subscribe(filter -> clear.setVisible(!filter.isAll()));
        return clear;
    }

    private MenuButton groupMenu() {
        MenuButton menu = new MenuButton();
        menu.getStyleClass().addAll("flat", "small");
        menu.setId("group-menu");
        menu.setTooltip(new Tooltip("Keep clips of one kind together"));
        ToggleGroup toggles = new ToggleGroup();
        RadioMenuItem none = new RadioMenuItem("Not grouped");
        none.setToggleGroup(toggles);
        none.setSelected(true);
        none.setOnAction(event -> table.groupingProperty().set(null));
        menu.getItems().add(none);
        for (Facet facet : Facet.values()) {
            RadioMenuItem item = new RadioMenuItem("By " + facet.title().toLowerCase(Locale.ROOT));
            item.setToggleGroup(toggles);
            item.setOnAction(event -> table.groupingProperty().set(facet));
            table.groupingProperty().subscribe(chosen -> {
                if (facet == chosen) {
                    item.setSelected(true);
                }
            });
            menu.getItems().add(item);
        }
        table.groupingProperty().subscribe(chosen -> {
            menu.setText(chosen == null ? "Group" : "By " + chosen.title().toLowerCase(Locale.ROOT));
            if (chosen == null) {
                none.setSelected(true);
            }
        });
        return menu;
    }

    /** The table sorts by its headers; pictures have none. */
    private MenuButton sortMenu() {
        MenuButton menu = new MenuButton();
        menu.getStyleClass().addAll("flat", "small");
        menu.setId("sort-menu");
        menu.setGraphic(new FontIcon(MaterialDesignS.SORT));
        menu.setTooltip(new Tooltip("Sort the pictures; the same entry again turns the order round"));
        menu.visibleProperty().bind(grid);
        menu.managedProperty().bind(grid);
        for (ClipColumn column : ClipColumn.values()) {
            CheckMenuItem item = new CheckMenuItem(column.title());
            item.setOnAction(event -> {
                SortKey first = firstKey();
                boolean turn = first.column() == column && !first.descending();
                table.sortProperty().set(List.of(new SortKey(column, turn)));
                item.setSelected(true);
            });
            item.selectedProperty().addListener((o, before, now) -> {
                if (now != (firstKey().column() == column)) {
                    item.setSelected(firstKey().column() == column);
                }
            });
            table.sortProperty().subscribe(keys -> item.setSelected(firstKey().column() == column));
            menu.getItems().add(item);
        }
        menu.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> firstKey().column().title() + (firstKey().descending() ? " ↓" : " ↑"),
                        table.sortProperty()));
        return menu;
    }

    private SortKey firstKey() {
        return table.sortProperty().get().stream().findFirst().orElse(SortKey.ascending(ClipColumn.PROMPT));
    }

    private void showContent() {
        State state = table.stateProperty().get();
        Node shown =
                switch (state) {
                    case NO_CLIPS -> noClips;
                    case NO_MATCH -> noMatch;
                    case NO_PROJECT, LOADING, CLIPS -> grid.get() ? pictures : rows;
                };
        boolean filled = state == State.CLIPS || state == State.NO_MATCH;
        chips.setDisable(!filled);
        histogram.setDisable(!filled);
        search.setDisable(!filled);
        if (!content.getChildren().contains(shown)) {
            content.getChildren().setAll(shown);
        }
    }

    /** Puts the cursor into the search field. */
    void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    void focusClips() {
        Node clips = grid.get() ? pictures : rows;
        if (clips.getScene() == null) {
            // The page was just made; its parts come into the window with the first layout.
            clips.sceneProperty().addListener(new ChangeListener<>() {
                @Override
                public void changed(ObservableValue<? extends Scene> in, Scene before, Scene now) {
                    clips.sceneProperty().removeListener(this);
                    clips.requestFocus();
                }
            });
        }
        clips.requestFocus();
        if (table.selectedIdProperty().get() == null) {
            table.selectBy(1);
        }
    }

    HistogramView histogram() {
        return histogram;
    }

    FacetChips chips() {
        return chips;
    }

    ClipGrid pictures() {
        return pictures;
    }
}
