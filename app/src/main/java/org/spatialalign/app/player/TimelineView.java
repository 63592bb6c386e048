package org.spatialalign.app.player;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.SsrCurve.Point;

/**
 * The clip from left to right, one cell per frame: both curves, the frames that decide, key frames, gaps. Press or drag
 * to go to a frame, with Shift to set the loop range.
 */
public final class TimelineView extends Region {

    private final PlayerViewModel player;
    private final TimelineContent content;
    private final TimelineCursor line;
    private int loopAnchor = -1;

    public TimelineView(PlayerViewModel player) {
        this.player = player;
        content = new TimelineContent(player);
        line = new TimelineCursor(player, content);
        getStyleClass().add("timeline");
        setId("timeline");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setCursor(Cursor.HAND);
        getChildren().addAll(content, line);

        Changes.of(
                content::repaint,
                player.clipProperty(),
                player.outcomeProperty(),
                player.effectiveProperty(),
                player.seedsProperty(),
                player.selectedRoleProperty(),
                player.playhead().loopFromProperty(),
                player.playhead().loopToProperty(),
                player.loopingProperty());
        Changes.of(
                this::headMoved,
                player.frameProperty(),
                player.outcomeProperty(),
                player.clipProperty(),
                player.typeProperty());
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        addEventHandler(MouseEvent.MOUSE_MOVED, e -> line.hover(content.scale().frame(e.getX())));
        addEventHandler(MouseEvent.MOUSE_EXITED, e -> line.hover(-1));
        headMoved();
    }

    private void headMoved() {
        line.repaint();
        setAccessibleText(describe(player.frame()));
        notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
    }

    private void pressed(MouseEvent e) {
        requestFocus();
        if (player.clip() != null && e.getButton() == MouseButton.PRIMARY) {
            loopAnchor = e.isShiftDown() ? content.scale().frame(e.getX()) : -1;
            dragged(e);
        }
    }

    private void dragged(MouseEvent e) {
        if (player.clip() == null || !e.isPrimaryButtonDown()) {
            return;
        }
        int frame = content.scale().frame(e.getX());
        line.hover(-1);
        if (loopAnchor >= 0) {
            player.playhead().setLoopRange(Math.min(loopAnchor, frame), Math.max(loopAnchor, frame));
        } else {
            player.goTo(frame);
        }
        e.consume();
    }

    /** What there is to know about a frame, in words: number, both values, problems, whether it decides. */
    String describe(int frame) {
        List<String> parts = new ArrayList<>();
        parts.add("frame " + frame);
        DsrType type = player.typeProperty().get();
        Optional<Point> point = player.outcome().curve().at(frame);
        if (type != null && point.isPresent()) {
            parts.add(type.initial().initialPhrase() + " "
                    + Figures.signed(point.get().initial(), 2));
            parts.add(
                    type.last().finalPhrase() + " " + Figures.signed(point.get().last(), 2));
        }
        player.problemsProperty().get().stream()
                .filter(p -> p.contains(frame))
                .forEach(p -> parts.add(
                        p.role() == null
                                ? p.kind().text()
                                : player.name(p.role()) + " " + p.kind().text()));
        if (player.scoreFrames().contains(frame)) {
            parts.add("counts for the score");
        }
        return String.join(", ", parts);
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return switch (attribute) {
            case VALUE -> (double) player.frame();
            case MIN_VALUE -> 0.0;
            case MAX_VALUE -> (double) player.playhead().lastFrame();
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    @Override
    protected void layoutChildren() {
        content.resizeRelocate(0, 0, getWidth(), getHeight());
        line.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    @Override
    protected double computeMinHeight(double width) {
        return content.fontPixels() * 10;
    }

    @Override
    protected double computePrefHeight(double width) {
        return content.fontPixels() * 14.5;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 600;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 200;
    }
}
