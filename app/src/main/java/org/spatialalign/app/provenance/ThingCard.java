package org.spatialalign.app.provenance;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.spatialalign.engine.workflow.provenance.Node;
import org.spatialalign.engine.workflow.provenance.NodeId;
import org.spatialalign.engine.workflow.provenance.StaleReason;

/** The thing in the middle: what it is, why it is stale, what is known of it. */
final class ThingCard extends ScrollPane {

    private final Label kind = new Label();
    private final Label title = new Label();
    private final VBox stale = new VBox(8);
    private final GridPane facts = new GridPane();
    private final Consumer<NodeId> follow;

    /** @param follow goes to what made it stale */
    ThingCard(Consumer<NodeId> follow) {
        this.follow = follow;
        kind.getStyleClass().add("trace-kind");
        title.getStyleClass().add("section-title");
        title.setId("trace-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        stale.setId("trace-stale");
        facts.setHgap(16);
        facts.setVgap(8);
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setMinWidth(0);
        facts.getColumnConstraints().setAll(names, values);
        VBox body = new VBox(12, kind, title, stale, facts);
        body.getStyleClass().addAll("card", "trace-card");
        setContent(body);
        setFitToWidth(true);
        setFocusTraversable(false);
        getStyleClass().add("plain-scroll");
    }

    void show(Node node) {
        String words = node.id().kind().words();
        kind.setText(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
        kind.setGraphic(new FontIcon(KindLook.icon(node.id().kind())));
        title.setText(node.title());
        List<HBox> reasons =
                node.stale().stream().map(reason -> reason(node, reason)).toList();
        stale.getChildren().setAll(reasons);
        stale.setVisible(!reasons.isEmpty());
        stale.setManaged(!reasons.isEmpty());
        facts.getChildren().clear();
        for (Node.Fact fact : node.facts()) {
            Label name = new Label(fact.name());
            name.getStyleClass().add("muted");
            GridPane.setValignment(name, VPos.TOP);
            Label value = new Label(fact.value());
            value.setWrapText(true);
            value.setMinHeight(Region.USE_PREF_SIZE);
            facts.addRow(facts.getRowCount(), name, value);
        }
        setVvalue(0);
    }

    private HBox reason(Node node, StaleReason reason) {
        Label words = new Label("Stale: " + reason.words());
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.setMaxWidth(Double.MAX_VALUE);
        FontIcon icon = new FontIcon(MaterialDesignA.ALERT_OUTLINE);
        VBox column = new VBox(2, words);
        HBox.setHgrow(column, Priority.ALWAYS);
        if (!reason.cause().equals(node.id())) {
            Hyperlink link = new Hyperlink("Go to the " + reason.cause().kind().words());
            link.setOnAction(event -> follow.accept(reason.cause()));
            column.getChildren().add(link);
        }
        HBox box = new HBox(8, icon, column);
        box.setAlignment(Pos.TOP_LEFT);
        box.getStyleClass().add("trace-reason");
        return box;
    }
}
