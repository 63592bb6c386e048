package org.spatialalign.app.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.charts.Ink;
import org.spatialalign.app.charts.PaintedRegion;
import org.spatialalign.app.charts.TextWidth;
import org.spatialalign.app.pairs.RulesViewModel.Part;
import org.spatialalign.app.pairs.RulesViewModel.Prompt;
import org.spatialalign.engine.prefer.PairClip;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairScale;
import org.spatialalign.engine.prefer.PairSummary;
import org.spatialalign.engine.prompt.DsrType;

/**
 * The scores of all clips, one column a prompt, by type. A triangle up is a winner of some pair, a triangle down a loser,
 * a small circle a clip that no pair takes. The threshold is a line that can be dragged.
 */
final class ScoreSwarm extends PaintedRegion {

    private static final double LEFT = 44;
    private static final double TOP = 26;
    private static final double BOTTOM = 24;
    private static final double GRIP = 7;
    private static final double LOW = -0.05;
    private static final double HIGH = 1.05;

    /** One type's part of the width. */
    private record Band(DsrType type, double from, double to, List<Prompt> prompts) {
        double x(int prompt) {
            return from + (prompt + 0.5) * (to - from) / prompts.size();
        }
    }

    private final RulesViewModel rules;
    private final TextWidth widths = new TextWidth();
    private final BiConsumer<@Nullable DsrType, Double> dragged;
    private List<Band> bands = List.of();
    private boolean dragging;
    private @Nullable DsrType dragType;
    private @Nullable Prompt hovered;

    /**
     * @param dragged the threshold was moved to this value on the scale of the rules; of one type, or of all for null
     * @param promptChosen a prompt was clicked
     */
    ScoreSwarm(RulesViewModel rules, BiConsumer<@Nullable DsrType, Double> dragged, Consumer<String> promptChosen) {
        this.rules = rules;
        this.dragged = dragged;
        setId("score-swarm");
        setMinSize(300, 160);
        setPrefHeight(300);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        rules.rulesProperty().addListener((o, before, now) -> repaint());
        rules.promptsProperty().addListener((o, before, now) -> {
            hovered = null;
            repaint();
        });
        rules.summaryProperty().subscribe(this::speak);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_RELEASED, event -> dragging = false);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::move);
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> hover(null));
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            Prompt prompt = hovered;
            if (event.isStillSincePress() && prompt != null && event.getClickCount() == 2) {
                promptChosen.accept(prompt.id());
            }
        });
    }

    private void speak(@Nullable PairSummary summary) {
        setAccessibleText(
                summary == null
                        ? "No scores yet"
                        : String.format(
                                Locale.ROOT,
                                "Scores of %d clips of %d prompts; %d pairs, %d prompts without a pair",
                                summary.clips() - summary.unscorable(),
                                summary.prompts(),
                                summary.pairs(),
                                summary.promptsLost()));
    }

    private double y(double value) {
        return TOP + (HIGH - value) / (HIGH - LOW) * (getHeight() - TOP - BOTTOM);
    }

    private double value(double y) {
        return HIGH - (y - TOP) / (getHeight() - TOP - BOTTOM) * (HIGH - LOW);
    }

    private @Nullable Band band(double x) {
        return bands.stream()
                .filter(band -> x >= band.from && x < band.to)
                .findFirst()
                .orElse(null);
    }

    private boolean onLine(Band band, double y) {
        PairRules now = rules.rulesProperty().get();
        return Math.abs(y - y(paper(band.type, now.thresholdOf(band.type)))) <= GRIP;
    }

    private void press(MouseEvent event) {
        Band band = band(event.getX());
        dragging = band != null && onLine(band, event.getY());
        dragType = band != null && rules.perTypeProperty().get() ? band.type : null;
    }

    private void drag(MouseEvent event) {
        if (dragging) {
            Band band = band(event.getX());
            DsrType type = dragType != null ? dragType : band == null ? DsrType.of("LR") : band.type;
            double score = Math.max(0, Math.min(1, value(event.getY())));
            dragged.accept(dragType, rules.rulesProperty().get().value(type, score));
        }
    }

    private void move(MouseEvent event) {
        Band band = band(event.getX());
        setCursor(band != null && onLine(band, event.getY()) ? Cursor.V_RESIZE : Cursor.DEFAULT);
        Prompt prompt = null;
        if (band != null && event.getY() > TOP && event.getY() < getHeight() - BOTTOM) {
            int at = (int) ((event.getX() - band.from) / (band.to - band.from) * band.prompts.size());
            prompt = band.prompts.get(Math.max(0, Math.min(band.prompts.size() - 1, at)));
        }
        hover(prompt);
    }

    private void hover(@Nullable Prompt prompt) {
        if (!Objects.equals(prompt, hovered)) {
            hovered = prompt;
            repaint();
        }
    }

    /** A value on the scale of the rules as a DSR-Score: that is what the picture shows. */
    private double paper(DsrType type, double value) {
        return rules.rulesProperty().get().scale().dsrScore(type, value);
    }

    private List<Band> bands(double width) {
        List<Band> made = new ArrayList<>();
        List<List<Prompt>> byType = new ArrayList<>();
        for (Prompt prompt : rules.promptsProperty().get()) {
            if (byType.isEmpty() || !byType.get(byType.size() - 1).get(0).type().equals(prompt.type())) {
                byType.add(new ArrayList<>());
            }
            byType.get(byType.size() - 1).add(prompt);
        }
        // A type with few prompts keeps enough room for its name.
        int all = rules.promptsProperty().get().size();
        double gap = 6;
        double least = 44;
        double room = width - LEFT - 8 - gap * byType.size() - least * byType.size();
        double x = LEFT;
        for (List<Prompt> prompts : byType) {
            double own = least + Math.max(0, room) * prompts.size() / all;
            made.add(new Band(prompts.get(0).type(), x, x + own, prompts));
            x += own + gap;
        }
        return made;
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        bands = bands(width);
        g.setFont(Font.font(fontSize() * 0.86));
        axis(g, width);
        for (Band band : bands) {
            paintBand(g, band, height);
        }
        PairRules now = rules.rulesProperty().get();
        for (Band band : bands) {
            paintThreshold(g, band, now);
        }
        paintHovered(g, width);
    }

    private void axis(GraphicsContext g, double width) {
        for (int i = 0; i <= 5; i++) {
            double y = Math.rint(y(i / 5.0)) + 0.5;
            g.setStroke(ink(Ink.LINE));
            g.setLineWidth(1);
            g.strokeLine(LEFT - 4, y, width - 8, y);
            g.setFill(ink(Ink.MUTED));
            g.setTextAlign(TextAlignment.RIGHT);
            g.fillText(String.format(Locale.ROOT, "%.1f", i / 5.0), LEFT - 8, y + fontSize() * 0.3);
        }
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText("DSR-Score", 4, TOP - 12);
    }

    private void paintBand(GraphicsContext g, Band band, double height) {
        g.setFill(ink(Ink.SUBTLE));
        g.fillRect(band.from, height - BOTTOM + 2, band.to - band.from, BOTTOM - 4);
        g.setFill(ink(Ink.TEXT));
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText(band.type.code(), (band.from + band.to) / 2, height - 8);
        g.setTextAlign(TextAlignment.LEFT);
        PairRules now = rules.rulesProperty().get();
        double spacing = (band.to - band.from) / band.prompts.size();
        double size = Math.max(3, Math.min(9, spacing * 0.8));
        for (int i = 0; i < band.prompts.size(); i++) {
            paintPrompt(g, band.prompts.get(i), band.x(i), size, now);
        }
    }

    private void paintPrompt(GraphicsContext g, Prompt prompt, double x, double size, PairRules now) {
        List<PairClip> clips = prompt.clips();
        double best = score(clips.get(0));
        double worst = score(clips.get(clips.size() - 1));
        g.setStroke(ink(Ink.LINE));
        g.setLineWidth(1);
        g.strokeLine(x, y(best), x, y(worst));
        for (PairClip clip : clips) {
            mark(g, x, y(score(clip)), size, prompt.part(clip, now));
        }
    }

    private static double score(PairClip clip) {
        return Objects.requireNonNull(clip.score());
    }

    private void mark(GraphicsContext g, double x, double y, double size, Part part) {
        double half = size / 2;
        double[] xs = {x - half, x, x + half};
        switch (part) {
            case WINNER -> {
                g.setFill(ink(Ink.FIRST));
                g.fillPolygon(xs, new double[] {y + half, y - half, y + half}, 3);
            }
            case LOSER -> {
                g.setFill(ink(Ink.SECOND));
                g.fillPolygon(xs, new double[] {y - half, y + half, y - half}, 3);
            }
            case NONE -> {
                g.setStroke(ink(Ink.MUTED));
                g.setLineWidth(1);
                g.strokeOval(x - size / 3, y - size / 3, size * 2 / 3, size * 2 / 3);
            }
        }
    }

    private void paintThreshold(GraphicsContext g, Band band, PairRules now) {
        double threshold = now.thresholdOf(band.type);
        double y = y(paper(band.type, threshold));
        double low = y(paper(band.type, threshold - now.margin()));
        if (now.margin() > 0) {
            g.setFill(ink(Ink.ACCENT, 0.12));
            g.fillRect(band.from, y, band.to - band.from, low - y);
        }
        g.setStroke(ink(Ink.ACCENT));
        g.setLineWidth(2);
        g.strokeLine(band.from, y, band.to, y);
        g.setFill(ink(Ink.ACCENT));
        g.fillRoundRect(band.to - 12, y - 4, 12, 8, 4, 4);
        marks(g, band);
    }

    /** Where on the DSR-Score nothing moves, and what a perfect motion gets: the fair scale's 0 and 1. */
    private void marks(GraphicsContext g, Band band) {
        g.setStroke(ink(Ink.WARNING));
        g.setLineWidth(1);
        g.setLineDashes(3, 3);
        for (double fair : new double[] {0, 1}) {
            double y = y(PairScale.FAIR.dsrScore(band.type, fair));
            g.strokeLine(band.from, y, band.to, y);
        }
        g.setLineDashes();
    }

    private void paintHovered(GraphicsContext g, double width) {
        Prompt prompt = hovered;
        Band band = prompt == null
                ? null
                : bands.stream()
                        .filter(one -> one.type.equals(prompt.type()))
                        .findFirst()
                        .orElse(null);
        if (prompt == null || band == null) {
            return;
        }
        double x = band.x(Math.max(0, band.prompts.indexOf(prompt)));
        g.setStroke(ink(Ink.TEXT, 0.5));
        g.setLineWidth(1);
        g.strokeLine(x, TOP, x, getHeight() - BOTTOM);
        StringBuilder scores = new StringBuilder(prompt.id()).append("  ");
        prompt.clips().stream()
                .limit(8)
                .forEach(clip -> scores.append(String.format(Locale.ROOT, " %.2f", score(clip))));
        if (prompt.clips().size() > 8) {
            scores.append(" and ").append(prompt.clips().size() - 8).append(" more");
        }
        String text = scores.toString();
        Font font = Font.font(null, FontWeight.BOLD, fontSize() * 0.86);
        double wide = widths.of(text, font) + 12;
        double at = Math.max(LEFT, Math.min(width - wide - 4, x - wide / 2));
        g.setFill(ink(Ink.SURFACE));
        g.fillRoundRect(at, 1, wide, 20, 6, 6);
        g.setStroke(ink(Ink.LINE));
        g.strokeRoundRect(at, 1, wide, 20, 6, 6);
        g.setFill(ink(Ink.TEXT, 1));
        g.setFont(font);
        g.fillText(text, at + 6, 15);
    }
}
