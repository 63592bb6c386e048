package org.spatialalign.app.prompts;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.LintFinding;
import org.spatialalign.engine.prompt.LintFinding.Severity;

/** Whether something was found about a prompt: a symbol of its own for each severity, the words in the tooltip. */
final class FindingsColumn extends TableColumn<DsrPrompt, DsrPrompt> {

    FindingsColumn(LintViewModel lint) {
        Label title = new Label(null, new FontIcon(MaterialDesignA.ALERT_OUTLINE));
        title.setTooltip(new Tooltip("What the check found"));
        title.setAccessibleText("What the check found");
        setGraphic(title);
        setId("column-findings");
        setSortable(false);
        setEditable(false);
        setMinWidth(34);
        setMaxWidth(34);
        setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        setCellFactory(view -> new Cell(lint));
    }

    static Ikon icon(Severity severity) {
        return switch (severity) {
            case ERROR -> MaterialDesignC.CLOSE_OCTAGON_OUTLINE;
            case WARNING -> MaterialDesignA.ALERT_OUTLINE;
            case INFO -> MaterialDesignI.INFORMATION_OUTLINE;
        };
    }

    static FontIcon symbol(Severity severity) {
        FontIcon symbol = new FontIcon(icon(severity));
        symbol.getStyleClass()
                .addAll("finding-icon", "finding-" + severity.name().toLowerCase(Locale.ROOT));
        return symbol;
    }

    private static final class Cell extends TableCell<DsrPrompt, DsrPrompt> {

        private final LintViewModel lint;
        private final FontIcon icon = new FontIcon();

        Cell(LintViewModel lint) {
            this.lint = lint;
        }

        @Override
        protected void updateItem(@Nullable DsrPrompt prompt, boolean empty) {
            super.updateItem(prompt, empty);
            List<LintFinding> found = empty || prompt == null ? List.of() : lint.of(prompt.promptId());
            // Good to know is said in the panel; in the table it would be on nearly every row.
            if (found.isEmpty() || found.get(0).severity() == Severity.INFO) {
                setGraphic(null);
                setTooltip(null);
                setAccessibleText(null);
                return;
            }
            Severity worst = found.get(0).severity();
            icon.setIconCode(icon(worst));
            icon.getStyleClass()
                    .setAll(
                            "ikonli-font-icon",
                            "finding-icon",
                            "finding-" + worst.name().toLowerCase(Locale.ROOT));
            setGraphic(icon);
            String text = found.stream().map(LintFinding::message).collect(Collectors.joining("\n"));
            setAccessibleText(text);
            setTooltip(new Tooltip(text));
        }
    }
}
