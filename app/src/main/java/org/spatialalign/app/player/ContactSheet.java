package org.spatialalign.app.player;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.track.EffectiveTracks;

/**
 * Several clips in a grid on one clock, for instance all seeds of a prompt. Clips of another frame rate keep in step by
 * time; shorter ones hold their last frame. Give it clips decoded small.
 */
public final class ContactSheet extends Region {

    /**
     * One clip of the sheet.
     *
     * @param caption under the picture: "seed 2"
     * @param tracks boxes to draw; null for none
     * @param outcome score to show; null when it was not scored
     */
    public record Item(
            String id, String caption, Clip clip, @Nullable EffectiveTracks tracks, @Nullable ScoreOutcome outcome) {}

    private static final double GAP = 6;

    private final Playhead head;
    private final List<SheetCell> cells = new ArrayList<>();
    private final ObjectProperty<@Nullable String> selected = new SimpleObjectProperty<>();
    private Consumer<String> onChosen = id -> {};

    /** On a playhead of its own or on a player's, whose keys then move all clips at once. */
    public ContactSheet(Playhead head) {
        this.head = head;
        getStyleClass().add("contact-sheet");
        setId("contact-sheet");
        getStylesheets()
                .add(Objects.requireNonNull(ContactSheet.class.getResource("player.css"))
                        .toExternalForm());
        head.frameProperty().addListener((o, before, now) -> cells.forEach(SheetCell::frameChanged));
        selected.addListener((o, before, now) ->
                cells.forEach(cell -> cell.select(cell.item().id().equals(now))));
        new PlayClock(head, this);
    }

    public Playhead playhead() {
        return head;
    }

    /** Shows these clips; the playhead is not touched, so open it with the length and rate of the leading clip. */
    public void setItems(List<Item> items) {
        cells.clear();
        for (Item item : items) {
            SheetCell cell = new SheetCell(item, head, () -> choose(item.id()));
            cell.select(item.id().equals(selected.get()));
            cells.add(cell);
        }
        getChildren().setAll(cells);
        requestLayout();
    }

    private void choose(String id) {
        selected.set(id);
        onChosen.accept(id);
    }

    /** The id of the chosen clip, or null. */
    public ObjectProperty<@Nullable String> selectedProperty() {
        return selected;
    }

    /** Called when somebody clicks a clip or presses Enter on it. */
    public void setOnChosen(Consumer<String> action) {
        onChosen = action;
    }

    List<SheetCell> cells() {
        return List.copyOf(cells);
    }

    @Override
    protected void layoutChildren() {
        if (cells.isEmpty()) {
            return;
        }
        int columns = columns(getWidth(), getHeight());
        int rows = (cells.size() + columns - 1) / columns;
        double width = Math.floor((getWidth() - GAP * (columns + 1)) / columns);
        double aspect = cells.get(0).aspect();
        double caption = cells.get(0).captionHeight();
        double height =
                Math.min(Math.floor((getHeight() - GAP * (rows + 1)) / rows), Math.ceil(width / aspect) + caption);
        double top = Math.max(GAP, (getHeight() - rows * (height + GAP) + GAP) / 2);
        for (int i = 0; i < cells.size(); i++) {
            double x = GAP + (i % columns) * (width + GAP);
            double y = top + Math.floorDiv(i, columns) * (height + GAP);
            cells.get(i).resizeRelocate(x, y, Math.max(0, width), Math.max(0, height));
        }
    }

    /** As many columns as make the pictures largest. */
    private int columns(double width, double height) {
        double aspect = cells.get(0).aspect();
        int best = 1;
        double largest = 0;
        for (int columns = 1; columns <= cells.size(); columns++) {
            int rows = (cells.size() + columns - 1) / columns;
            double size = Math.min(
                    width / columns, aspect * (height / rows - cells.get(0).captionHeight()));
            if (size > largest) {
                largest = size;
                best = columns;
            }
        }
        return best;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 900;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 560;
    }
}
