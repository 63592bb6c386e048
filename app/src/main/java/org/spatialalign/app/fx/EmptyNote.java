package org.spatialalign.app.fx;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** What stands where there is nothing yet: what would be here, and how to get it. */
public final class EmptyNote extends VBox {

    public EmptyNote(Ikon icon, String title, String text, Node... actions) {
        super(10);
        getStyleClass().add("empty-note");
        setAlignment(Pos.CENTER);
        FontIcon symbol = new FontIcon(icon);
        symbol.getStyleClass().add("empty-note-icon");
        Label heading = new Label(title);
        heading.getStyleClass().add("section-title");
        heading.setWrapText(true);
        heading.setTextAlignment(TextAlignment.CENTER);
        Label words = new Label(text);
        words.getStyleClass().add("muted");
        words.setWrapText(true);
        words.setTextAlignment(TextAlignment.CENTER);
        words.setMaxWidth(340);
        getChildren().addAll(symbol, heading, words);
        getChildren().addAll(actions);
    }
}
