package org.spatialalign.app.fx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** A page that is not there yet: it says plainly what will be, what can be done until then, and offers no controls. */
public abstract class OutlookPage implements Page {

    /** One thing the page will do. */
    public record Point(Ikon icon, String title, String text) {}

    private static final double CARD_WIDTH = 296;

    private final String id;
    private final String title;
    private final Ikon icon;
    private @Nullable Node view;

    protected OutlookPage(String id, String title, Ikon icon) {
        this.id = id;
        this.title = title;
        this.icon = icon;
    }

    /** What the page is for, in one or two sentences. */
    protected abstract String purpose();

    protected abstract List<Point> points();

    /** What can be done today in the same matter. */
    protected abstract String untilThen();

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final Ikon icon() {
        return icon;
    }

    @Override
    public final List<Command> commands() {
        return List.of();
    }

    @Override
    public final JsonNode saveState() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public final void restoreState(JsonNode state) {
        // There is nothing to find again here.
    }

    @Override
    public final Node view() {
        if (view == null) {
            view = build();
        }
        return view;
    }

    private Node build() {
        FontIcon mark = new FontIcon(icon);
        mark.getStyleClass().add("outlook-mark");
        Label heading = new Label(title);
        heading.getStyleClass().add("page-title");
        Label chip = new Label("Not in this version yet");
        chip.getStyleClass().add("chip");
        HBox head = new HBox(16, mark, heading, chip);
        head.setAlignment(Pos.CENTER_LEFT);

        FlowPane cards = new FlowPane(16, 16);
        cards.setPrefWrapLength(3 * CARD_WIDTH + 32);
        points().forEach(point -> cards.getChildren().add(card(point)));

        Label will = new Label("What will be here");
        will.getStyleClass().add("section-title");
        Label now = new Label("Until then");
        now.getStyleClass().add("section-title");
        VBox body = new VBox(head, text(purpose()), new VBox(12, will, cards), new VBox(8, now, text(untilThen())));
        body.getStyleClass().add("page-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().addAll("page", "plain-scroll");
        scroll.setId("page-" + id);
        return scroll;
    }

    private static Label text(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMaxWidth(3 * CARD_WIDTH + 32);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static Node card(Point point) {
        FontIcon icon = new FontIcon(point.icon());
        icon.getStyleClass().addAll("outlook-icon", "muted");
        Label title = new Label(point.title());
        title.getStyleClass().add("strong");
        title.setWrapText(true);
        Label text = text(point.text());
        text.getStyleClass().add("muted");
        VBox.setVgrow(text, Priority.ALWAYS);
        VBox card = new VBox(8, icon, title, text);
        card.getStyleClass().addAll("card", "outlook-card");
        card.setPrefWidth(CARD_WIDTH);
        card.setMinHeight(160);
        return card;
    }
}
