package org.spatialalign.app.inspect;

import java.util.Locale;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.spatialalign.engine.score.ScoreRange;
import org.spatialalign.engine.score.UnscorableReason;
import org.spatialalign.engine.store.ClipStatus;

/** The cells of the clip table that are more than text. */
final class ClipCells {

    private ClipCells() {}

    /** The score with its bar, or in words why there is none. */
    static final class Score extends TableCell<ClipRow, ClipRow> {

        private final Label number = new Label();
        private final ScoreBar bar = new ScoreBar();
        private final HBox scored = new HBox(4, number, bar);
        private final Tooltip tip = new Tooltip();

        Score() {
            number.getStyleClass().add("score-number");
            number.setMinWidth(Region.USE_PREF_SIZE);
            scored.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(bar, Priority.ALWAYS);
            bar.setMaxWidth(Double.MAX_VALUE);
        }

        @Override
        protected void updateItem(@Nullable ClipRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().remove("unscored-cell");
            if (empty || row == null) {
                setGraphic(null);
                setText(null);
                setTooltip(null);
                return;
            }
            if (row.scored()) {
                number.setText(String.format(Locale.ROOT, "%.3f", row.score()));
                bar.show(row.score(), row.range());
                setGraphic(scored);
                setText(null);
            } else {
                getStyleClass().add("unscored-cell");
                setGraphic(null);
                setText(withoutScore(row));
            }
            tip.setText(explain(row));
            setTooltip(tip);
        }
    }

    /** What stands where a score would stand. */
    static String withoutScore(ClipRow row) {
        UnscorableReason reason = row.listing().reason();
        return reason == null ? "–" : reason.brief();
    }

    static String explain(ClipRow row) {
        ScoreRange range = row.range();
        if (row.scored() && range != null) {
            String stale = row.status() == ClipStatus.STALE ? "\nOut of date: boxes, prompt or preset changed." : "";
            return String.format(
                    Locale.ROOT,
                    "DSR-Score %.4f%nType %s: a clip in which nothing moves gets %.3f, a perfect straight motion %.3f.%s",
                    row.score(),
                    row.typeCode(),
                    range.still(),
                    range.perfect(),
                    stale);
        }
        UnscorableReason reason = row.listing().reason();
        StatusText status = StatusText.of(row.status());
        return reason == null ? status.title() + ". " + status.advice() : reason.title() + ". " + reason.advice();
    }

    /** A symbol of its own for each state, the words beside it. */
    static final class Status extends TableCell<ClipRow, ClipRow> {

        private final FontIcon icon = new FontIcon();
        private final Tooltip tip = new Tooltip();

        Status() {
            setGraphicTextGap(5);
        }

        @Override
        protected void updateItem(@Nullable ClipRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
                setText(null);
                setTooltip(null);
                return;
            }
            StatusText text = StatusText.of(row.status());
            icon.setIconCode(icon(row.status()));
            icon.getStyleClass().setAll("ikonli-font-icon", "status-icon", styleClass(row.status()));
            setGraphic(icon);
            setText(row.listing().corrected() ? text.title() + " ✎" : text.title());
            String problem = row.clip().problem();
            tip.setText(text.title()
                    + (row.listing().corrected() ? ", boxes corrected by a person" : "")
                    + (text.advice().isEmpty() ? "" : ".\n" + text.advice())
                    + (problem == null ? "" : "\n" + problem));
            setTooltip(tip);
        }
    }

    static Ikon icon(ClipStatus status) {
        return switch (status) {
            case NO_PROMPT -> MaterialDesignH.HELP_CIRCLE_OUTLINE;
            case NO_SEED -> MaterialDesignS.SELECTION_DRAG;
            case NOT_TRACKED -> MaterialDesignV.VECTOR_SQUARE;
            case NOT_SCORED -> MaterialDesignT.TIMER_SAND;
            case SCORED -> MaterialDesignC.CHECK_CIRCLE_OUTLINE;
            case UNSCORABLE -> MaterialDesignC.CLOSE_OCTAGON_OUTLINE;
            case STALE -> MaterialDesignA.ALERT_OUTLINE;
        };
    }

    static String styleClass(ClipStatus status) {
        return switch (status) {
            case SCORED -> "status-done";
            case UNSCORABLE -> "status-failed";
            case STALE -> "status-stale";
            case NO_PROMPT, NO_SEED, NOT_TRACKED, NOT_SCORED -> "status-open";
        };
    }

    /** Plain text of a row, with a tooltip when it may be cut. */
    static final class Text extends TableCell<ClipRow, ClipRow> {

        private final Function<ClipRow, String> text;
        private final Function<ClipRow, String> details;
        private final Tooltip tip = new Tooltip();

        Text(Function<ClipRow, String> text, Function<ClipRow, String> details) {
            this.text = text;
            this.details = details;
            tip.setWrapText(true);
            tip.setMaxWidth(420);
        }

        @Override
        protected void updateItem(@Nullable ClipRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setText(null);
                setTooltip(null);
                return;
            }
            setText(text.apply(row));
            tip.setText(details.apply(row));
            setTooltip(tip);
        }
    }
}
