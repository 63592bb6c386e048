package org.spatialalign.app.inspect;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.spatialalign.app.inspect.ClipIndex.FacetValue;

/** One chip per facet: closed it says what is chosen, open it lists the values with how many clips each would show. */
final class FacetChips extends FlowPane {

    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");

    private final ClipTableViewModel table;
    private final Map<Facet, MenuButton> chips = new EnumMap<>(Facet.class);
    private final Map<Facet, Map<String, Entry>> entries = new EnumMap<>(Facet.class);
    private boolean refreshing;

    private record Entry(CustomMenuItem item, CheckBox box, Label count) {}

    FacetChips(ClipTableViewModel table) {
        this.table = table;
        getStyleClass().add("facet-chips");
        setHgap(3);
        setVgap(4);
        for (Facet facet : Facet.values()) {
            MenuButton chip = new MenuButton(facet.title());
            chip.getStyleClass().addAll("small", "facet-chip");
            chip.setId("facet-" + facet.name().toLowerCase(Locale.ROOT));
            chip.setMaxWidth(190);
            chip.setOnShowing(event -> fill(facet));
            chips.put(facet, chip);
            entries.put(facet, new LinkedHashMap<>());
            getChildren().add(chip);
        }
        table.resultProperty().subscribe(this::refresh);
    }

    /** Opens the menu of one facet. */
    void open(Facet facet) {
        MenuButton chip = chips.get(facet);
        if (chip != null) {
            chip.requestFocus();
            chip.show();
        }
    }

    private void refresh(ClipIndex.Result result) {
        ClipFilter filter = table.filterProperty().get();
        chips.forEach((facet, chip) -> {
            Set<String> chosen = filter.chosen(facet);
            String values = chosen.stream().map(facet::label).collect(Collectors.joining(", "));
            chip.setText(chosen.isEmpty() ? facet.title() : facet.title() + ": " + values);
            chip.pseudoClassStateChanged(ACTIVE, !chosen.isEmpty());
            chip.setTooltip(new Tooltip(
                    chosen.isEmpty()
                            ? "Show only some values of " + facet.title().toLowerCase(Locale.ROOT)
                            : chip.getText()));
            if (chip.isShowing()) {
                update(facet, result);
            } else if (chip.getItems().isEmpty()) {
                // A menu without items does not open, so that it could never be filled.
                chip.getItems().add(new CustomMenuItem(new Label("…")));
            }
        });
    }

    private void fill(Facet facet) {
        MenuButton chip = chips.get(facet);
        Map<String, Entry> known = entries.get(facet);
        if (chip == null || known == null) {
            return;
        }
        known.clear();
        for (FacetValue value : values(facet, table.resultProperty().get())) {
            known.put(value.value(), entry(facet, value));
        }
        chip.getItems().setAll(known.values().stream().map(Entry::item).toList());
        if (known.isEmpty()) {
            chip.getItems().add(new CustomMenuItem(new Label("No clips yet")));
        }
        update(facet, table.resultProperty().get());
    }

    private static List<FacetValue> values(Facet facet, ClipIndex.Result result) {
        return result.facets().getOrDefault(facet, List.of());
    }

    private Entry entry(Facet facet, FacetValue value) {
        CheckBox box = new CheckBox(facet.label(value.value()));
        Label count = new Label();
        count.getStyleClass().add("muted");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(12, box, gap, count);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinWidth(150);
        // The item takes the click and the Enter key, the box only shows the choice.
        box.setMouseTransparent(true);
        box.setFocusTraversable(false);
        CustomMenuItem item = new CustomMenuItem(row, false);
        item.setOnAction(event -> {
            if (!refreshing) {
                table.toggle(facet, value.value());
            }
        });
        return new Entry(item, box, count);
    }

    private void update(Facet facet, ClipIndex.Result result) {
        refreshing = true;
        Set<String> chosen = table.filterProperty().get().chosen(facet);
        Map<String, Entry> known = entries.getOrDefault(facet, Map.of());
        for (FacetValue value : values(facet, result)) {
            Entry entry = known.get(value.value());
            if (entry != null) {
                entry.box().setSelected(chosen.contains(value.value()));
                entry.count().setText("%,d".formatted(value.count()));
            }
        }
        refreshing = false;
    }
}
