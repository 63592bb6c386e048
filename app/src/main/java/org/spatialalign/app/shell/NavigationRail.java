package org.spatialalign.app.shell;

import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.Page;

/** The column of pages on the left: icon over label, or the icon alone where there is little room. */
final class NavigationRail extends ScrollPane {

    private static final PseudoClass COMPACT = PseudoClass.getPseudoClass("compact");
    private static final double HEIGHT_FOR_LABELS = 520;

    /**
     * The last page, the settings, stands apart at the lower end.
     *
     * @param go for each page the command that leads to it
     */
    NavigationRail(List<Page> pages, Map<String, Command> go, ShellViewModel shell, CommandButtons buttons) {
        VBox box = new VBox();
        box.getStyleClass().add("rail-items");
        for (Page page : pages) {
            if (page == pages.get(pages.size() - 1)) {
                Region gap = new Region();
                VBox.setVgrow(gap, Priority.ALWAYS);
                box.getChildren().add(gap);
            }
            box.getChildren().add(item(page, go, shell, buttons));
        }
        setContent(box);
        setFitToWidth(true);
        setFitToHeight(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setVbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        getStyleClass().addAll("rail", "plain-scroll");
        heightProperty().addListener(observable -> pseudoClassStateChanged(COMPACT, getHeight() < HEIGHT_FOR_LABELS));
    }

    private ToggleButton item(Page page, Map<String, Command> go, ShellViewModel shell, CommandButtons buttons) {
        ToggleButton item = new ToggleButton(page.title(), new FontIcon(page.icon()));
        Command command = go.get(page.id());
        if (command == null) {
            throw new IllegalArgumentException("no command leads to page " + page.id());
        }
        buttons.connect(item, command);
        item.contentDisplayProperty()
                .bind(Bindings.when(heightProperty().lessThan(HEIGHT_FOR_LABELS))
                        .then(ContentDisplay.GRAPHIC_ONLY)
                        .otherwise(ContentDisplay.TOP));
        item.setMaxWidth(Double.MAX_VALUE);
        item.getStyleClass().add("rail-item");
        item.setId("rail-" + page.id());
        item.setAccessibleText(page.title());
        shell.pageProperty().addListener(observable -> item.setSelected(isShown(page, shell)));
        item.setSelected(isShown(page, shell));
        // A second click must not put the mark out.
        item.selectedProperty().addListener(observable -> item.setSelected(isShown(page, shell)));
        return item;
    }

    private static boolean isShown(Page page, ShellViewModel shell) {
        return shell.pageProperty().get().equals(page.id());
    }
}
